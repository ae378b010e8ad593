using Assessment.Benchmarks;
using BenchmarkDotNet.Running;

if (args.Contains("--quick"))
{
    return Quick.Run();
}

BenchmarkSwitcher.FromAssembly(typeof(ScoringBenchmarks).Assembly).Run(args);
return 0;
