using System.Globalization;
using Assessment.Calibration.Rasch;
using Assessment.Calibration.Tests.Planted;

namespace Assessment.Benchmarks.Calibration;

/// <summary>What calibration finds of what was planted in simulated ratings: the studies of the test suite with as many runs as wanted.</summary>
internal static class PlantedTable
{
    /// <summary>Prints the tables of severities, raters' signals and bias, in Markdown.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="runs">Simulations of each study.</param>
    /// <param name="seed">First seed; those of the test suite lie elsewhere.</param>
    public static void Run(TextWriter output, int runs, ulong seed)
    {
        Severities(output, runs, seed);
        Raters(output, runs, seed);
        Biases(output, runs, seed);
    }

    private static void Severities(TextWriter output, int runs, ulong seed)
    {
        Line(output, $"\nSeverity: {runs} simulations of 40 raters, 300 candidates and 5 criteria each, seeds from {seed} up");
        output.WriteLine("| fit | severities | coverage | RMSE | RMSE / mean error | slope | difficulty covered | ability covered |");
        output.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        foreach (RaschMethod method in (RaschMethod[])[RaschMethod.CorrectedJoint, RaschMethod.Marginal])
        {
            foreach (RaschScale scale in Enum.GetValues<RaschScale>())
            {
                Recovery r = SeverityStudy.Run(method, scale, runs, seed);
                Line(output, $"| {method}, {scale} | {r.Severities:0} | {r.Coverage:0.0000} | {r.Rmse:0.0000} | {r.ErrorRatio:0.000} | {r.Slope:0.000} | {r.DifficultyCoverage:0.000} | {r.AbilityCoverage:0.000} |");
            }
        }
    }

    private static void Raters(TextWriter output, int runs, ulong seed)
    {
        Line(output, $"\nRaters' signals: {runs} tables each, flags at a false discovery rate of .05 over all signals");
        output.WriteLine("| planted | signal | found | false alarms | tables with one | false discoveries | p <= .05 |");
        output.WriteLine("| --- | --- | ---: | ---: | ---: | ---: | ---: |");
        foreach (RaterStudy study in RaterStudy.All)
        {
            RaterOutcome outcome = study.Run(runs, seed);
            foreach (SignalKind kind in Enum.GetValues<SignalKind>())
            {
                Alarms(output, $"{study.Name} | {kind}", outcome[kind]);
            }

            Alarms(output, $"{study.Name} | all", outcome.Together);
        }
    }

    private static void Biases(TextWriter output, int runs, ulong seed)
    {
        Line(output, $"\nBias: {runs} tables each, flags at a false discovery rate of .05 over the cells");
        output.WriteLine("| planted | fit | found | false alarms | tables with one | false discoveries | p <= .05 | mean T² | least shrunken bias flagged |");
        output.WriteLine("| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        foreach (BiasStudy study in BiasStudy.All)
        {
            foreach (RaschMethod method in (RaschMethod[])[RaschMethod.CorrectedJoint, RaschMethod.Marginal])
            {
                BiasOutcome outcome = study.Run(method, runs, seed);
                Alarms(
                    output, $"{study.Name} | {method}", outcome.Cells,
                    string.Create(CultureInfo.InvariantCulture, $" {outcome.MeanSquare:0.000} | {(double.IsFinite(outcome.SmallestFlagged) ? outcome.SmallestFlagged : double.NaN):0.00} |"));
            }
        }
    }

    private static void Alarms(TextWriter output, string what, AlarmTally tally, string more = "")
    {
        string found = tally.Planted == 0 ? "" : tally.Power.ToString("0.000", CultureInfo.InvariantCulture);
        Line(output, $"| {what} | {found} | {tally.FalseAlarms:0.0000} | {tally.AlarmedTables} of {tally.Tables} | {tally.FalseDiscoveries:0.000} | {tally.SmallPValues.Share:0.0000} |{more}");
    }

    private static void Line(TextWriter output, FormattableString line)
    {
        output.WriteLine(line.ToString(CultureInfo.InvariantCulture));
        output.Flush();
    }
}
