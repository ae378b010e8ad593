using Assessment.StorageLoad.Kills;
using Assessment.V1;
using Grpc.Core;
using Grpc.Net.Client;

namespace Assessment.EndToEnd.Tests.Processes;

/// <summary>Callers who submit one card after another until there are no more or the server goes, and what was acknowledged to them.</summary>
internal sealed class Acknowledged
{
    private readonly Lock _lock = new();
    private readonly List<Scorecard> _cards = [];
    private readonly List<string> _interviews = [];
    private Task _submitting = Task.CompletedTask;

    /// <summary>What the server said it stored.</summary>
    public IReadOnlyList<Scorecard> Cards
    {
        get
        {
            lock (_lock)
            {
                return [.. _cards];
            }
        }
    }

    public static async Task<Acknowledged> BeginAsync(AssessServer server, int callers, int cardsEach)
    {
        var load = new Acknowledged();
        var cards = await SampleCards.CreateAsync(server.Channel);
        for (int i = 0; i < cardsEach; i++)
        {
            load._interviews.Add(await cards.CreateInterviewAsync(server.Channel, callers));
        }

        load._submitting = Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(
            () => load.SubmitAsync(server.Channel, load._interviews.Select(interview => cards.Request(interview, caller))))));
        return load;
    }

    /// <summary>Waits until so many are acknowledged.</summary>
    public async Task ReachAsync(int count)
    {
        while (Cards.Count < count && !_submitting.IsCompleted)
        {
            await Task.Delay(5);
        }
    }

    /// <summary>Waits until every caller has stopped.</summary>
    public Task EndAsync() => _submitting;

    /// <summary>The cards of the same interviews on a server, by name.</summary>
    public async Task<IReadOnlyDictionary<string, Scorecard>> ReadAsync(GrpcChannel channel)
    {
        var client = new ScorecardService.ScorecardServiceClient(channel);
        var stored = new Dictionary<string, Scorecard>();
        foreach (string interview in _interviews)
        {
            var page = await client.ListScorecardsAsync(new ListScorecardsRequest { Parent = interview, PageSize = 200 });
            foreach (var card in page.Scorecards)
            {
                stored.Add(card.Name, card);
            }
        }

        return stored;
    }

    private async Task SubmitAsync(GrpcChannel channel, IEnumerable<SubmitScorecardRequest> requests)
    {
        var client = new ScorecardService.ScorecardServiceClient(channel);
        foreach (var request in requests)
        {
            try
            {
                var card = await client.SubmitScorecardAsync(request);
                lock (_lock)
                {
                    _cards.Add(card);
                }
            }
            catch (RpcException e) when (e.StatusCode is StatusCode.Unavailable or StatusCode.Internal or StatusCode.Cancelled)
            {
                return; // The server is gone.
            }
        }
    }
}
