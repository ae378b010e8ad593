using System.Runtime.CompilerServices;

namespace Assessment.Calibration.Rasch;

/// <summary>
/// Measures for elements that were set aside: the location at which the expected total equals the observed one moved off the end of the
/// scale (Linacre 1989; Wright 1998, Rasch Measurement Transactions 12, 632), all other parameters held.
/// </summary>
[SkipLocalsInit]
internal sealed unsafe class ExtremePlacement(RaschPanel panel, StepLayout layout, RaschState state, double adjustment)
{
    /// <summary>One rating of an element: what the others contribute to its location, and the criterion.</summary>
    public readonly record struct Item(double Location, int Criterion, int Category);

    /// <summary>The element's location as a leniency (or ability, or easiness) and its information there.</summary>
    public (double Location, double Information) Place(IReadOnlyList<Item> items)
    {
        double total = 0, maximum = 0, location = 0, information = 0, low = -RaschState.Bound, high = RaschState.Bound;
        foreach (Item item in items)
        {
            total += item.Category;
            maximum += panel.CategoryCount[item.Criterion] - 1;
        }

        double target = Math.Clamp(total, adjustment, Math.Max(adjustment, maximum - adjustment));
        double* terms = stackalloc double[layout.Stride];
        for (int iteration = 0; iteration < 100; iteration++)
        {
            double expected = 0;
            information = 0;
            fixed (double* weights = state.Weights, logWeights = state.LogWeights)
            {
                foreach (Item item in items)
                {
                    int at = item.Criterion * layout.Stride;
                    double eta = item.Location + location;
                    CategoryTerms.Moments(weights + at, logWeights + at, Math.Exp(eta), eta, panel.CategoryCount[item.Criterion], true, terms, out double mean, out double variance);
                    expected += mean;
                    information += variance;
                }
            }

            double before = location;
            location = Bracket.Newton(location, target - expected, information, ref low, ref high);
            if (Math.Abs(location - before) < 1e-9)
            {
                break;
            }
        }

        return (location, information);
    }

    /// <summary>Places every candidate of a panel of those set aside.</summary>
    public (double[] Ability, double[] Information) PlaceCandidates(RaschPanel aside)
    {
        var ability = new double[aside.Candidates.Length];
        var information = new double[ability.Length];
        Parallel.For(0, (ability.Length + 1023) / 1024, chunk =>
        {
            var items = new List<Item>();
            for (int n = chunk * 1024; n < Math.Min(ability.Length, (chunk + 1) * 1024); n++)
            {
                items.Clear();
                for (int p = aside.PairStarts[n]; p < aside.PairStarts[n + 1]; p++)
                {
                    for (int row = aside.RowStarts[p]; row < aside.RowStarts[p + 1]; row++)
                    {
                        items.Add(new Item(state.Leniency[aside.PairRater[p]], aside.Criterion[row], aside.Category[row]));
                    }
                }

                (ability[n], information[n]) = Place(items);
            }
        });
        return (ability, information);
    }
}
