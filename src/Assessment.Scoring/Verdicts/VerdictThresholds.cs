namespace Assessment.Scoring;

/// <summary>The numbers that the rules of a verdict compare with. Gaps and means are in hundredths of a level.</summary>
/// <remarks>The defaults are judgment; no validity evidence stands behind them.</remarks>
public sealed class VerdictThresholds
{
    /// <summary>The least weight, of 100, that makes a competency critical; in [1, 100].</summary>
    public int CriticalWeight { get; init; } = 10;

    /// <summary>How far the mean of the critical competencies may lie below their bars to hire; in [0, 400].</summary>
    public int HireMeanGap { get; init; } = 25;

    /// <summary>The gap that no critical competency may reach to hire; in [0, 400].</summary>
    public int HireGapLimit { get; init; } = 200;

    /// <summary>The largest gap of a critical competency to hire and train; in [0, 400].</summary>
    public int TrainGapLimit { get; init; } = 100;

    /// <summary>The largest gap of a slowly learned critical competency to hire and train; in [0, 400].</summary>
    public int TrainSlowGapLimit { get; init; } = 50;

    /// <summary>The most weeks of training that a hire may need; in [0, 1000].</summary>
    public int TrainingBudgetWeeks { get; init; } = 52;

    /// <summary>Weeks per level of gap in what is learned quickly; in [0, 520].</summary>
    public int QuickWeeksPerLevel { get; init; } = 4;

    /// <summary>Weeks per level of gap in what is learned in a quarter; in [0, 520].</summary>
    public int QuarterWeeksPerLevel { get; init; } = 13;

    /// <summary>Weeks per level of gap in what is learned slowly; in [0, 520].</summary>
    public int SlowWeeksPerLevel { get; init; } = 26;

    /// <summary>Weeks per level of gap for a learning time.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The learning time is none of the three.</exception>
    public int WeeksPerLevel(LearningTime time) => time switch
    {
        LearningTime.Quick => QuickWeeksPerLevel,
        LearningTime.Quarter => QuarterWeeksPerLevel,
        LearningTime.Slow => SlowWeeksPerLevel,
        _ => throw new ArgumentOutOfRangeException(nameof(time), time, "The learning time is unknown."),
    };
}
