using Assessment.V1;

namespace Assessment.LoadScenarios.Submitting;

/// <summary>Places on panels whose cards nobody has submitted yet: each is good for one card.</summary>
internal sealed class Seats(ServerConnection connection)
{
    private const int Panel = 4;
    private const int Creators = 16;

    private readonly InterviewService.InterviewServiceClient _interviews = new(connection.Invoker);
    private readonly Scorecard[] _cards = new Scorecard[Panel];
    private volatile string[] _names = [];
    private long _taken = -1;
    private bool _hasContent;

    /// <summary>Makes room for that many more cards.</summary>
    public async Task PrepareAsync(int cards, CancellationToken cancellation)
    {
        if (!_hasContent)
        {
            var content = await CardContent.ReadAsync(connection, cancellation);
            for (int member = 0; member < Panel; member++)
            {
                _cards[member] = content.Card(Interviewer(member), member);
            }

            _hasContent = true;
        }

        long free = ((long)_names.Length * Panel) - (Volatile.Read(ref _taken) + 1);
        string[] names = new string[(int)Math.Max(0, (cards - free + Panel - 1) / Panel)];
        await Parallel.ForAsync(0, names.Length, new ParallelOptions { MaxDegreeOfParallelism = Creators, CancellationToken = cancellation }, async (i, token) =>
        {
            var request = new CreateInterviewRequest { Interview = Interview(), RequestId = Guid.NewGuid().ToString() };
            var interview = await Preparation.CallAsync(() => _interviews.CreateInterviewAsync(request, connection.Options(token)), token);
            names[i] = interview.Name;
        });
        _names = [.. _names, .. names];
    }

    /// <summary>A request to submit the card of a seat that nobody else gets.</summary>
    /// <exception cref="InvalidOperationException">No seat is left.</exception>
    public SubmitScorecardRequest Take()
    {
        long seat = Interlocked.Increment(ref _taken);
        string[] names = _names;
        return seat < (long)names.Length * Panel
            ? new()
            {
                Parent = names[seat / Panel],
                Scorecard = _cards[seat % Panel],
                RequestId = Guid.NewGuid().ToString(),
            }
            : throw new InvalidOperationException($"Only {(long)names.Length * Panel} cards were prepared for.");
    }

    private static string Interviewer(int member) => FormattableString.Invariant($"interviewer-{member}");

    private static Interview Interview()
    {
        var interview = new Interview { CandidateId = $"candidate-{Guid.NewGuid():N}", Step = "onsite", RoleProfile = CardContent.RoleProfile };
        interview.Panel.Add(Enumerable.Range(0, Panel).Select(member => new PanelMember { InterviewerId = Interviewer(member) }));
        return interview;
    }
}
