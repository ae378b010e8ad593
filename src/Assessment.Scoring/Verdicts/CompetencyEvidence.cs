namespace Assessment.Scoring;

/// <summary>How far apart the cards of a candidate are on a competency.</summary>
public enum Disagreement
{
    /// <summary>Fewer than two cards observed it.</summary>
    None = 0,

    /// <summary>The highest and lowest card score are less than 1 level apart.</summary>
    Green = 1,

    /// <summary>They are at least 1 and less than 2 levels apart.</summary>
    Amber = 2,

    /// <summary>They are at least 2 levels apart: the panel should talk about it.</summary>
    Red = 3,
}

/// <summary>What stands behind a candidate's score of one competency.</summary>
/// <param name="Cards">How many cards observed it.</param>
/// <param name="Lowest">The lowest card score, in hundredths of a point; 0 when none.</param>
/// <param name="Highest">The highest card score; 0 when none.</param>
/// <param name="StandardError">The standard error of the combined score, in hundredths of a point; NaN when no card observed it.</param>
public readonly record struct CompetencyEvidence(int Cards, int Lowest, int Highest, double StandardError)
{
    /// <summary>How far the cards are apart.</summary>
    public Disagreement Disagreement => Cards < 2 ? Disagreement.None : (Highest - Lowest) switch
    {
        < Scale.PerLevel => Disagreement.Green,
        < 2 * Scale.PerLevel => Disagreement.Amber,
        _ => Disagreement.Red,
    };
}

/// <summary>What stands behind a candidate's competency scores: numbers of cards, disagreement, standard errors.</summary>
/// <remarks>
/// The standard error of a competency is s/√n over its n cards. s is one figure for the candidate: the spread of card scores about their
/// competency's mean, pooled over competencies, with a prior of 0.8 level worth 4 degrees of freedom, so that a competency that one
/// person saw has an honest error too. The prior is judgment: no validity evidence stands behind it.
/// </remarks>
public sealed class PanelEvidence
{
    /// <summary>The prior spread of one interviewer's competency score, in hundredths of a point: 0.8 level.</summary>
    public const double PriorDeviation = 0.8 * Scale.PerLevel;

    /// <summary>How many degrees of freedom the prior is worth.</summary>
    public const int PriorWeight = 4;

    private readonly CompetencyEvidence[] _competencies;

    /// <summary>Looks at a candidate's cards.</summary>
    /// <param name="rubric">Their rubric.</param>
    /// <param name="cards">The scored cards.</param>
    /// <exception cref="ArgumentException">A card belongs to another rubric.</exception>
    public PanelEvidence(Rubric rubric, IReadOnlyList<ScorecardScore> cards)
    {
        if (cards.Any(card => card.Rubric != rubric))
        {
            throw new ArgumentException("A card belongs to another rubric.", nameof(cards));
        }

        int[][] scores = [.. Enumerable.Range(0, rubric.CompetencyIds.Count).Select(
            competency => cards.Select(card => card.CompetencyScore(competency)).OfType<int>().ToArray())];
        double squares = PriorWeight * PriorDeviation * PriorDeviation;
        int degrees = PriorWeight;
        foreach (int[] seen in scores.Where(seen => seen.Length > 1))
        {
            double mean = seen.Average();
            squares += seen.Sum(score => (score - mean) * (score - mean));
            degrees += seen.Length - 1;
        }

        Deviation = Math.Sqrt(squares / degrees);
        _competencies = [.. scores.Select(seen => seen.Length == 0
            ? new CompetencyEvidence(0, 0, 0, double.NaN)
            : new CompetencyEvidence(seen.Length, seen.Min(), seen.Max(), Deviation / Math.Sqrt(seen.Length)))];
    }

    /// <summary>The pooled spread of one card's competency score, in hundredths of a point.</summary>
    public double Deviation { get; }

    /// <summary>
    /// The standard error of a candidate's composite, in hundredths of a point: √Σ(p·e)²/Σp over the observed competencies, with weights p
    /// and errors e. NaN when nothing that weighs was observed.
    /// </summary>
    /// <param name="profile">The profile that weighs.</param>
    public double CompositeError(BoundProfile profile)
    {
        double squares = 0, weights = 0;
        for (int competency = 0; competency < _competencies.Length; competency++)
        {
            int weight = profile.Weights[competency];
            if (weight > 0 && _competencies[competency].Cards > 0)
            {
                double part = weight * _competencies[competency].StandardError;
                (squares, weights) = (squares + (part * part), weights + weight);
            }
        }

        return weights == 0 ? double.NaN : Math.Sqrt(squares) / weights;
    }

    /// <summary>What stands behind one competency.</summary>
    public CompetencyEvidence this[int competency] => _competencies[competency];
}
