using CsCheck;

namespace Assessment.Scoring.Tests;

/// <summary>One interviewer's card by ids, as a client would send it.</summary>
internal sealed record Card(string[] Focus, CardRating[] Ratings, string[] Flags);

internal sealed record CardRating(string Criterion, int Level, bool HasEvidence);

/// <summary>A rubric, a profile and a panel's valid scorecards, by definitions and ids.</summary>
internal sealed record PanelCase(CompetencyDefinition[] Competencies, RedFlagDefinition[] Flags, RoleProfile Profile, Card[] Cards)
{
    public BoundProfile Bind() => new(Rubric.Compile(Competencies, Flags), Profile);

    public PanelCase WithCard(int index, Card card) => this with { Cards = [.. Cards[..index], card, .. Cards[(index + 1)..]] };

    public PanelCase WithRule(CombinationRule rule) => this with
    {
        Profile = new("role", "level", Profile.Competencies, Profile.CutScores, Profile.MinimumCoverage, rule),
    };

    /// <summary>Scores every card, each in a room of its own.</summary>
    public ScorecardScore[] ScoreCards(BoundProfile profile) => Array.ConvertAll(Cards, card =>
    {
        var score = new ScorecardScore(profile.Rubric);
        Assert.True(score.Try(profile, card));
        return score;
    });

    public override string ToString() => string.Join('\n',
    [
        .. Competencies.Select(c => $"{c.Id} {c.Track} weight {c.Weight}: {string.Join(", ", c.Criteria.Select(x => $"{x.Id} {x.Weight}"))}"),
        .. Flags.Select(f => $"flag {f.Id} caps {string.Join(", ", f.CriterionIds)} at {f.CapLevel}"),
        $"{Profile.Combination}, cuts {string.Join(' ', Profile.CutScores)}, minimum coverage {Profile.MinimumCoverage}",
        .. Profile.Competencies.Select(c => $"profile {c}"),
        .. Cards.Select(c => $"card on {string.Join(' ', c.Focus)}: {string.Join(", ", c.Ratings.Select(r => $"{r.Criterion} {r.Level}"))}"
            + $"; flags {string.Join(' ', c.Flags)}"),
    ]);
}

internal static class CaseScoring
{
    public static bool Try(this ScorecardScore score, BoundProfile profile, Card card)
    {
        var rubric = profile.Rubric;
        return score.TryScore(
            profile,
            rubric.FocusOn(card.Focus),
            Array.ConvertAll(card.Ratings, r => new Rating(rubric.FindCriterion(r.Criterion), r.Level, r.HasEvidence)),
            Array.ConvertAll(card.Flags, rubric.FindRedFlag));
    }
}

/// <summary>Generates cases. The size is what a reader must look at, so CsCheck shrinks towards few ratings and competencies.</summary>
internal sealed class Cases : Gen<PanelCase>
{
    public static readonly Cases Any = new();

    public override PanelCase Generate(PCG pcg, Size? min, out Size size)
    {
        var draw = new Draw(pcg);
        var competencies = Competencies(draw);
        string[] criteria = [.. competencies.SelectMany(c => c.Criteria, (_, x) => x.Id)];
        var flags = new RedFlagDefinition[draw.Below(6)];
        for (int i = 0; i < flags.Length; i++)
        {
            flags[i] = new($"F{i}", draw.Between(1, 5), draw.Sample(criteria, draw.Between(1, Math.Min(3, criteria.Length))));
        }

        var profile = Profile(draw, competencies);
        var cards = new Card[draw.Below(8)];
        for (int i = 0; i < cards.Length; i++)
        {
            cards[i] = Card(draw, competencies, flags);
        }

        size = new Size((ulong)((100 * cards.Sum(c => c.Ratings.Length + c.Flags.Length)) + (10 * criteria.Length) + flags.Length));
        return new(competencies, flags, profile, cards);
    }

    private static CompetencyDefinition[] Competencies(Draw draw)
    {
        var competencies = new CompetencyDefinition[draw.Between(1, 6)];
        for (int i = 0; i < competencies.Length; i++)
        {
            string id = $"C{i}";
            var criteria = new CriterionDefinition[draw.Between(1, 4)];
            for (int j = 0; j < criteria.Length; j++)
            {
                criteria[j] = new($"{id}.{j}", draw.Weight());
            }

            competencies[i] = new(id, (Track)draw.Between(1, 3), draw.Weight(), draw.Chance(50), criteria);
        }

        return competencies;
    }

    private static RoleProfile Profile(Draw draw, CompetencyDefinition[] competencies)
    {
        var named = competencies.Select(c => c.Id).Where(_ => draw.Chance(85)).ToList();
        named.AddRange(Enumerable.Range(0, draw.Below(3)).Select(i => $"X{i}")); // the rubric lacks these
        if (named.Count == 0)
        {
            named.Add("X0");
        }

        string[] order = draw.Shuffle(named);
        var asked = new ProfileCompetency[order.Length];
        for (int i = 0; i < order.Length; i++)
        {
            int weight = i > 0 && draw.Chance(20) ? 0 : draw.Weight();
            asked[i] = new(order[i], weight, draw.Between(1, 5), weight > 0 && draw.Chance(25));
        }

        var cuts = new SortedSet<int>();
        while (cuts.Count < 5)
        {
            cuts.Add(draw.Between(1, Scale.Full));
        }

        int minimumCoverage = draw.Below(3) switch { 0 => 0, 1 => draw.Below(4_000), _ => draw.Below(Scale.Full + 1) };
        return new("role", "level", asked, [.. cuts], minimumCoverage, (CombinationRule)draw.Below(3));
    }

    private static Card Card(Draw draw, CompetencyDefinition[] competencies, RedFlagDefinition[] flags)
    {
        var focus = draw.Shuffle([.. competencies.Where(_ => draw.Chance(75))]);
        if (focus.Length == 0)
        {
            focus = [competencies[0]];
        }

        var ratings = new List<CardRating>();
        foreach (var competency in focus)
        {
            foreach (var criterion in competency.Criteria)
            {
                if (draw.Chance(85) || ratings.Count == 0)
                {
                    int level = draw.Chance(15) ? Rating.NotObserved : draw.Between(1, 5);
                    bool needsEvidence = competency.EvidenceAtExtremes && level is 1 or 5;
                    ratings.Add(new(criterion.Id, level, needsEvidence || draw.Chance(50)));
                }
            }
        }

        var inFocus = focus.SelectMany(c => c.Criteria, (_, x) => x.Id).ToHashSet();
        var raised = flags.Where(f => f.CriterionIds.Any(inFocus.Contains) && draw.Chance(40)).Select(f => f.Id);
        return new([.. focus.Select(c => c.Id)], draw.Shuffle(ratings), draw.Shuffle([.. raised]));
    }
}

/// <summary>Draws from CsCheck's generator.</summary>
internal readonly struct Draw(PCG pcg)
{
    public int Below(int end) => (int)pcg.Next((uint)end);

    public int Between(int first, int last) => first + Below(last - first + 1);

    public bool Chance(int percent) => Below(100) < percent;

    /// <summary>Small weights make ties, extreme ones make roundings.</summary>
    public int Weight() => Below(6) switch
    {
        0 => 1,
        1 => RubricLimits.Weight,
        2 or 3 => Between(1, 4),
        _ => Between(1, RubricLimits.Weight),
    };

    /// <summary>Mostly in [0, end), else just outside it, or far outside.</summary>
    public int Wild(int end) => Below(8) switch
    {
        0 => -1,
        1 => end,
        2 => int.MinValue,
        3 => int.MaxValue,
        4 => Below(512) - 256,
        _ => end == 0 ? 0 : Below(end),
    };

    public T[] Shuffle<T>(IReadOnlyList<T> items)
    {
        T[] shuffled = [.. items];
        for (int i = shuffled.Length - 1; i > 0; i--)
        {
            int j = Below(i + 1);
            (shuffled[i], shuffled[j]) = (shuffled[j], shuffled[i]);
        }

        return shuffled;
    }

    public T[] Sample<T>(IReadOnlyList<T> items, int count) => Shuffle(items)[..count];
}
