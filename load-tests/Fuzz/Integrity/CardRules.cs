using Assessment.Server.Catalog;
using Assessment.Server.Scorecards;
using Assessment.Storage;

namespace Assessment.Fuzz.Integrity;

/// <summary>What the contract says of each revision of a scorecard.</summary>
internal static class CardRules
{
    /// <summary>Checks a revision; a draft's is 0.</summary>
    public static void Check(Scorecard card, InterviewRubric rubric, StoredRules rules)
    {
        string subject = $"scorecard {card.Id:D} revision {card.Revision}";
        rules.Id(subject, "interviewer_id", card.InterviewerId);
        rules.Id(subject, "submitter_id", card.SubmitterId);
        rules.Text(subject, "note", card.Note, 8_000);
        rules.Text(subject, "reason", card.Reason, 1_000);
        rules.Range(subject, "layer", (int)card.Layer, 1, 2);
        rules.Range(subject, "state", (int)card.State, 1, 4);
        rules.Distinct(subject, "ratings", [.. card.Ratings.Select(rating => rating.CriterionId)], 500);
        rules.Distinct(subject, "raised_flags", [.. card.Flags.Select(flag => flag.RedFlagId)], 500);
        foreach (var rating in card.Ratings)
        {
            Check(rating, subject, rules);
        }

        foreach (var flag in card.Flags)
        {
            rules.Text(subject, "evidence", flag.Evidence, 4_000);
        }

        bool known = card.Ratings.All(rating => rubric.Rubric.FindCriterion(rating.CriterionId) >= 0)
            && card.Flags.All(flag => rubric.Rubric.FindRedFlag(flag.RedFlagId) >= 0) && card.Focus.All(id => rubric.Rubric.FindCompetency(id) >= 0);
        rules.That(known, subject, "names something that the interview's banks haven't");
        if (card.Revision > 0)
        {
            rules.That(card.Ratings.Count > 0, subject, "has no rating");
            rules.That(card.Score is not null, subject, "has no score");
            rules.That(!known || IsScoreOfItsRatings(card, rubric), subject, "the score is not that of its ratings");
        }
    }

    private static void Check(StoredRating rating, string subject, StoredRules rules)
    {
        rules.Text(subject, "evidence", rating.Evidence, 4_000);
        rules.Range(subject, "level", rating.Level, 0, 5);
        rules.Range(subject, "not_observed_reason", rating.NotObservedReason, 0, 5);
        rules.That(rating.Level > 0 != rating.NotObservedReason > 0, subject, "a rating is neither a level nor a reason for its absence, or both");
    }

    private static bool IsScoreOfItsRatings(Scorecard card, InterviewRubric rubric)
    {
        try
        {
            StoredCards.Score(card, rubric);
            return true;
        }
        catch (Exception e) when (e is InvalidDataException or ArgumentException)
        {
            return false;
        }
    }
}
