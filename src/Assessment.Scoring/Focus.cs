using System.Numerics;

namespace Assessment.Scoring;

/// <summary>The competencies of one rubric that an interviewer is to cover. The default value covers none.</summary>
public readonly record struct Focus
{
    internal Focus(ulong competencies) => Competencies = competencies;

    /// <summary>Bit i stands for the rubric's competency i.</summary>
    internal ulong Competencies { get; }

    /// <summary>How many competencies it covers, in [0, 64].</summary>
    public int Count => BitOperations.PopCount(Competencies);

    /// <summary>Whether it covers the competency.</summary>
    /// <param name="competency">An index in [0, 64).</param>
    public bool Covers(int competency) => ((Competencies >> competency) & 1) != 0;
}
