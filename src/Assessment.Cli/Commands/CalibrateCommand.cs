using System.CommandLine;
using System.Globalization;
using System.Runtime;
using Assessment.Calibration.Report;
using Assessment.Cli.Calibration;
using Assessment.Cli.Output;

namespace Assessment.Cli.Commands;

/// <summary><c>assess calibrate</c></summary>
internal static class CalibrateCommand
{
    private const int LargeTable = 2_000_000;

    private static readonly int Phases = Enum.GetValues<CalibrationPhase>().Length;

    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "CSV with a header: candidate, rater, criterion, score, and perhaps period, group; '-' reads standard input." };
        var policy = new CalibrationPolicy();
        var rows = new Option<int>("--rows") { Description = "Rows shown of either end of a ranking.", DefaultValueFactory = _ => 5, HelpName = "N" };
        var progress = new Option<bool>("--progress") { Description = "Show progress on standard error also when that is no terminal." };
        var noProgress = new Option<bool>("--no-progress") { Description = "Show no progress." };
        var html = new Option<string?>("--html") { Description = "Also write the report as a page to this file.", HelpName = "FILE" };
        var csv = new Option<string?>("--csv") { Description = "Also write the report's tables as CSV files into this folder.", HelpName = "FOLDER" };
        var json = CommonOptions.Json();
        var command = new ExampleCommand(
            "calibrate",
            "Tells what a file of ratings says about raters, criteria and candidates.",
            "assess calibrate ratings.csv",
            "assess calibrate --model pcm --method jml --min-n 20 -- ratings.csv",
            "assess calibrate --json ratings.csv > report.json",
            "assess calibrate --html report.html --csv report-tables ratings.csv",
            "cat ratings.csv | assess calibrate -")
        {
            file, rows, html, csv, progress, noProgress, json,
        };
        policy.AddTo(command);
        CalibrationPolicy.Ask(rows, count => count >= 0, "must not be negative");
        command.SetAction(async (parsed, cancellation) =>
        {
            var error = parsed.InvocationConfiguration.Error;
            var bar = new CalibrationProgress(error, !parsed.GetValue(noProgress) && (parsed.GetValue(progress) || CalibrationProgress.ByDefault(error)));
            string path = parsed.GetRequiredValue(file);
            (CalibrationReport report, IReadOnlyList<string> notes) = await Task.Run(() => Report(path, policy, parsed, bar, cancellation), CancellationToken.None)
                .WaitAsync(cancellation); // Ctrl+C need not wait for the pass that is under way
            bar.End();
            ReportFiles.Write(report, notes, parsed.GetValue(html), parsed.GetValue(csv));
            if (parsed.GetValue(json))
            {
                ReportJson.Write(report, notes, parsed.InvocationConfiguration.Output);
            }
            else
            {
                new ReportTables(report, Terminal.Of(parsed), parsed.GetValue(rows)).Write(path == "-" ? "standard input" : Path.GetFileName(path), notes);
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static (CalibrationReport Report, IReadOnlyList<string> Notes) Report(
        string path, CalibrationPolicy policy, ParseResult parsed, CalibrationProgress bar, CancellationToken cancellation)
    {
        RatingsFile ratings = Read(path, policy.Scale(parsed), bar, cancellation);
        CalibrationOptions options = policy.Options(parsed);
        var report = CalibrationReport.Of(
            ratings.Table, options,
            phase =>
            {
                Tidy(ratings.Table.Count);
                bar.Step((int)phase, Phases, phase.ToString().ToLowerInvariant());
            },
            cancellation);
        Tidy(ratings.Table.Count);
        return (report, NotesOf(ratings, options));
    }

    private static RatingsFile Read(string path, (int Lowest, int Highest)? scale, CalibrationProgress bar, CancellationToken cancellation)
    {
        try
        {
            using Stream stream = path == "-" ? Console.OpenStandardInput() : File.OpenRead(path);
            long total = stream.CanSeek ? stream.Length : 0;
            return RatingsReader.Read(stream, path == "-" ? "standard input" : path, scale, read => bar.Bytes(read, total), cancellation);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CommandException(ExitCodes.WrongUsage, $"there is no file '{path}'.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCodes.WrongUsage, $"'{path}' can't be read: {e.Message}");
        }
    }

    /// <summary>
    /// What one phase leaves behind would stand beside what the next one needs: on a large table that doubles the memory in all, and
    /// a collection costs little beside a phase.
    /// </summary>
    private static void Tidy(int ratings)
    {
        if (ratings >= LargeTable)
        {
            GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }
    }

    private static List<string> NotesOf(RatingsFile ratings, CalibrationOptions options)
    {
        var notes = new List<string>();
        if (ratings.ExtraColumns.Count > 0)
        {
            notes.Add($"columns that play no part: {string.Join(", ", ratings.ExtraColumns.Select(Grid.OneLine))}");
        }

        if (ratings.Table.Count == 0)
        {
            notes.Add("the file has a header and no rating");
        }

        if (ratings.Table.Count > 0 && ratings.Table.LevelCount > 20 && options.Method != CalibrationMethod.MixedModel)
        {
            notes.Add(string.Create(CultureInfo.InvariantCulture, $"{ratings.Table.LevelCount} levels are many for a Rasch model; --method reml takes scores as they are"));
        }

        return notes;
    }
}
