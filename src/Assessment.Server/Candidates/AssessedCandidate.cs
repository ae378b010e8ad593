using Assessment.Scoring;
using Assessment.Server.Catalog;
using Assessment.Storage;
using Interview = Assessment.Storage.Interview;
using Scorecard = Assessment.Storage.Scorecard;

namespace Assessment.Server.Candidates;

/// <summary>A stored card with its score.</summary>
internal sealed record ScoredCard(Scorecard Card, ScorecardScore Score);

/// <summary>A candidate in one interview: the cards, and what the rules say of them.</summary>
internal sealed class AssessedCandidate
{
    /// <param name="cards">The counting first-layer cards, ordered by id.</param>
    /// <param name="debriefCards">The counting debrief cards, likewise.</param>
    /// <param name="severities">Of the newest calibration report; null when there is none.</param>
    /// <param name="decision">The newest; null when none is recorded.</param>
    public AssessedCandidate(
        Interview interview, InterviewRubric rubric, IReadOnlyList<ScoredCard> cards, IReadOnlyList<ScoredCard> debriefCards,
        CalibratedSeverities? severities, Decision? decision)
    {
        (Interview, Rubric, Cards, DebriefCards, Decision) = (interview, rubric, cards, debriefCards, decision);
        Scores = [.. cards.Select(card => card.Score)];
        Result = CandidateScore.Combine(rubric.Profile, Scores);
        CompetencyScores = Result.CompetencyScores();
        Evidence = new PanelEvidence(rubric.Rubric, Scores);
        Rules = rubric.VerdictRulesOf(interview);
        Verdict = Rules.Decide(CompetencyScores, Result.Coverage);
        Advice = EvidenceAdvice.Of(Rules, CompetencyScores, Result.Coverage, Evidence);
        Fair = severities is null ? null : FairLayer.Of(this, severities);
    }

    public Interview Interview { get; }

    public InterviewRubric Rubric { get; }

    public IReadOnlyList<ScoredCard> Cards { get; }

    public IReadOnlyList<ScoredCard> DebriefCards { get; }

    public IReadOnlyList<ScorecardScore> Scores { get; }

    public CandidateScore Result { get; }

    public int[] CompetencyScores { get; }

    public PanelEvidence Evidence { get; }

    public VerdictRules Rules { get; }

    public Verdict Verdict { get; }

    public EvidenceAdvice Advice { get; }

    /// <summary>What an average panel would have said; null when no report knows an interviewer of this one.</summary>
    public FairLayer? Fair { get; }

    public Decision? Decision { get; }
}
