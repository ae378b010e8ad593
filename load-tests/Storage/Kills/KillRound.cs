using Assessment.V1;
using Grpc.Core;
using Grpc.Net.Client;

namespace Assessment.StorageLoad.Kills;

/// <summary>What was sent to a server until it was killed.</summary>
internal sealed class KillRound
{
    private const int Callers = 32; // A panel's most.
    private const int CardsEach = 4;

    /// <summary>The kill comes after so many answers at most; there are more cards than that.</summary>
    private const int MostAnswers = Callers * CardsEach * 3 / 4;

    private static readonly TimeSpan MostDelay = TimeSpan.FromMilliseconds(2);

    private readonly Lock mine = new();
    private readonly List<string> interviews = [];
    private readonly List<(SubmitScorecardRequest Request, Scorecard Answer)> acknowledged = [];
    private readonly List<SubmitScorecardRequest> inFlight = [];
    private readonly int enoughAnswers;
    private readonly TaskCompletionSource enough = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private KillRound(int enoughAnswers) => this.enoughAnswers = enoughAnswers;

    /// <summary>Callers submit one card after another; the server is killed at a moment of chance.</summary>
    public static async Task<KillRound> SubmitAndKillAsync(ServerProcess server, SampleCards cards, Random random)
    {
        var round = new KillRound(random.Next(1, MostAnswers));
        for (int i = 0; i < CardsEach; i++)
        {
            round.interviews.Add(await cards.CreateInterviewAsync(server.Channel, Callers));
        }

        var callers = Enumerable.Range(0, Callers).Select(caller => Task.Run(
            () => round.SubmitAsync(server.Channel, round.interviews.Select(interview => cards.Request(interview, caller)))));
        var submitting = Task.WhenAll([.. callers]);
        await Task.WhenAny(round.enough.Task, submitting);
        await Task.Delay(MostDelay * random.NextDouble());
        await server.KillAsync();
        await submitting;
        return round;
    }

    /// <summary>Compares what a restarted server has with what was sent to the one before, and sends again what was in flight.</summary>
    public async Task<KillTally> CompareAsync(GrpcChannel channel)
    {
        var client = new ScorecardService.ScorecardServiceClient(channel);
        var before = await ListAsync(client);
        var (found, lost, altered) = Compare(before, acknowledged);
        var repeated = new List<(SubmitScorecardRequest Request, Scorecard Answer)>();
        foreach (var request in inFlight)
        {
            repeated.Add((request, await Patience.CallAsync(deadline => client.SubmitScorecardAsync(request, deadline: deadline))));
        }

        var after = await ListAsync(client);
        var (_, lostAgain, alteredAgain) = Compare(after, repeated);
        int seats = acknowledged.Select(sent => sent.Request).Concat(inFlight).Count(request => after.Contains(SeatOf(request)));
        return new(
            acknowledged.Count,
            found,
            lost + lostAgain,
            altered + alteredAgain,
            Doubled: after.Sum(cards => cards.Count()) - seats,
            inFlight.Count,
            Committed: inFlight.Count(request => before.Contains(SeatOf(request))));
    }

    private static (string Interview, string Interviewer) SeatOf(SubmitScorecardRequest request) =>
        (request.Parent, request.Scorecard.InterviewerId);

    private static (int Found, int Lost, int Altered) Compare(
        ILookup<(string Interview, string Interviewer), Scorecard> stored, List<(SubmitScorecardRequest Request, Scorecard Answer)> sent)
    {
        int lost = sent.Count(card => !stored.Contains(SeatOf(card.Request)));
        int found = sent.Count(card => stored[SeatOf(card.Request)].Count() == 1 && stored[SeatOf(card.Request)].Contains(card.Answer));
        int altered = sent.Count(card => stored[SeatOf(card.Request)].Any(there => !there.Equals(card.Answer)));
        return (found, lost, altered);
    }

    private async Task SubmitAsync(GrpcChannel channel, IEnumerable<SubmitScorecardRequest> requests)
    {
        var client = new ScorecardService.ScorecardServiceClient(channel);
        foreach (var request in requests)
        {
            try
            {
                var answer = await Patience.CallAsync(deadline => client.SubmitScorecardAsync(request, deadline: deadline));
                lock (mine)
                {
                    acknowledged.Add((request, answer));
                    if (acknowledged.Count == enoughAnswers)
                    {
                        enough.SetResult();
                    }
                }
            }
            catch (RpcException e) when (e.StatusCode is StatusCode.Unavailable or StatusCode.Internal)
            {
                lock (mine)
                {
                    inFlight.Add(request); // The server is gone: whether it stored the card, nobody knows yet.
                }

                return;
            }
        }
    }

    /// <summary>Every card of the round's interviews, by interview and interviewer.</summary>
    private async Task<ILookup<(string Interview, string Interviewer), Scorecard>> ListAsync(ScorecardService.ScorecardServiceClient client)
    {
        var cards = new List<(string Interview, Scorecard Card)>();
        foreach (string interview in interviews)
        {
            string token = "";
            do
            {
                var request = new ListScorecardsRequest { Parent = interview, PageSize = 200, PageToken = token };
                var page = await Patience.CallAsync(deadline => client.ListScorecardsAsync(request, deadline: deadline));
                cards.AddRange(page.Scorecards.Select(card => (interview, card)));
                token = page.NextPageToken;
            }
            while (token.Length > 0);
        }

        return cards.ToLookup(card => (card.Interview, card.Card.InterviewerId), card => card.Card);
    }
}
