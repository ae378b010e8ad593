using Assessment.Scoring;

namespace Assessment.QuestionBanks;

/// <summary>Turns question banks into the flat rubric that scoring uses.</summary>
public static class RubricCompiler
{
    /// <summary>Compiles banks to one rubric: by track, then in the order given, and in bank order inside each.</summary>
    /// <param name="banks">At least one, with 64 competencies at most between them.</param>
    /// <exception cref="ArgumentException">Two banks share an id, or there are no or too many competencies.</exception>
    public static Rubric Compile(IEnumerable<QuestionBank> banks)
    {
        var ordered = banks.OrderBy(b => b.Track).ToArray();
        return Rubric.Compile(
            ordered.SelectMany(b => b.Competencies.Select(c => new CompetencyDefinition(
                c.Id, b.Track, c.Weight, b.EvidenceAtExtremes, [.. c.Criteria.Select(x => new CriterionDefinition(x.Id, x.Weight))]))),
            ordered.SelectMany(b => b.Competencies).SelectMany(c => c.RedFlags)
                .Select(f => new RedFlagDefinition(f.Id, f.Cap, f.CriterionIds)));
    }
}
