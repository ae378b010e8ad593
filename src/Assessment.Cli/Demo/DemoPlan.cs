using Assessment.V1;

namespace Assessment.Cli.Demo;

/// <summary>One interviewer's part of an invented interview.</summary>
/// <param name="InterviewerId">The interviewer.</param>
/// <param name="Focus">The competencies to cover.</param>
/// <param name="Scorecard">What they submit; null when they still owe it.</param>
internal sealed record PlannedMember(string InterviewerId, IReadOnlyList<string> Focus, Scorecard? Scorecard);

/// <summary>An invented interview.</summary>
internal sealed record PlannedInterview(string CandidateId, string RoleProfile, IReadOnlyList<PlannedMember> Panel);

/// <summary>Forty invented interviews: the same for the same banks, profiles and seed.</summary>
internal sealed class DemoPlan
{
    public const int Interviews = 40;

    private const int Interviewers = 8;
    private const int PanelSize = 3;
    private const int LateInterviews = 6;

    private static readonly string[] Roles = ["ml_engineer", "data_scientist", "data_engineer", "ml_platform_engineer"];

    // In levels, beside no severity at all. A severe interviewer gives less for the same answer.
    private static readonly double[] Severities = [-0.5, -0.35, -0.2, -0.05, 0.05, 0.2, 0.35, 0.5];

    private readonly IReadOnlyList<QuestionBank> _banks;
    private readonly Random _random;
    private readonly double[] _severities;

    private DemoPlan(IReadOnlyList<QuestionBank> banks, int seed)
    {
        _banks = banks;
        _random = new Random(seed);
        _severities = Shuffled(_random);
    }

    /// <summary>What the interviewers of a seed were given, in levels, by their id: what a calibration should find.</summary>
    public static IReadOnlyDictionary<string, double> SeveritiesOf(int seed) => Shuffled(new Random(seed))
        .Select((severity, i) => KeyValuePair.Create(InterviewerId(i), severity))
        .ToDictionary(StringComparer.Ordinal);

    /// <summary>Makes the plan. Who sits on a panel rotates, so that all interviewers can be compared through shared candidates.</summary>
    /// <param name="banks">Whole banks, by track.</param>
    /// <param name="profiles">The role profiles to choose from.</param>
    /// <param name="seed">Any number.</param>
    public static IReadOnlyList<PlannedInterview> Make(IReadOnlyList<QuestionBank> banks, IReadOnlyList<RoleProfile> profiles, int seed)
    {
        var senior = Roles
            .Select(role => profiles.SingleOrDefault(p => p.Role == role && p.Level == RoleLevel.Senior))
            .OfType<RoleProfile>()
            .ToArray();
        if (banks.Count == 0 || senior.Length != Roles.Length)
        {
            throw new CommandException(
                ExitCodes.ProblemsFound, $"the demo needs question banks and the senior profiles of {string.Join(", ", Roles)}.");
        }

        var plan = new DemoPlan(banks, seed);
        int[] late = [.. Enumerable.Range(0, Interviews)];
        plan._random.Shuffle(late);
        var interviews = Enumerable.Range(0, Interviews)
            .Select(i => plan.Interview(i, senior[i % senior.Length], owed: Owed(Array.IndexOf(late, i))))
            .ToArray();
        return Connectivity.IsConnected(interviews)
            ? interviews
            : throw new InvalidOperationException("The plan's graph of candidates and interviewers is not connected.");
    }

    private static double[] Shuffled(Random random)
    {
        double[] severities = [.. Severities];
        random.Shuffle(severities);
        return severities;
    }

    private static string InterviewerId(int index) => $"interviewer-{index + 1}";

    /// <summary>How many cards an interview still waits for: none mostly, one of three in some, two of three in others.</summary>
    private static int Owed(int place) => place >= LateInterviews ? 0 : place < LateInterviews / 2 ? 1 : 2;

    private PlannedInterview Interview(int number, RoleProfile profile, int owed)
    {
        int role = number % Roles.Length, turn = number / Roles.Length;
        int first = (turn + (2 * role)) % Interviewers;
        int[] panel = [first, (first + 1) % Interviewers, (first + 3) % Interviewers]; // the steps 1, 2 and 3 join all eight
        var candidate = new DemoCandidate(profile, _banks, _random);
        var members = new PlannedMember[PanelSize];
        for (int i = 0; i < PanelSize; i++)
        {
            int part = (i + turn) % PanelSize;
            string[] focus = [.. FocusOf(part, profile)];
            var card = DemoCard.Write(InterviewerId(panel[i]), _severities[panel[i]], candidate, focus, _banks, _random);
            members[i] = new PlannedMember(card.InterviewerId, focus, i < PanelSize - owed ? card : null);
        }

        return new PlannedInterview($"cand-{number + 1:00}", profile.Name, members);
    }

    /// <summary>A third of the competencies, every second one of the next third, and the one that the role requires.</summary>
    private IEnumerable<string> FocusOf(int part, RoleProfile profile)
    {
        var required = profile.Competencies.Where(c => c.Required).Select(c => c.Competency).ToHashSet();
        int index = 0;
        foreach (var bank in _banks)
        {
            for (int i = 0; i < bank.Competencies.Count; i++, index++)
            {
                int owner = _banks.Count >= PanelSize ? (int)bank.Track % PanelSize : index % PanelSize;
                bool second = i % 2 == 0 && (owner + 1) % PanelSize == part;
                if (owner == part || second || required.Contains(bank.Competencies[i].Id))
                {
                    yield return bank.Competencies[i].Id;
                }
            }
        }
    }
}
