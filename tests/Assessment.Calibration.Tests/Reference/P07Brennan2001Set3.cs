using Assessment.Calibration.Tests.Support;
using Assessment.Calibration.Variance;

namespace Assessment.Calibration.Tests.Reference;

/// <summary>Ten persons × four items × two occasions, read as candidate × criterion × rater.</summary>
internal sealed class P07Brennan2001Set3 : IReferenceSet
{
    // A row a person; occasion 1's four items, then occasion 2's.
    private const string Scores = """
        2 6 7 5 2 5 5 5
        4 5 6 7 6 7 5 7
        5 5 4 6 5 4 5 5
        5 9 8 6 5 7 7 6
        4 3 5 6 4 5 6 4
        4 4 4 7 6 4 7 8
        2 6 6 5 2 7 7 5
        3 4 4 5 6 6 6 4
        0 5 4 5 5 5 5 3
        6 8 7 6 6 8 8 6
        """;

    public string Id => "p07_brennan_2001_set3";

    public string Source => "Brennan (2001), Generalizability Theory, synthetic data set no. 3 (tables 3.1, 3.4, 4.1); REML by lme4 1.1-31";

    public bool IsExternal => false;

    public static RatingTable Table()
    {
        var builder = new RatingTableBuilder();
        string[] lines = Scores.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        for (int person = 0; person < lines.Length; person++)
        {
            string[] cells = lines[person].Split(' ');
            for (int cell = 0; cell < cells.Length; cell++)
            {
                builder.Add($"p{person}", $"o{cell / 4}", $"i{cell % 4}", int.Parse(cells[cell], System.Globalization.CultureInfo.InvariantCulture));
            }
        }

        return builder.Build();
    }

    public IEnumerable<ReferenceValue> Values(string? folder)
    {
        RatingTable table = Table();
        HendersonOne henderson = HendersonOne.Estimate(table);
        MixedModelFit reml = Reml.Fit(table);
        (VarianceTerm Term, string Name, double Printed, double Peer, double Lme4)[] expected =
        [
            (VarianceTerm.Candidate, "p", 0.5528, 0.55277778, 0.55277781),
            (VarianceTerm.Criterion, "i", 0.4417, 0.44166667, 0.44166672),
            (VarianceTerm.Rater, "o", 0.0074, 0.007407407, 0.007407432),
            (VarianceTerm.CandidateCriterion, "p:i", 0.575, 0.575, 0.57499997),
            (VarianceTerm.CandidateRater, "p:o", 0.1009, 0.10092593, 0.10092592),
            (VarianceTerm.RaterCriterion, "i:o", 0.1565, 0.15648148, 0.15648143),
            (VarianceTerm.Residual, "Residual", 0.9352, 0.93518519, 0.9351852),
        ];
        foreach (var (term, name, printed, peer, lme4) in expected)
        {
            yield return new($"variance component {name}", printed, 6e-5, henderson.Components[term].Value);
            yield return new($"variance component {name} (R anova EMS)", peer, 1e-6, henderson.Components[term].Value);
            yield return new($"REML variance component {name}", lme4, 2e-4, reml.Components[term].Value);
        }

        DecisionStudy study = DecisionStudy.Of(henderson, table);
        yield return new("E rho^2", 0.64, 0.006, study.Generalizability(2, 4).Value);
        yield return new("E rho^2 (EMS)", 0.63987138, 1e-6, study.ActualGeneralizability.Value);
        yield return new("Phi", 0.55, 0.006, study.Phi(2, 4).Value);
        yield return new("Phi (EMS)", 0.55412461, 1e-6, study.ActualPhi.Value);
        yield return new("relative error variance", 0.31111111, 1e-6, study.RelativeErrorVariance(2, 4));
        yield return new("absolute error variance", 0.44479167, 1e-6, study.AbsoluteErrorVariance(2, 4));
    }
}
