using System.Globalization;
using Assessment.Benchmarks;
using Assessment.Benchmarks.Calibration;
using Assessment.Calibration.Tests.Support;
using BenchmarkDotNet.Running;

// --quick [--baseline FILE [--write]]: the main figures, beside those of a file; or the file is written.
if (args.Contains("--quick"))
{
    return Quick.Run(Array.IndexOf(args, "--baseline") is >= 0 and int at && at + 1 < args.Length ? args[at + 1] : null, args.Contains("--write"));
}

// --calibration [100000 1000000 10000000]: the table of what calibration promises.
if (args is ["--calibration", .. var sizes])
{
    SpeedTable.Run(Console.Out, [.. sizes.Select(size => int.Parse(size, CultureInfo.InvariantCulture))]);
    return 0;
}

// --make-csv RATINGS FILE [--seed N]: simulated ratings for 'assess calibrate'.
if (args is ["--make-csv", var ratings, var file, .. var rest])
{
    CsvMaker.Write(file, int.Parse(ratings, CultureInfo.InvariantCulture), rest is ["--seed", var seed] ? int.Parse(seed, CultureInfo.InvariantCulture) : 1);
    return 0;
}

// --reference: how far published values are from ours; with ASSESSMENT_REFERENCE_DATA=FOLDER also those that may not be shipped.
if (args is ["--reference"])
{
    ReferenceTable.Write(Console.Out);
    return 0;
}

// --planted [RUNS] [--seed N]: what calibration finds of what was planted in simulated ratings; 200 runs of each study unless told.
if (args is ["--planted", .. var planted])
{
    int runs = planted is [var number, ..] && number != "--seed" ? int.Parse(number, CultureInfo.InvariantCulture) : 200;
    PlantedTable.Run(Console.Out, runs, planted is [.., "--seed", var first] ? ulong.Parse(first, CultureInfo.InvariantCulture) : 50_000);
    return 0;
}

BenchmarkSwitcher.FromAssembly(typeof(ScoringBenchmarks).Assembly).Run(args);
return 0;
