using Assessment.Scoring;
using Assessment.Server.Catalog;
using Assessment.Server.Errors;
using Assessment.Server.Scorecards;

namespace Assessment.Server.Scores;

/// <summary>Scores one set of ratings under a compiled rubric; needs neither a database nor a server.</summary>
internal static class ScoredRequest
{
    /// <summary>Room that the thread's next request of the same rubric uses again: nothing of a score outlives its reply.</summary>
    [ThreadStatic]
    private static ScorecardScore? t_score;

    /// <summary>The score, or null when the set has violations: they say why.</summary>
    /// <param name="path">The path of the request, with its final dot; empty at the top.</param>
    /// <param name="isKnownCriterion">Whether any bank has a criterion of this id.</param>
    public static V1.ScoreResponse? Find(
        V1.ScoreRequest request, string path, InterviewRubric rubric, Func<string, bool> isKnownCriterion, FieldViolations violations)
    {
        int before = violations.Found.Count;
        var focus = rubric.FocusOn(FocusRequest.Parse(request.Focus, $"{path}focus", rubric.Rubric, violations));
        var card = CardRatings.Parse(request.Ratings, request.RaisedFlags, path, rubric, focus, isKnownCriterion, violations);
        if (violations.Found.Count > before)
        {
            return null;
        }

        var score = t_score?.Rubric == rubric.Rubric ? t_score : t_score = new ScorecardScore(rubric.Rubric);
        score.TryScore(rubric.Profile, focus, card.Ratings, card.Flags);
        var response = new V1.ScoreResponse { Score = ScoreReply.Of(score, rubric.Profile) };
        if (request.Explain)
        {
            response.Explanation.AddRange(ScoreReply.ExplanationOf(score, rubric.Profile));
        }

        return response;
    }
}
