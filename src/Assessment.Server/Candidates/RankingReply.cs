using Assessment.Calibration.Ranking;
using Assessment.Server.Names;
using Basis = Assessment.V1.RankCandidatesRequest.Types.Basis;

namespace Assessment.Server.Candidates;

/// <summary>Candidates of one role in order.</summary>
internal static class RankingReply
{
    /// <summary>The order by one basis; the other basis's rank stands beside it.</summary>
    public static V1.RankCandidatesResponse Of(IReadOnlyList<AssessedCandidate> candidates, Basis basis)
    {
        bool fair = basis == Basis.Fair;
        var reply = new V1.RankCandidatesResponse { OrderProbability = 1 };
        var placed = new List<AssessedCandidate>();
        foreach (var candidate in candidates)
        {
            string? reason = ReasonAgainst(candidate, fair);
            if (reason is null)
            {
                placed.Add(candidate);
            }
            else
            {
                reply.Unranked.Add(new V1.UnrankedCandidate
                {
                    Interview = ResourceNames.Interview(candidate.Interview.Id),
                    CandidateId = candidate.Interview.CandidateId,
                    Reason = reason,
                });
            }
        }

        if (placed.Select(candidate => candidate.Fair?.Report).FirstOrDefault(report => report is not null) is { } report)
        {
            reply.CalibrationReport = ResourceNames.CalibrationReport(report);
        }

        int[] groups = fair ? GroupsOf(placed) : new int[placed.Count];
        var other = OtherRanks(placed, groups, fair);
        foreach (var place in CandidateRanking.Of([.. placed.Select((candidate, i) => ScoreOf(candidate, groups[i], fair))]))
        {
            reply.Candidates.Add(Placed(placed[place.Item], place, groups[place.Item], other.GetValueOrDefault(place.Item), fair));
            reply.OrderProbability *= double.IsNaN(place.AboveNext) ? 1 : place.AboveNext;
        }

        return reply;
    }

    private static string? ReasonAgainst(AssessedCandidate candidate, bool fair) =>
        candidate.Result.Composite is null ? "nothing that weighs was observed"
        : !fair ? null
        : candidate.Fair is null ? "no calibration report has a severity of its interviewers"
        : candidate.Fair.IsDisconnected ? "its interviewers' severities can't be compared with one another"
        : null;

    /// <summary>A number for each origin of severities, in the order of the components.</summary>
    private static int[] GroupsOf(List<AssessedCandidate> placed)
    {
        var origins = placed.Select(candidate => candidate.Fair!.Origin!.Value).Distinct().Order().ToList();
        return [.. placed.Select(candidate => origins.IndexOf(candidate.Fair!.Origin!.Value))];
    }

    private static RankedScore ScoreOf(AssessedCandidate candidate, int group, bool fair) => fair
        ? new RankedScore(candidate.Fair!.Result.Composite!.Value, candidate.Fair.StandardError, group)
        : new RankedScore(candidate.Result.Composite!.Value, candidate.Evidence.CompositeError(candidate.Rubric.Profile), group);

    /// <summary>Ranks by the basis that was not asked for, where everybody has a comparable score.</summary>
    private static Dictionary<int, int> OtherRanks(List<AssessedCandidate> placed, int[] groups, bool fair)
    {
        bool comparable = fair
            || (placed.All(candidate => ReasonAgainst(candidate, fair: true) is null) && GroupsOf(placed).Distinct().Count() <= 1);
        return comparable
            ? CandidateRanking.Of([.. placed.Select((candidate, i) => ScoreOf(candidate, groups[i], !fair))]).ToDictionary(p => p.Item, p => p.Rank)
            : [];
    }

    private static V1.RankedCandidate Placed(AssessedCandidate candidate, Place place, int group, int other, bool fair)
    {
        var score = ScoreOf(candidate, group, fair);
        var ranked = new V1.RankedCandidate
        {
            Rank = place.Rank,
            Interview = ResourceNames.Interview(candidate.Interview.Id),
            CandidateId = candidate.Interview.CandidateId,
            ScoreHundredths = (int)score.Value,
            StandardErrorHundredths = score.StandardError,
            Verdict = VerdictReply.VerdictOf(candidate.Verdict),
            EvidenceFlag = VerdictReply.EvidenceFlagOf(candidate.Advice),
            Group = group + 1,
        };
        if (!double.IsNaN(place.AboveNext))
        {
            ranked.AboveNextProbability = place.AboveNext;
        }

        if (other > 0)
        {
            ranked.OtherRank = other;
        }

        return ranked;
    }
}
