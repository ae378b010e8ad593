using Assessment.V1;

namespace Assessment.Cli.Demo;

/// <summary>An interviewer's cards at a glance.</summary>
/// <param name="InterviewerId">The interviewer.</param>
/// <param name="Cards">Submitted cards.</param>
/// <param name="Ratings">Criteria with a level on them.</param>
/// <param name="MeanHundredths">The plain mean of the values as rated, in hundredths of a point.</param>
internal sealed record InterviewerMean(string InterviewerId, int Cards, int Ratings, int MeanHundredths);

/// <summary>A required bar that a candidate missed.</summary>
internal sealed record MissedGate(string CandidateId, string RoleProfile, CompetencyScore Competency);

/// <summary>Two interviewers who rated the same criterion of a candidate two or more levels apart.</summary>
internal sealed record Disagreement(string CandidateId, string Criterion, CardValue Lowest, CardValue Highest);

/// <summary>Two candidates for a role whose bands stand the other way round than their equal-weights scores.</summary>
internal sealed record Flip(CandidateAssessment Higher, CandidateAssessment Lower);

/// <summary>What a committee would look at first, found in what the server said.</summary>
internal static class Findings
{
    public const int OneLevel = 2500;

    private const int TwoLevels = 2 * OneLevel;

    public static IReadOnlyList<InterviewerMean> InterviewerMeans(DemoReading reading) =>
    [
        .. from card in reading.Scorecards
           where card.Score is not null
           group card.Score by card.InterviewerId into cards
           let values = cards.SelectMany(score => score.Criteria).Select(c => c.RawHundredths).ToArray()
           where values.Length > 0
           select new InterviewerMean(cards.Key, cards.Count(), values.Length, (int)Math.Round(values.Average())) into mean
           orderby mean.MeanHundredths, mean.InterviewerId
           select mean,
    ];

    public static IReadOnlyList<MissedGate> MissedGates(DemoReading reading) =>
    [
        .. from assessment in InOrder(reading)
           from reason in assessment.Reasons
           where reason.Kind == BandReason.Types.Kind.GateMissed
           let competency = assessment.Competencies.Single(c => c.Competency == reason.Competency)
           select new MissedGate(assessment.CandidateId, assessment.RoleProfile, competency),
    ];

    public static IReadOnlyList<CandidateAssessment> Insufficient(DemoReading reading) =>
        [.. InOrder(reading).Where(a => a.Band == Band.InsufficientEvidence)];

    /// <summary>Widest first.</summary>
    public static IReadOnlyList<Disagreement> Disagreements(DemoReading reading) =>
    [
        .. from assessment in InOrder(reading)
           from criterion in assessment.Criteria
           let cards = criterion.Cards.OrderBy(c => c.RawHundredths).ThenBy(c => c.InterviewerId, StringComparer.Ordinal).ToArray()
           where cards[^1].RawHundredths - cards[0].RawHundredths >= TwoLevels
           orderby cards[^1].RawHundredths - cards[0].RawHundredths descending
           select new Disagreement(assessment.CandidateId, criterion.Criterion, cards[0], cards[^1]),
    ];

    /// <summary>Pairs of a role, by the bands of the cut scores alone: gates are not a matter of weights.</summary>
    public static IReadOnlyList<Flip> Flips(DemoReading reading) =>
    [
        .. from role in reading.ByRole
           let judged = role.Candidates.Where(c => c.Band != Band.InsufficientEvidence).ToArray()
           from higher in judged
           from lower in judged
           where CutsReached(role.Profile, higher.CompositeHundredths) > CutsReached(role.Profile, lower.CompositeHundredths)
           where higher.EqualWeightsHundredths < lower.EqualWeightsHundredths
           orderby lower.EqualWeightsHundredths - higher.EqualWeightsHundredths descending
           select new Flip(higher, lower),
    ];

    private static int CutsReached(RoleProfile profile, int composite) => profile.CutScoresHundredths.Count(cut => composite >= cut);

    private static IEnumerable<CandidateAssessment> InOrder(DemoReading reading) =>
        reading.Assessments.OrderBy(a => a.CandidateId, StringComparer.Ordinal);
}
