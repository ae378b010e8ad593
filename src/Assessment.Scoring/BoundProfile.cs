namespace Assessment.Scoring;

/// <summary>A role profile laid over a rubric's competencies. Immutable, and safe to share between threads.</summary>
/// <remarks>
/// A competency that the profile weighs and the rubric lacks can't be observed: it counts in the coverage of a candidate as 0,
/// and when required it makes the evidence insufficient. One that the rubric has and the profile doesn't name has weight 0.
/// </remarks>
public sealed class BoundProfile
{
    internal readonly int[] Weights;
    internal readonly int[] BarValues;
    internal readonly ulong Weighted; // one bit a competency with a weight above 0
    internal readonly uint WeightOutside;

    /// <summary>Lays the profile over the rubric.</summary>
    public BoundProfile(Rubric rubric, RoleProfile profile)
    {
        Rubric = rubric;
        Profile = profile;
        Weights = new int[rubric.CompetencyIds.Count];
        BarValues = new int[Weights.Length];
        BarValues.AsSpan().Fill(Scale.Absent);
        var requiredOutside = new List<string>();
        foreach (var competency in profile.Competencies)
        {
            int index = rubric.FindCompetency(competency.CompetencyId);
            if (index >= 0)
            {
                Weights[index] = competency.Weight;
                BarValues[index] = Scale.ValueOf(competency.Bar);
                Weighted |= competency.Weight > 0 ? 1UL << index : 0;
                Required |= competency.Required ? 1UL << index : 0;
            }
            else
            {
                WeightOutside += (uint)competency.Weight;
                if (competency.Required)
                {
                    requiredOutside.Add(competency.CompetencyId);
                }
            }
        }

        RequiredOutside = requiredOutside;
    }

    /// <summary>The rubric.</summary>
    public Rubric Rubric { get; }

    /// <summary>The profile.</summary>
    public RoleProfile Profile { get; }

    /// <summary>Required competencies that the rubric lacks, in the profile's order.</summary>
    internal IReadOnlyList<string> RequiredOutside { get; }

    internal ulong Required { get; }

    /// <summary>The weight of a rubric's competency in the composite, in [0, 1000].</summary>
    public int WeightOf(int competency) => Weights[competency];

    /// <summary>The value of the bar of a rubric's competency, in hundredths of a point; null where the profile doesn't name it.</summary>
    public int? BarValueOf(int competency) => BarValues[competency] == Scale.Absent ? null : BarValues[competency];
}
