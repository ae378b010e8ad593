namespace Assessment.Calibration.Agreement;

/// <summary>Which chance-corrected coefficient: they differ in what they take for agreement by chance.</summary>
public enum AgreementCoefficient
{
    /// <summary>Observed agreement, mean over units of the share of agreeing pairs; nothing is taken off for chance.</summary>
    PercentAgreement,

    /// <summary>Brennan and Prediger (1981): all categories equally likely by chance.</summary>
    BrennanPrediger,

    /// <summary>Fleiss (1971), and Scott's π for two raters: chance by the pooled marginals.</summary>
    FleissKappa,

    /// <summary>Gwet (2008): AC1 with identity weights, AC2 with others; chance only where rating is hard.</summary>
    GwetAC,

    /// <summary>Krippendorff's α in Gwet's form, with agreement weights. With quadratic weights it is the interval metric's α.</summary>
    KrippendorffAlpha,

    /// <summary>Conger (1980): chance by each rater's own marginals; Cohen's κ for two raters who both rated all.</summary>
    CongerKappa,
}

/// <summary>A coefficient of agreement, and the two agreements that it was made of.</summary>
/// <param name="Statistic">The coefficient; at most 1; n is the number of units that take part.</param>
/// <param name="ObservedAgreement">pa, in [0, 1] for weights in [0, 1]; NaN when undefined.</param>
/// <param name="ChanceAgreement">pe, likewise; 0 for per cent agreement.</param>
public sealed record AgreementResult(Statistic Statistic, double ObservedAgreement, double ChanceAgreement);
