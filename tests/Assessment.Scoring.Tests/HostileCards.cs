using CsCheck;

namespace Assessment.Scoring.Tests;

/// <summary>Cards by index that break any rule, or none.</summary>
internal sealed record HostileCard(Focus Focus, Rating[] Ratings, int[] Flags)
{
    public bool Try(ScorecardScore score, BoundProfile profile) => score.TryScore(profile, Focus, Ratings, Flags);

    public override string ToString() => $"{Focus.Competencies:x}: {string.Join(", ", Ratings)}; flags {string.Join(' ', Flags)}";

    /// <summary>A valid card of the case, by index, and then none to three things made wrong.</summary>
    public static HostileCard From(Draw draw, PanelCase given, Rubric rubric)
    {
        var card = given.Cards[draw.Below(given.Cards.Length)];
        var ratings = card.Ratings.Select(r => new Rating(rubric.FindCriterion(r.Criterion), r.Level, r.HasEvidence)).ToList();
        var flags = card.Flags.Select(rubric.FindRedFlag).ToList();
        var focus = rubric.FocusOn(card.Focus);
        for (int i = draw.Below(4); i > 0; i--)
        {
            int at = ratings.Count == 0 ? -1 : draw.Below(ratings.Count);
            switch (draw.Below(8))
            {
                case 0 when at >= 0:
                    ratings[at] = ratings[at] with { Criterion = draw.Wild(rubric.CriterionIds.Count) };
                    break;
                case 1 when at >= 0:
                    ratings[at] = ratings[at] with { Level = draw.Wild(6) };
                    break;
                case 2 when at >= 0:
                    ratings.Insert(draw.Below(ratings.Count + 1), ratings[at] with { Level = draw.Below(6) });
                    break;
                case 3 when at >= 0:
                    ratings[at] = ratings[at] with { HasEvidence = false };
                    break;
                case 4:
                    focus = rubric.FocusOn(rubric.CompetencyIds.Where(_ => draw.Chance(60)));
                    break;
                case 5:
                    flags.Insert(draw.Below(flags.Count + 1), draw.Wild(rubric.RedFlagIds.Count));
                    break;
                case 6 when flags.Count > 0:
                    flags.Add(flags[draw.Below(flags.Count)]);
                    break;
                case 7 when draw.Chance(20):
                    ratings.Clear();
                    break;
            }
        }

        return new(focus, [.. ratings], [.. flags]);
    }
}

/// <summary>A case with a series of cards, hostile and not, for one rubric.</summary>
internal sealed record HostileSeries(PanelCase Case, BoundProfile Profile, HostileCard[] Cards)
{
    public static readonly Gen<HostileSeries> Any = Gen.Select(WithCards, Gen.UInt, (given, seed) =>
    {
        var draw = new Draw(new PCG(1, seed));
        var profile = given.Bind();
        return new HostileSeries(given, profile, [.. Enumerable.Range(0, 8).Select(_ => HostileCard.From(draw, given, profile.Rubric))]);
    });

    private static Gen<PanelCase> WithCards => Tests.Cases.Any.Where(given => given.Cards.Length > 0);

    public override string ToString() => $"{Case}\n{string.Join('\n', Cards.Select(c => c.ToString()))}";
}
