namespace Assessment.Calibration.Rasch;

/// <summary>Expected levels at the estimates: what a location in logits means on the scale that people used.</summary>
internal sealed class FairScale
{
    private readonly RaschPanel _panel;
    private readonly double[] _logWeights;
    private readonly double[]? _sharedLogWeights;

    /// <param name="panel">The subset.</param>
    /// <param name="layout">Its steps.</param>
    /// <param name="state">Its parameters.</param>
    /// <param name="correction">What all measures are multiplied by.</param>
    public FairScale(RaschPanel panel, StepLayout layout, RaschState state, double correction)
    {
        _panel = panel;
        _logWeights = [.. state.LogWeights.Select(w => w * correction)];
        if (layout.Scale == RaschScale.RatingScale)
        {
            _sharedLogWeights = new double[layout.Stride];
            double easiness = correction * layout.Easiness(0, state.Extended);
            for (int k = 0; k < layout.Stride; k++)
            {
                _sharedLogWeights[k] = _logWeights[k] - (k * easiness);
            }
        }
    }

    /// <summary>Expected level on one criterion at ability − severity = location.</summary>
    public double OnCriterion(int criterion, double location) =>
        _panel.LowestLevel[criterion] + Mean(_logWeights.AsSpan(criterion * _panel.Stride, _panel.CategoryCount[criterion]), location, out _);

    /// <summary>Mean over all criteria of the expected level, and its slope per logit.</summary>
    public double Across(double location, out double slope)
    {
        double sum = 0;
        slope = 0;
        for (int i = 0; i < _panel.Criteria.Length; i++)
        {
            sum += _panel.LowestLevel[i] + Mean(_logWeights.AsSpan(i * _panel.Stride, _panel.CategoryCount[i]), location, out double variance);
            slope += variance / _panel.Criteria.Length;
        }

        return sum / _panel.Criteria.Length;
    }

    /// <summary>FACETS' fair average: on a criterion of mean difficulty under the rating scale; across criteria under partial credit.</summary>
    public double Average(double location) =>
        _sharedLogWeights is null ? Across(location, out _) : _panel.LowestLevel[0] + Mean(_sharedLogWeights, location, out _);

    private static double Mean(ReadOnlySpan<double> logWeights, double location, out double variance)
    {
        double largest = double.NegativeInfinity, sum = 0, first = 0, second = 0;
        for (int k = 0; k < logWeights.Length; k++)
        {
            largest = Math.Max(largest, (k * location) + logWeights[k]);
        }

        for (int k = 0; k < logWeights.Length; k++)
        {
            double term = Math.Exp((k * location) + logWeights[k] - largest);
            sum += term;
            first += k * term;
            second += (double)k * k * term;
        }

        double mean = first / sum;
        variance = Math.Max(0, (second / sum) - (mean * mean));
        return mean;
    }
}
