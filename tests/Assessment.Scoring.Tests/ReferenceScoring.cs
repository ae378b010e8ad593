namespace Assessment.Scoring.Tests;

/// <summary>The rules of docs/api.md by ids, decimals and dictionaries: slow, and plain enough to check by reading.</summary>
internal sealed class ReferenceScoring
{
    private readonly CompetencyDefinition[] _bank;
    private readonly RedFlagDefinition[] _flags;
    private readonly RoleProfile _profile;

    public ReferenceScoring(PanelCase given)
    {
        _bank = [.. from track in new[] { Track.ProductSense, Track.DataModeling, Track.MlPlatform }
                    from competency in given.Competencies
                    where competency.Track == track
                    select competency];
        _flags = given.Flags;
        _profile = given.Profile;
    }

    public static int Value(int level) => (level - 1) * 2500;

    public ReferenceCard ScoreCard(Card card)
    {
        var raw = card.Ratings.Where(r => r.Level != 0).ToDictionary(r => r.Criterion, r => Value(r.Level));
        var raised = _flags.Where(f => card.Flags.Contains(f.Id)).ToList();
        var capped = raw.ToDictionary(x => x.Key, x =>
            raised.Where(f => f.CriterionIds.Contains(x.Key)).Select(f => Value(f.CapLevel)).Append(x.Value).Min());
        var cappedBy = raw.ToDictionary(x => x.Key, x =>
            raised.Where(f => f.CriterionIds.Contains(x.Key) && Value(f.CapLevel) < x.Value).Select(f => f.Id).ToArray());

        // A card answers for its focus alone.
        var weights = _profile.Competencies.Where(c => card.Focus.Contains(c.CompetencyId)).ToDictionary(c => c.CompetencyId, c => c.Weight);
        return new(raw, cappedBy, Score(capped, [.. _bank.Where(c => card.Focus.Contains(c.Id))], weights));
    }

    public ReferenceCandidate Combine(IEnumerable<ReferenceCard> cards)
    {
        var combined = cards.SelectMany(card => card.Sheet.Values)
            .GroupBy(x => x.Key, x => x.Value)
            .ToDictionary(group => group.Key, group => Combined([.. group.Order()]));
        var sheet = Score(combined, _bank, _profile.Competencies.ToDictionary(c => c.CompetencyId, c => c.Weight));

        // Reasons go in bank order; what no bank has comes last, in the profile's order.
        var required = _profile.Competencies.Where(c => c.Required).OrderBy(c =>
            Array.FindIndex(_bank, b => b.Id == c.CompetencyId) is var at && at >= 0 ? at : int.MaxValue).ToList();
        var missing = required.Where(c => !sheet.Competencies.ContainsKey(c.CompetencyId)).ToList();
        var gates = required.Except(missing).Where(c => sheet.Competencies[c.CompetencyId] < Value(c.Bar)).ToList();
        bool tooLittle = sheet.Coverage < _profile.MinimumCoverage;

        var reasons = new List<BandReason>();
        if (sheet.Composite is null)
        {
            reasons.Add(new(BandReasonKind.NothingObserved, null));
        }

        reasons.AddRange(missing.Select(c => new BandReason(BandReasonKind.RequiredUnobserved, c.CompetencyId)));
        if (tooLittle)
        {
            reasons.Add(new(BandReasonKind.CoverageBelowMinimum, null));
        }

        bool insufficient = reasons.Count > 0;
        reasons.AddRange(gates.Select(c => new BandReason(BandReasonKind.GateMissed, c.CompetencyId)));

        Band[] ladder = [Band.StrongNo, Band.No, Band.LeanNo, Band.LeanYes, Band.Yes, Band.StrongYes];
        var band = insufficient ? Band.InsufficientEvidence : ladder[_profile.CutScores.Count(cut => sheet.Composite >= cut)];
        if (!insufficient && gates.Count > 0)
        {
            band = ladder[Math.Min(Array.IndexOf(ladder, band), Array.IndexOf(ladder, Band.No))];
        }

        return new(sheet, band, reasons);
    }

    /// <summary>A quotient that rounds half to even; decimals hold every tie exactly.</summary>
    public static int Quotient(decimal numerator, decimal denominator) => (int)Math.Round(numerator / denominator, MidpointRounding.ToEven);

    private int Combined(int[] ascending)
    {
        int n = ascending.Length;
        int[] kept = _profile.Combination switch
        {
            CombinationRule.Median => n % 2 == 1 ? [ascending[n / 2]] : [ascending[(n / 2) - 1], ascending[n / 2]],
            CombinationRule.TrimmedMean when n >= 5 => ascending[1..(n - 1)],
            _ => ascending,
        };
        return Quotient(kept.Sum(), kept.Length);
    }

    private static ReferenceSheet Score(Dictionary<string, int> values, CompetencyDefinition[] scope, Dictionary<string, int> profileWeights)
    {
        var scores = new Dictionary<string, int>();
        var coverage = scope.ToDictionary(c => c.Id, _ => 0);
        foreach (var competency in scope)
        {
            var observed = competency.Criteria.Where(c => values.ContainsKey(c.Id)).ToList();
            if (observed.Count > 0)
            {
                scores[competency.Id] = Quotient(observed.Sum(c => c.Weight * values[c.Id]), observed.Sum(c => c.Weight));
                coverage[competency.Id] = Quotient(10_000 * observed.Sum(c => c.Weight), competency.Criteria.Sum(c => c.Weight));
            }
        }

        var tracks = new Dictionary<Track, int>();
        var trackCoverage = new Dictionary<Track, int>();
        foreach (var track in scope.GroupBy(c => c.Track))
        {
            var observed = track.Where(c => scores.ContainsKey(c.Id)).ToList();
            trackCoverage[track.Key] = Quotient(track.Sum(c => c.Weight * coverage[c.Id]), track.Sum(c => c.Weight));
            if (observed.Count > 0)
            {
                tracks[track.Key] = Quotient(observed.Sum(c => c.Weight * scores[c.Id]), observed.Sum(c => c.Weight));
            }
        }

        var weighted = scope.Select(c => c.Id).Where(id => scores.ContainsKey(id) && profileWeights.GetValueOrDefault(id) > 0).ToList();
        int all = profileWeights.Values.Sum();
        int? composite = weighted.Count == 0 ? null : Quotient(weighted.Sum(id => profileWeights[id] * scores[id]), weighted.Sum(id => profileWeights[id]));
        return new(
            values,
            scores,
            coverage,
            tracks,
            trackCoverage,
            composite,
            weighted.Count == 0 ? null : Quotient(weighted.Sum(id => scores[id]), weighted.Count),
            all == 0 ? 0 : Quotient(scope.Sum(c => profileWeights.GetValueOrDefault(c.Id) * coverage[c.Id]), all),
            composite is null ? [] : Explain(composite.Value, [.. scope.Where(c => weighted.Contains(c.Id))], values, scores, profileWeights));
    }

    private static List<ReferenceContribution> Explain(
        int composite,
        CompetencyDefinition[] weighted,
        Dictionary<string, int> values,
        Dictionary<string, int> scores,
        Dictionary<string, int> profileWeights)
    {
        var explanation = new List<ReferenceContribution>();
        var shares = LargestRemainder(composite, [.. weighted.Select(c => (c.Id, (long)profileWeights[c.Id] * scores[c.Id]))]);
        foreach (var competency in weighted)
        {
            var claims = competency.Criteria.Where(c => values.ContainsKey(c.Id)).Select(c => (c.Id, (long)c.Weight * values[c.Id]));
            explanation.Add(new(competency.Id, shares[competency.Id], LargestRemainder(shares[competency.Id], [.. claims])));
        }

        return explanation;
    }

    /// <summary>One unit at a time to the claim that is furthest below its quota, the first in bank order among equals.</summary>
    private static Dictionary<string, int> LargestRemainder(int total, (string Id, long Claim)[] claims)
    {
        decimal sum = claims.Sum(c => c.Claim);
        if (sum == 0)
        {
            return claims.ToDictionary(c => c.Id, _ => 0);
        }

        // Scaled by the sum, so that every quota is a whole number and equal remainders are equal.
        var parts = claims.ToDictionary(c => c.Id, c => (int)Math.Floor(total * c.Claim / sum));
        var remainders = claims.ToDictionary(c => c.Id, c => (total * c.Claim) - (parts[c.Id] * sum));
        while (parts.Values.Sum() < total)
        {
            string next = claims.First(c => remainders[c.Id] == remainders.Values.Max()).Id;
            parts[next]++;
            remainders[next] = -1;
        }

        return parts;
    }
}

internal sealed record ReferenceSheet(
    Dictionary<string, int> Values,
    Dictionary<string, int> Competencies,
    Dictionary<string, int> CompetencyCoverage,
    Dictionary<Track, int> Tracks,
    Dictionary<Track, int> TrackCoverage,
    int? Composite,
    int? EqualWeights,
    int Coverage,
    List<ReferenceContribution> Explanation);

internal sealed record ReferenceContribution(string Competency, int Hundredths, Dictionary<string, int> Criteria);

internal sealed record ReferenceCard(Dictionary<string, int> Raw, Dictionary<string, string[]> CappedBy, ReferenceSheet Sheet);

internal sealed record ReferenceCandidate(ReferenceSheet Sheet, Band Band, List<BandReason> Reasons);
