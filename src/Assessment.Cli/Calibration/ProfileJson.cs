using Assessment.Calibration.Impact;
using Assessment.Calibration.Rasch;
using Assessment.Calibration.Raters;
using Assessment.Calibration.Report;

namespace Assessment.Cli.Calibration;

/// <summary>Raters' tendencies, bias and adverse impact.</summary>
internal static class ProfileJson
{
    public static void WriteRaters(CalibrationReport report, JsonSink json) => json.List("raters", report.Raters, rater => json.Object(null, () =>
    {
        json.Text("rater", report.Table.RaterNames[rater.Rater]);
        json.Count("component", report.Design.ComponentOfRater[rater.Rater] + 1);
        json.Count("ratings", rater.Ratings);
        json.Count("candidates", rater.Candidates);
        json.Object("use", () =>
        {
            json.Figure("mean", rater.Use.Mean);
            json.Figure("standardDeviation", rater.Use.StandardDeviation);
            json.Figure("lowestShare", rater.Use.LowestShare);
            json.Figure("middleShare", rater.Use.MiddleShare);
            json.Figure("highestShare", rater.Use.HighestShare);
            json.Count("levelsUsed", rater.Use.LevelsUsed);
        });
        Signal("centralTendency", rater.CentralTendency, json);
        Signal("rangeRestriction", rater.RangeRestriction, json);
        Signal("halo", rater.Halo, json);
        Signal("drift", rater.Drift, json);
        json.Estimate("shrunkenDrift", rater.ShrunkenDrift.ToEstimate());
        json.Object("cusum", () =>
        {
            json.Texts("periods", rater.Cusum.Periods.Select(period => report.Table.PeriodNames[period]));
            json.Figures("deviations", rater.Cusum.Deviations);
            json.Figures("upper", rater.Cusum.Upper);
            json.Figures("lower", rater.Cusum.Lower);
            json.Figure("limit", rater.Cusum.Limit);
            json.Text("firstAlarm", rater.Cusum.FirstAlarm < 0 ? null : report.Table.PeriodNames[rater.Cusum.FirstAlarm]);
            Signal("signal", rater.Cusum.Signal, json);
        });
    }));

    public static void WriteBias(CalibrationReport report, JsonSink json) => json.List("bias", report.Bias, section => json.Object(null, () =>
    {
        json.Count("component", section.Component + 1);
        json.Count("subset", section.Subset + 1);
        json.Text("facet", section.Facet.ToString());
        json.Text("reason", section.Reason);
        json.Figure("chiSquare", section.ChiSquare);
        json.Figure("variance", section.Variance);
        json.Count("withheld", section.Withheld);
        json.List("cells", section.Cells, cell => json.Object(null, () =>
        {
            json.Text("rater", report.Table.RaterNames[cell.Rater]);
            json.Text("element", ElementOf(report, section, cell));
            json.Estimate("bias", cell.Bias);
            json.Estimate("shrunkenBias", cell.Shrunken);
            json.Figure("t", cell.T);
            json.Figure("pValue", cell.PValue);
            json.Figure("adjustedPValue", cell.AdjustedPValue);
            json.Figure("falseSignRate", cell.FalseSignRate);
            json.Flag("flagged", cell.IsFlagged);
            json.Estimate("heldShift", cell.Held);
            json.Figure("observedScore", cell.ObservedScore);
            json.Figure("expectedScore", cell.ExpectedScore);
        }));
    }));

    public static string ElementOf(CalibrationReport report, BiasReport section, Interaction cell) =>
        section.Facet == InteractionFacet.Group ? report.Table.GroupNames[cell.Element] : report.Table.CriterionNames[cell.Element];

    public static void WriteImpact(ImpactReport? impact, JsonSink json)
    {
        if (impact is null)
        {
            json.Text("adverseImpact", null);
            return;
        }

        json.Object("adverseImpact", () =>
        {
            json.Text("basis", impact.Basis);
            One("observed", impact.Observed, json);
            One("fair", impact.Fair, json);
        });
    }

    private static void One(string name, AdverseImpact impact, JsonSink json) => json.Object(name, () =>
    {
        json.Text("reference", impact.Reference);
        json.Count("considered", impact.Considered);
        json.Count("selected", impact.Selected);
        json.Count("unknownConsidered", impact.UnknownConsidered);
        json.Count("unknownSelected", impact.UnknownSelected);
        json.Count("withoutScore", impact.WithoutScore);
        json.List("groups", impact.Groups, group => json.Object(null, () =>
        {
            json.Text("group", group.Group);
            json.Text("suppression", group.Suppression.ToString());
            json.Count("considered", group.Considered);
            json.Count("selected", group.Selected);
            json.Statistic("rate", group.Rate);
            json.Statistic("impactRatio", group.ImpactRatio);
            json.Text("fourFifths", group.FourFifths.ToString());
            if (group.Fisher is FisherExact fisher)
            {
                json.Object("fisher", () =>
                {
                    json.Figure("pValue", fisher.PValue);
                    json.Estimate("oddsRatio", fisher.OddsRatio);
                });
            }
            else
            {
                json.Text("fisher", null);
            }

            json.Figure("twoProportionZ", group.TwoProportionZ);
            json.Flag("fragile", group.IsFragile);
            json.Flag("underMinimumShare", group.IsUnderMinimumShare);
        }));
    });

    private static void Signal(string name, RaterSignal signal, JsonSink json) => json.Object(name, () =>
    {
        json.Figure("value", signal.Estimate.Value);
        json.Figure("standardError", signal.Estimate.StandardError);
        json.Figure("lower", signal.Estimate.Lower);
        json.Figure("upper", signal.Estimate.Upper);
        json.Count("n", signal.Estimate.N);
        json.Text("status", signal.Estimate.Status.ToString());
        json.Figure("statistic", signal.Statistic);
        json.Figure("pValue", signal.PValue);
        json.Figure("qValue", signal.QValue);
        json.Flag("flagged", signal.Flagged);
    });
}
