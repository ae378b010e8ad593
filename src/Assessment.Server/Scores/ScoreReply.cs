using Assessment.Scoring;
using Google.Protobuf.Collections;

namespace Assessment.Server.Scores;

/// <summary>Scores as the contract shows them.</summary>
internal static class ScoreReply
{
    private static readonly Track[] Tracks = [Track.ProductSense, Track.DataModeling, Track.MlPlatform];

    public static V1.ScorecardScore Of(ScorecardScore score, BoundProfile profile)
    {
        var reply = new V1.ScorecardScore { CoverageHundredths = score.Coverage };
        reply.Criteria.Capacity = score.CriterionValues.Length - score.CriterionValues.Count(Scale.Absent);
        for (int criterion = 0; criterion < score.CriterionValues.Length; criterion++)
        {
            if (score.CappedValue(criterion) is int capped)
            {
                int raw = score.RawValue(criterion)!.Value;
                var part = new V1.CriterionScore { Criterion = score.Rubric.CriterionIds[criterion], RawHundredths = raw, CappedHundredths = capped };
                if (capped < raw)
                {
                    part.CappedBy.Add(score.CappedBy(criterion).Select(flag => score.Rubric.RedFlagIds[flag]));
                }

                reply.Criteria.Add(part);
            }
        }

        AddCompetencies(score, profile, reply.Competencies);
        AddTracks(score, reply.Tracks);
        if (score.Composite is int composite)
        {
            reply.CompositeHundredths = composite;
        }

        if (score.EqualWeights is int equalWeights)
        {
            reply.EqualWeightsHundredths = equalWeights;
        }

        return reply;
    }

    public static void AddCompetencies(ScoreSheet sheet, BoundProfile profile, RepeatedField<V1.CompetencyScore> replies)
    {
        replies.Capacity = sheet.Focus.Count;
        for (int competency = 0; competency < sheet.Rubric.CompetencyIds.Count; competency++)
        {
            if (!sheet.Focus.Covers(competency))
            {
                continue;
            }

            var reply = new V1.CompetencyScore
            {
                Competency = sheet.Rubric.CompetencyIds[competency],
                Track = (V1.Track)sheet.Rubric.TrackOf(competency),
                CoverageHundredths = sheet.CompetencyCoverage(competency),
                ProfileWeight = profile.WeightOf(competency),
            };
            if (sheet.CompetencyScore(competency) is int score)
            {
                reply.ScoreHundredths = score;
            }

            if (profile.BarValueOf(competency) is int bar)
            {
                reply.BarHundredths = bar;
            }

            replies.Add(reply);
        }
    }

    public static void AddTracks(ScoreSheet sheet, RepeatedField<V1.TrackScore> replies)
    {
        foreach (var track in Tracks)
        {
            if (sheet.Rubric.Touches(track, sheet.Focus))
            {
                var reply = new V1.TrackScore { Track = (V1.Track)track, CoverageHundredths = sheet.TrackCoverage(track) };
                if (sheet.TrackScore(track) is int score)
                {
                    reply.ScoreHundredths = score;
                }

                replies.Add(reply);
            }
        }
    }

    public static V1.Contribution[] ExplanationOf(ScoreSheet sheet, BoundProfile profile)
    {
        var parts = Explanation.Of(sheet, profile);
        var replies = new V1.Contribution[parts.Count];
        for (int i = 0; i < replies.Length; i++)
        {
            var part = parts[i];
            replies[i] = new() { Competency = sheet.Rubric.CompetencyIds[part.Competency], Hundredths = part.Hundredths };
            replies[i].Criteria.Capacity = part.Criteria.Count;
            for (int j = 0; j < part.Criteria.Count; j++)
            {
                var criterion = part.Criteria[j];
                replies[i].Criteria.Add(new V1.CriterionContribution
                {
                    Criterion = sheet.Rubric.CriterionIds[criterion.Criterion],
                    Hundredths = criterion.Hundredths,
                });
            }
        }

        return replies;
    }
}
