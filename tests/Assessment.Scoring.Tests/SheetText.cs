using System.Globalization;
using System.Text;

namespace Assessment.Scoring.Tests;

/// <summary>Everything that a sheet says, as text: two sheets that say the same are the same to any caller.</summary>
internal static class SheetText
{
    public static string Of(ScoreSheet sheet, BoundProfile profile)
    {
        var text = new StringBuilder();
        Line($"composite {sheet.Composite}, equal {sheet.EqualWeights}, coverage {sheet.Coverage}, focus {sheet.Focus.Competencies:x}");
        foreach (var track in Enum.GetValues<Track>())
        {
            Line($"{track} {sheet.TrackScore(track)} {sheet.TrackCoverage(track)}");
        }

        for (int i = 0; i < sheet.Rubric.CompetencyIds.Count; i++)
        {
            Line($"competency {i}: {sheet.CompetencyScore(i)} {sheet.CompetencyCoverage(i)}");
        }

        for (int i = 0; i < sheet.CriterionValues.Length; i++)
        {
            Line($"criterion {i}: {sheet.CriterionValues[i]}");
            if (sheet is ScorecardScore card)
            {
                Line($"  raw {card.RawValue(i)}, capped {card.CappedValue(i)} by {string.Join(' ', card.CappedBy(i))}");
            }
        }

        if (sheet is CandidateScore candidate)
        {
            Line($"{candidate.Band}: {string.Join(", ", candidate.Reasons)}");
        }

        foreach (var part in Explanation.Of(sheet, profile))
        {
            Line($"{part.Competency} {part.Hundredths}: {string.Join(", ", part.Criteria)}");
        }

        return text.ToString();

        void Line(FormattableString line) => text.AppendLine(line.ToString(CultureInfo.InvariantCulture));
    }
}
