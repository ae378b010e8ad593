namespace Assessment.Scoring;

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
