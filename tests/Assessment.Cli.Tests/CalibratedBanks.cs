using Assessment.V1;

namespace Assessment.Cli.Tests;

/// <summary>A server with a panel of planted severities and a report over it.</summary>
public sealed class CalibratedBanks : IAsyncLifetime
{
    /// <summary>How many levels lower each interviewer rates than they should.</summary>
    public static readonly IReadOnlyDictionary<string, double> Severity = new Dictionary<string, double>(StringComparer.Ordinal)
    {
        ["severe"] = 0.8,
        ["stern"] = 0.3,
        ["even"] = 0,
        ["kind"] = -0.4,
        ["lenient"] = -0.7,
    };

    public const int Candidates = 30;

    private readonly ServedBanks _served = new();

    public ServedBanks Served => _served;

    public string Address => _served.Address;

    /// <summary>Each candidate's interview, rated by three of the five.</summary>
    public List<string> Interviews { get; } = [];

    /// <summary>The UUID of the run, which is the report's.</summary>
    public string Id { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        await _served.InitializeAsync();
        var criteria = await ReadCriteriaAsync();
        string[] panel = [.. Severity.Keys];
        var random = new Random(4711);
        for (int i = 0; i < Candidates; i++)
        {
            double ability = 2 + (2 * random.NextDouble());
            string[] raters = [panel[i % 5], panel[(i + 1) % 5], panel[(i + 3) % 5]];
            string interview = await _served.CreateInterviewOfAsync($"c-{i:00}", raters);
            foreach (string rater in raters)
            {
                var card = Rated(rater, ability, criteria, random);
                await _served.Client.Scorecards.SubmitScorecardAsync(new SubmitScorecardRequest { Parent = interview, Scorecard = card });
            }

            Interviews.Add(interview);
        }

        var run = await Assess.RunAsync(CancellationToken.None, "report", "run", "--json", "--server", Address);
        Assert.Equal(ExitCodes.Done, run.Code);
        Id = ((string)run.Json["name"]!).Split('/')[1];
    }

    internal Task<Assess> RunAsync(string command) => Assess.RunAsync([.. command.Split(' '), "--server", Address]);

    public ValueTask DisposeAsync() => _served.DisposeAsync();

    private static Scorecard Rated(string rater, double ability, IReadOnlyList<string> criteria, Random random)
    {
        var card = new Scorecard { InterviewerId = rater };
        foreach (string criterion in criteria)
        {
            double noise = (random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5) * 1.2;
            int level = Math.Clamp((int)Math.Round(ability - Severity[rater] + noise), 1, 5);
            card.Ratings.Add(new Rating { Criterion = criterion, Level = level, Evidence = "Said so, and showed how." });
        }

        return card;
    }

    /// <summary>Every other criterion of every bank.</summary>
    private async Task<IReadOnlyList<string>> ReadCriteriaAsync()
    {
        var criteria = new List<string>();
        foreach (string id in new[] { "product-sense", "data-modeling", "ml-platform" })
        {
            var bank = await _served.Client.QuestionBanks.GetQuestionBankAsync(
                new GetQuestionBankRequest { Name = $"questionBanks/{id}/versions/latest" });
            criteria.AddRange(bank.Competencies.SelectMany(competency => competency.Criteria).Select(criterion => criterion.Id));
        }

        return [.. criteria.Where((_, i) => i % 2 == 0)];
    }
}
