using CsCheck;

namespace Assessment.Scoring.Tests;

/// <summary>The product against the reference, and proof that the random cases reach what they must.</summary>
public class ReferenceTests(ITestOutputHelper output)
{
    private const int Samples = 100_000;

    [Fact]
    public void Score_RandomCases_EqualsReference()
    {
        var tally = new Tally();
        Cases.Any.Sample(
            given =>
            {
                var profile = given.Bind();
                var reference = new ReferenceScoring(given);
                var cards = given.ScoreCards(profile);
                var expectedCards = Array.ConvertAll(given.Cards, reference.ScoreCard);
                for (int i = 0; i < cards.Length; i++)
                {
                    AssertCard(expectedCards[i], cards[i], profile);
                }

                var candidate = CandidateScore.Combine(profile, cards);
                var expected = reference.Combine(expectedCards);
                AssertSheet(expected.Sheet, candidate, profile);
                Same(expected.Band, candidate.Band, "band");
                Same(expected.Reasons.Count, candidate.Reasons.Count, "number of reasons");
                for (int i = 0; i < expected.Reasons.Count; i++)
                {
                    Same(expected.Reasons[i], candidate.Reasons[i], $"reason {i}");
                }

                tally.Count(given, expectedCards, expected);
            },
            iter: Samples);

        output.WriteLine(tally.ToString());
        tally.AssertEach(atLeast: Samples / 20);
    }

    private static void AssertCard(ReferenceCard expected, ScorecardScore actual, BoundProfile profile)
    {
        var rubric = profile.Rubric;
        for (int criterion = 0; criterion < rubric.CriterionIds.Count; criterion++)
        {
            string id = rubric.CriterionIds[criterion];
            Same(Find(expected.Raw, id), actual.RawValue(criterion), $"raw {id}");
            Same(Find(expected.Sheet.Values, id), actual.CappedValue(criterion), $"capped {id}");
            string by = string.Join(' ', actual.CappedBy(criterion).Select(flag => rubric.RedFlagIds[flag]));
            Same(string.Join(' ', expected.CappedBy.GetValueOrDefault(id, [])), by, $"capped by {id}");
        }

        AssertSheet(expected.Sheet, actual, profile);
    }

    private static void AssertSheet(ReferenceSheet expected, ScoreSheet actual, BoundProfile profile)
    {
        var rubric = profile.Rubric;
        for (int criterion = 0; criterion < rubric.CriterionIds.Count; criterion++)
        {
            string id = rubric.CriterionIds[criterion];
            Same(Find(expected.Values, id) ?? Scale.Absent, actual.CriterionValues[criterion], $"value {id}");
        }

        for (int competency = 0; competency < rubric.CompetencyIds.Count; competency++)
        {
            string id = rubric.CompetencyIds[competency];
            Same(Find(expected.Competencies, id), actual.CompetencyScore(competency), $"score {id}");
            Same(expected.CompetencyCoverage.GetValueOrDefault(id), actual.CompetencyCoverage(competency), $"coverage {id}");
        }

        foreach (var track in Enum.GetValues<Track>())
        {
            Same(expected.Tracks.TryGetValue(track, out int score) ? score : null, actual.TrackScore(track), $"score {track}");
            Same(expected.TrackCoverage.GetValueOrDefault(track), actual.TrackCoverage(track), $"coverage {track}");
        }

        Same(expected.Composite, actual.Composite, "composite");
        Same(expected.EqualWeights, actual.EqualWeights, "equal weights");
        Same(expected.Coverage, actual.Coverage, "coverage");
        Same(Text(expected.Explanation), Text(Explanation.Of(actual, profile), rubric), "explanation");
    }

    private static string Text(List<ReferenceContribution> explanation) => string.Join('\n', explanation.Select(c =>
        $"{c.Competency} {c.Hundredths}: {string.Join(", ", c.Criteria.Select(x => $"{x.Key} {x.Value}"))}"));

    private static string Text(IReadOnlyList<Contribution> explanation, Rubric rubric) => string.Join('\n', explanation.Select(c =>
        $"{rubric.CompetencyIds[c.Competency]} {c.Hundredths}: "
        + string.Join(", ", c.Criteria.Select(x => $"{rubric.CriterionIds[x.Criterion]} {x.Hundredths}"))));

    private static int? Find(Dictionary<string, int> values, string id) => values.TryGetValue(id, out int value) ? value : null;

    private static void Same<T>(T expected, T actual, string what)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, actual))
        {
            Assert.Fail($"{what}: expected {expected?.ToString() ?? "absent"}, was {actual?.ToString() ?? "absent"}");
        }
    }

    /// <summary>How many cases showed each feature.</summary>
    private sealed class Tally
    {
        private readonly SortedDictionary<string, int> _counts = [];

        public void Count(PanelCase given, ReferenceCard[] cards, ReferenceCandidate candidate)
        {
            var profile = given.Profile;
            int panel = cards.Length;
            var weights = given.Competencies.SelectMany(c => c.Criteria.Select(x => x.Weight).Append(c.Weight))
                .Concat(profile.Competencies.Select(c => c.Weight)).ToHashSet();
            (string Feature, bool Shown)[] features =
            [
                ("cap that binds", cards.Any(c => c.CappedBy.Values.Any(flags => flags.Length > 0))),
                ("cap that binds, by two flags", cards.Any(c => c.CappedBy.Values.Any(flags => flags.Length > 1))),
                ("criterion marked not observed", given.Cards.Any(c => c.Ratings.Any(r => r.Level == Rating.NotObserved))),
                ("criterion on no card", given.Competencies.Any(c => c.Criteria.Any(x => !candidate.Sheet.Values.ContainsKey(x.Id)))),
                ("competency on no card", given.Competencies.Any(c => !candidate.Sheet.Competencies.ContainsKey(c.Id))),
                ("focus on a part", given.Cards.Any(c => c.Focus.Length < given.Competencies.Length)),
                ("zero profile weight", profile.Competencies.Any(c => c.Weight == 0)),
                ("competency outside the rubric", profile.Competencies.Any(c => c.CompetencyId[0] == 'X')),
                ("competency outside the profile", given.Competencies.Any(c => profile.Competencies.All(p => p.CompetencyId != c.Id))),
                ("required competency", profile.Competencies.Any(c => c.Required)),
                ("weight 1", weights.Contains(1)),
                ("weight 1000", weights.Contains(1000)),
                ("weights 1 and 1000", weights.Contains(1) && weights.Contains(1000)),
                ("even panel", panel is 2 or 4 or 6),
                ("even panel, median", panel is 2 or 4 or 6 && profile.Combination == CombinationRule.Median),
                ("odd panel", panel is 1 or 3 or 5 or 7),
                ("panel of 5 or more, trimmed mean", panel >= 5 && profile.Combination == CombinationRule.TrimmedMean),
                .. Enumerable.Range(0, 8).Select(n => ($"panel of {n}", panel == n)),
                .. Enum.GetValues<CombinationRule>().Select(rule => ($"{rule}", profile.Combination == rule)),
                .. Enum.GetValues<BandReasonKind>().Select(kind => ($"{kind}", candidate.Reasons.Any(r => r.Kind == kind))),
                ("any band but insufficient evidence", candidate.Band != Band.InsufficientEvidence),
            ];
            lock (_counts)
            {
                foreach (var (feature, shown) in features)
                {
                    _counts[feature] = _counts.GetValueOrDefault(feature) + (shown ? 1 : 0);
                }
            }
        }

        public void AssertEach(int atLeast) => Assert.All(_counts, x => Assert.True(x.Value >= atLeast, $"{x.Key}: {x.Value} < {atLeast}"));

        public override string ToString() => string.Join('\n', _counts.Select(x => $"{x.Value,7} {x.Key}"));
    }
}
