using Assessment.Scoring;

namespace Assessment.Server.Candidates;

/// <summary>How far an interviewer's ratings lie below an average rater's.</summary>
/// <param name="Hundredths">What is to be added to the ratings, in hundredths of a point: positive for a severe interviewer.</param>
/// <param name="StandardError">Its standard error, in hundredths of a point.</param>
/// <param name="Origin">The component and comparable set of the report: shifts of another have another origin.</param>
internal sealed record InterviewerShift(int Hundredths, double StandardError, (int Component, int Set) Origin);

/// <summary>The severities of a calibration report, shrunken, on the scale of scores.</summary>
/// <remarks>
/// A shift in levels is the report's fair-average shift, kept as far as the shrinkage keeps the severity; its error is the shrunken
/// severity's times the component's levels per logit. Severities that the report withholds are unknown here.
/// </remarks>
internal sealed class CalibratedSeverities
{
    private readonly Dictionary<string, InterviewerShift> _shifts = new(StringComparer.Ordinal);
    private readonly Dictionary<(int, int), double> _spreads = [];

    public CalibratedSeverities(Guid id, V1.CalibrationReport report)
    {
        Report = id;
        foreach (var component in report.Severity.Components)
        {
            double levelsPerUnit = LevelsPerUnit(component);
            foreach (var rater in component.Interviewers.Where(rater => rater.Shrunken is { HasValue: true, HasStandardError: true }))
            {
                var origin = (component.Component, rater.ComparableSet);
                double levels = rater.HasFairShift ? -rater.FairShift * (rater.HasKept ? rater.Kept : 1) : rater.Shrunken.Value;
                _shifts[rater.InterviewerId] = new(
                    (int)Math.Round(levels * Scale.PerLevel), rater.Shrunken.StandardError * levelsPerUnit * Scale.PerLevel, origin);
            }
        }

        foreach (var set in _shifts.Values.GroupBy(shift => shift.Origin))
        {
            _spreads[set.Key] = Math.Sqrt(set.Average(shift => (double)shift.Hundredths * shift.Hundredths));
        }
    }

    /// <summary>The report.</summary>
    public Guid Report { get; }

    /// <summary>The interviewer's shift; null when the report has none, or withholds it.</summary>
    public InterviewerShift? Find(string interviewerId) => _shifts.GetValueOrDefault(interviewerId);

    /// <summary>The root mean square of the shifts of one origin, in hundredths of a point.</summary>
    public double SpreadOf((int Component, int Set) origin) => _spreads[origin];

    /// <summary>How many levels one unit of severity is, over the component; 1 when severities are in levels already.</summary>
    private static double LevelsPerUnit(V1.SeverityComponent component)
    {
        double levels = 0, units = 0;
        foreach (var rater in component.Interviewers.Where(rater => rater.HasFairShift && rater.Severity is { HasValue: true }))
        {
            (levels, units) = (levels + Math.Abs(rater.FairShift), units + Math.Abs(rater.Severity.Value));
        }

        return units > 0 ? levels / units : 1;
    }
}
