using Assessment.Benchmarks.Calibration;
using Assessment.Calibration;
using Assessment.Calibration.Agreement;
using Assessment.Calibration.Rasch;
using Assessment.Calibration.Variance;
using BenchmarkDotNet.Attributes;

namespace Assessment.Benchmarks;

/// <summary>The estimators that calibration is made of, on ten thousand simulated ratings.</summary>
[MemoryDiagnoser]
public class CalibrationBenchmarks
{
    private const int Ratings = 10_000;

    private readonly RatingTable _table = RaschBench.Simulate(Ratings, raters: 40, seed: 7).Table;
    private readonly RatingTable _crossed = RemlBench.Simulate(Ratings);

    /// <summary>Krippendorff's alpha, ordinal.</summary>
    [Benchmark]
    public double AlphaOrdinal() => KrippendorffAlpha.Of(CoincidenceMatrix.Of(_table), AlphaMetric.Ordinal);

    /// <summary>Three crossed effects by REML, with predictions.</summary>
    [Benchmark]
    public int RemlThreeEffects() => Reml.Fit(_crossed, VarianceModel.Main).Iterations;

    /// <summary>Many-facet Rasch, corrected joint maximum likelihood.</summary>
    [Benchmark]
    public int RaschCorrectedJoint() => ManyFacetRasch.Fit(_table, new RaschOptions { Method = RaschMethod.CorrectedJoint }).Components.Count;
}
