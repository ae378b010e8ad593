namespace Assessment.Scoring;

/// <summary>How a competency stands against its bar.</summary>
/// <param name="Competency">The competency's index in the rubric.</param>
/// <param name="Score">Its score, in [0, 10000] hundredths of a point; null when it was not observed.</param>
/// <param name="Bar">The bar's value, in the same unit.</param>
/// <param name="IsCritical">Whether it is critical for the role.</param>
/// <param name="LearningTime">How long one level of it takes to learn.</param>
/// <param name="WeeksPerLevel">The same in weeks.</param>
public readonly record struct CompetencyGap(
    int Competency, int? Score, int Bar, bool IsCritical, LearningTime LearningTime, int WeeksPerLevel)
{
    /// <summary>How far the score is below the bar, in hundredths of a point, from 0; 0 too when it was not observed.</summary>
    public int Points => Score is { } score ? Math.Max(0, Bar - score) : 0;

    /// <summary>The gap in hundredths of a level, rounded half to even.</summary>
    public int Levels => Scale.Quotient((uint)Points * 100, Scale.PerLevel);

    /// <summary>The weeks that closing the gap takes, rounded half to even.</summary>
    public int Weeks => Scale.Quotient((uint)(Points * WeeksPerLevel), Scale.PerLevel);
}
