using static Assessment.Reports.Sheet;
using CardRow = (Assessment.V1.CombinedCriterion Criterion, Assessment.V1.CardValue Card);
using StandingRow = (Assessment.V1.CompetencyStanding Standing, Assessment.V1.CompetencyScore? Score);

namespace Assessment.Reports;

/// <summary>Tables of a candidate assessment. Scores are levels, 1 to 5, where it says so, else points, 0 to 100.</summary>
internal static class PacketSheets
{
    /// <summary>Standings with their scores, by track in rubric order.</summary>
    public static StandingRow[] Standings(V1.CandidateAssessment assessment)
    {
        var scores = assessment.Competencies.GroupBy(score => score.Competency, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        return [.. assessment.Standings.Select(standing => (standing, scores.GetValueOrDefault(standing.Competency))).OrderBy(row => row.Item2?.Track ?? V1.Track.Unspecified)];
    }

    public static Sheet Standing(V1.CandidateAssessment assessment) => Of(
        "standings", "Standings against the role's bars, in levels", Standings(assessment),
        Text<StandingRow>("competency", "Competency", "", row => row.Standing.Competency),
        Text<StandingRow>("track", "Track", "", row => PacketWords.Of(row.Score?.Track ?? V1.Track.Unspecified)),
        Text<StandingRow>("critical", "Critical", "", row => row.Standing.Critical ? "critical" : ""),
        Number<StandingRow>("score", "Score", "", row => row.Score is { HasScoreHundredths: true } score ? PacketWords.Level(score.ScoreHundredths) : null),
        Number<StandingRow>("standard_error", "± standard error", "", row => row.Standing.HasStandardErrorHundredths ? row.Standing.StandardErrorHundredths / 2500 : null),
        Number<StandingRow>("bar", "Bar", "", row => PacketWords.Level(row.Standing.BarHundredths)),
        Number<StandingRow>("gap", "Gap", "", row => row.Standing.HasGapHundredths ? row.Standing.GapHundredths / 100.0 : null),
        Count<StandingRow>("cards", "Cards", "", row => row.Standing.Cards),
        Number<StandingRow>("lowest", "Lowest card", "", row => row.Standing.HasLowestHundredths ? PacketWords.Level(row.Standing.LowestHundredths) : null),
        Number<StandingRow>("highest", "Highest card", "", row => row.Standing.HasHighestHundredths ? PacketWords.Level(row.Standing.HighestHundredths) : null),
        Text<StandingRow>("disagreement", "Cards", "", row => PacketWords.Of(row.Standing.Disagreement)));

    /// <summary>Observed and fair scores side by side, in levels.</summary>
    public static Sheet Fair(V1.CandidateAssessment assessment) => Of(
        "fair", "Observed and fair scores, in levels", assessment.Fair.Competencies,
        Text<V1.FairCompetency>("competency", "Competency", "", row => row.Competency),
        Number<V1.FairCompetency>("observed", "Observed", "", row => PacketWords.Level(row.Hundredths - row.ShiftHundredths)),
        Number<V1.FairCompetency>("fair", "Fair", "", row => PacketWords.Level(row.Hundredths)),
        Number<V1.FairCompetency>("shift", "Shift", "", row => row.ShiftHundredths / 2500.0, 2, true));

    /// <summary>By how much each card was moved, in levels.</summary>
    public static Sheet Adjustments(V1.FairResult fair) => Of(
        "adjustments", "How severely each interviewer rates, in levels", fair.Interviewers,
        Text<V1.InterviewerAdjustment>("interviewer", "Interviewer", "", row => row.InterviewerId),
        Number<V1.InterviewerAdjustment>("severity", "Severity", "", row => row.HasSeverityHundredths ? row.SeverityHundredths / 2500.0 : null, 2, true),
        Number<V1.InterviewerAdjustment>("standard_error", "± standard error", "", row => row.HasStandardErrorHundredths ? row.StandardErrorHundredths / 2500 : null),
        Text<V1.InterviewerAdjustment>("remark", "Remark", "", row => row.HasSeverityHundredths ? "" : "unknown or withheld: not moved"));

    /// <summary>What the discussion moved, in levels.</summary>
    public static Sheet Shifts(V1.DebriefResult debrief) => Of(
        "debrief", "Competencies that moved, in levels", debrief.Shifts,
        Text<V1.CompetencyShift>("competency", "Competency", "", row => row.Competency),
        Number<V1.CompetencyShift>("first", "Before", "", row => row.HasFirstHundredths ? PacketWords.Level(row.FirstHundredths) : null),
        Number<V1.CompetencyShift>("debrief", "After", "", row => row.HasDebriefHundredths ? PacketWords.Level(row.DebriefHundredths) : null));

    public static Sheet Training(V1.CandidateAssessment assessment) => Of(
        "training", "What would be learned, the longest first", assessment.TrainingPlan,
        Text<V1.TrainingStep>("competency", "Competency", "", row => row.Competency),
        Number<V1.TrainingStep>("gap", "Gap in levels", "", row => row.GapHundredths / 100.0),
        Text<V1.TrainingStep>("time", "A level takes", "", row => PacketWords.Of(row.LearningTime)),
        Count<V1.TrainingStep>("weeks", "Weeks", "", row => row.Weeks));

    public static Sheet Roles(V1.CandidateAssessment assessment) => Of(
        "roles", "As each role", assessment.Roles,
        Text<V1.RoleStanding>("role", "Role", "", row => PacketWords.Role(row.RoleProfile)),
        Number<V1.RoleStanding>("level", "Levels above the bars", "", row => row.HasLevelHundredths ? row.LevelHundredths / 100.0 : null, 2, true),
        Number<V1.RoleStanding>("shape", "Shape, correlation", "", row => row.HasShapeCorrelation ? row.ShapeCorrelation : null, 2, true),
        Text<V1.RoleStanding>("remark", "Remark", "", row => row.Shape ? "looks like this role" : ""));

    public static Sheet Robustness(V1.CandidateAssessment assessment) => Of(
        "robustness", "The verdict with one thing changed", [.. assessment.Robustness.OrderByDescending(check => check.Changed)],
        Text<V1.RobustnessCheck>("change", "Change", "", PacketWords.Of),
        Text<V1.RobustnessCheck>("verdict", "Verdict then", "", row => PacketWords.Of(row.Verdict)),
        Text<V1.RobustnessCheck>("changed", "Remark", "", row => row.Changed ? "another verdict" : "the same"));

    /// <summary>The ratings that red flags lowered.</summary>
    public static Sheet Caps(V1.CandidateAssessment assessment) => Of(
        "caps", "Ratings that red flags lowered, in levels", [.. Cards(assessment).Where(row => row.Card.CappedBy.Count > 0)],
        Text<CardRow>("criterion", "Criterion", "", row => row.Criterion.Criterion),
        Text<CardRow>("interviewer", "Interviewer", "", row => row.Card.InterviewerId),
        Number<CardRow>("raw", "As rated", "", row => PacketWords.Level(row.Card.RawHundredths), 0),
        Number<CardRow>("capped", "Counted as", "", row => PacketWords.Level(row.Card.CappedHundredths), 0),
        Text<CardRow>("flags", "Red flag", "", row => string.Join(", ", row.Card.CappedBy)),
        Text<CardRow>("scorecard", "Scorecard", "", row => row.Card.Scorecard));

    public static Sheet Criteria(V1.CandidateAssessment assessment) => Of(
        "criteria", "Criteria with what each card gave, in levels", assessment.Criteria,
        Text<V1.CombinedCriterion>("criterion", "Criterion", "", row => row.Criterion),
        Number<V1.CombinedCriterion>("combined", "Combined", "", row => PacketWords.Level(row.Hundredths)),
        Text<V1.CombinedCriterion>("cards", "Cards", "", row => string.Join("; ", row.Cards.Select(Card))));

    public static Sheet Explanation(V1.CandidateAssessment assessment) => Of(
        "explanation", "What the composite is made of, in points of 100", assessment.Explanation,
        Text<V1.Contribution>("competency", "Competency", "", row => row.Competency),
        Number<V1.Contribution>("points", "Points", "", row => PacketWords.Points(row.Hundredths)),
        Text<V1.Contribution>("criteria", "By criterion", "", row => string.Join("; ", row.Criteria.Select(each => $"{each.Criterion} {Words.Figure(PacketWords.Points(each.Hundredths))}"))));

    public static Sheet Tracks(V1.CandidateAssessment assessment) => Of(
        "tracks", "Tracks", assessment.Tracks,
        Text<V1.TrackScore>("track", "Track", "", row => PacketWords.Of(row.Track)),
        Number<V1.TrackScore>("score", "Points of 100", "", row => row.HasScoreHundredths ? PacketWords.Points(row.ScoreHundredths) : null),
        Number<V1.TrackScore>("coverage", "Observed, %", "", row => PacketWords.Points(row.CoverageHundredths), 0));

    private static IEnumerable<CardRow> Cards(V1.CandidateAssessment assessment) =>
        assessment.Criteria.SelectMany(criterion => criterion.Cards.Select(card => (criterion, card)));

    private static string Card(V1.CardValue card)
    {
        string given = Words.Figure(PacketWords.Level(card.CappedHundredths), 0);
        string raw = card.CappedBy.Count == 0 ? "" : $" (rated {Words.Figure(PacketWords.Level(card.RawHundredths), 0)}, lowered by {string.Join(", ", card.CappedBy)})";
        return $"{Words.Name(card.InterviewerId)} {given}{raw}";
    }
}
