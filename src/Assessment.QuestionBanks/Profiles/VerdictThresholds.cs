namespace Assessment.QuestionBanks;

/// <summary>How long it takes a person to learn one level of a competency on the job.</summary>
public enum LearningTime
{
    /// <summary>Weeks.</summary>
    Quick = 0,

    /// <summary>A quarter of a year.</summary>
    Quarter = 1,

    /// <summary>Half a year or more.</summary>
    Slow = 2,
}

/// <summary>The numbers that the rules of a verdict compare with. Gaps and means are in hundredths of a level.</summary>
public sealed class VerdictThresholds
{
    internal VerdictThresholds()
    {
    }

    /// <summary>The least weight, of 100, that makes a competency critical; in [1, 100].</summary>
    public int CriticalWeight { get; internal init; }

    /// <summary>How far the mean of the critical competencies may lie below their bars to hire; in [0, 400].</summary>
    public int HireMeanGap { get; internal init; }

    /// <summary>The gap that no critical competency may reach to hire; in [0, 400].</summary>
    public int HireGapLimit { get; internal init; }

    /// <summary>The largest gap of a critical competency to hire and train; in [0, 400].</summary>
    public int TrainGapLimit { get; internal init; }

    /// <summary>The largest gap of a slowly learned critical competency to hire and train; in [0, 400].</summary>
    public int TrainSlowGapLimit { get; internal init; }

    /// <summary>The most weeks of training that a hire may need; in [0, 1000].</summary>
    public int TrainingBudgetWeeks { get; internal init; }

    /// <summary>Weeks per level of gap in what is learned quickly; in [0, 520].</summary>
    public int QuickWeeksPerLevel { get; internal init; }

    /// <summary>Weeks per level of gap in what is learned in a quarter; in [0, 520].</summary>
    public int QuarterWeeksPerLevel { get; internal init; }

    /// <summary>Weeks per level of gap in what is learned slowly; in [0, 520].</summary>
    public int SlowWeeksPerLevel { get; internal init; }

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
