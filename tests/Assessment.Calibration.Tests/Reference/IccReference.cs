using Assessment.Calibration.Agreement;
using Assessment.Calibration.Tests.Support;

namespace Assessment.Calibration.Tests.Reference;

/// <summary>What both ICC sets check.</summary>
internal static class IccReference
{
    private static readonly string[] Names = ["ICC(1,1)", "ICC(2,1)", "ICC(3,1)", "ICC(1,k)", "ICC(2,k)", "ICC(3,k)"];

    /// <param name="table">A complete table.</param>
    /// <param name="values">The six forms and their tolerance.</param>
    /// <param name="ends">Lower and upper ends of the first three forms; tolerance 1e-4.</param>
    /// <param name="squares">Mean squares between targets, judges, residual; tolerance 1e-6.</param>
    /// <param name="tolerance">Of the six forms.</param>
    public static IEnumerable<ReferenceValue> Values(RatingTable table, double[] values, double[] ends, double[] squares, double tolerance)
    {
        IccResult icc = IntraclassCorrelation.Of(table);
        for (int form = 0; form < 6; form++)
        {
            yield return new(Names[form], values[form], tolerance, icc.Statistics[form].Estimate.Value);
        }

        for (int form = 0; form < 3; form++)
        {
            yield return new($"{Names[form]} 95% CI lower", ends[2 * form], 1e-4, icc.Statistics[form].Estimate.Lower);
            yield return new($"{Names[form]} 95% CI upper", ends[(2 * form) + 1], 1e-4, icc.Statistics[form].Estimate.Upper);
        }

        yield return new("MS between targets", squares[0], 1e-6, icc.MeanSquares.BetweenCandidates);
        yield return new("MS judges", squares[1], 1e-6, icc.MeanSquares.BetweenRaters);
        yield return new("MS residual", squares[2], 1e-6, icc.MeanSquares.Residual);
    }
}

internal sealed class P01ShroutFleiss : IReferenceSet
{
    public string Id => "p01_shrout_fleiss_1979";

    public string Source => "Shrout and Fleiss (1979), Psychological Bulletin 86(2), 420-428, tables 2-4; intervals and full digits: R psych::ICC 2.2.9, irr::icc 0.84.1";

    public bool IsExternal => false;

    public IEnumerable<ReferenceValue> Values(string? folder)
    {
        RatingTable table = Tables.Grid("9 2 5 8 / 6 1 3 2 / 8 4 6 8 / 7 1 2 6 / 10 5 6 9 / 6 2 4 7");
        double[] ends = [-0.13293232, 0.72256006, 0.018786513, 0.76108437, 0.34246477, 0.94585826];
        double[] squares = [11.241667, 32.486111, 1.0194444];
        return IccReference.Values(table, [0.17, 0.29, 0.71, 0.44, 0.62, 0.91], ends, squares, 0.005)
            .Concat(IccReference.Values(
                table, [0.16574177, 0.28976378, 0.71484071, 0.44279713, 0.62005055, 0.90931554], ends, squares, 1e-6)
                .Take(6).Select(value => value with { Name = value.Name + " to full digits" }));
    }
}
