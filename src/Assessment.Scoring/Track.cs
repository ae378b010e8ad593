namespace Assessment.Scoring;

/// <summary>A field of assessment; every competency belongs to one. The default value is no track.</summary>
public enum Track
{
    /// <summary>No track; not valid in a rubric.</summary>
    None = 0,

    /// <summary>Framing problems, choosing metrics, judging risk, explaining.</summary>
    ProductSense = 1,

    /// <summary>Data modeling and vectorization: features, model choice, evaluation, analysis.</summary>
    DataModeling = 2,

    /// <summary>Platforms that build, ship and watch models: ETL, serving, CI/CD, monitoring.</summary>
    MlPlatform = 3,
}
