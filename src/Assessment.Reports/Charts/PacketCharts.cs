namespace Assessment.Reports;

/// <summary>The charts of a candidate assessment; null where there is nothing to draw.</summary>
internal static class PacketCharts
{
    /// <summary>Scores with their standard errors against the bars, by track.</summary>
    public static IChart? Standings(V1.CandidateAssessment assessment)
    {
        var standings = PacketSheets.Standings(assessment);
        int below = standings.Count(row => row.Standing is { HasGapHundredths: true, GapHundredths: > 0 });
        var rows = new List<ChartRow>();
        V1.Track? before = null;
        foreach (var (standing, score) in standings)
        {
            V1.Track track = score?.Track ?? V1.Track.Unspecified;
            rows.Add(Standing(standing, score, track == before ? "" : PacketWords.Of(track)));
            before = track;
        }

        return rows.Count == 0 ? null : new RowChart
        {
            Title = "Scores against the role's bars",
            Description = $"{rows.Count} competencies by track, each with its score, one standard error either way, and the bar; {below} are below their bar.",
            Rows = rows,
            AxisTitle = "level",
            Axis = Axis.Over([1, 5], 4),
            Legend =
            [
                (new Mark(MarkShape.Dot, "a"), "at or above the bar, ± standard error"), (new Mark(MarkShape.Square, "b"), "below the bar"),
                (new Mark(MarkShape.Tick, "c"), "bar"),
            ],
        };
    }

    /// <summary>Level and shape as every role: two figures, never one.</summary>
    public static IChart? Roles(V1.CandidateAssessment assessment) => assessment.Roles.Count == 0 ? null : new RowChart
    {
        Title = "Level: how far above or below each role's bars",
        Description = $"{assessment.Roles.Count} roles; bars to the right of 0 are levels above a role's bars. The shape's correlation stands in words at the end.",
        Rows = [.. assessment.Roles.Select(Role)],
        AxisTitle = "levels above (right) or below (left) the bars",
        Reference = 0,
        Legend = [(new Mark(MarkShape.Segment, "a"), "at or above the bars"), (new Mark(MarkShape.Segment, "b"), "below the bars")],
    };

    private static ChartRow Standing(V1.CompetencyStanding standing, V1.CompetencyScore? score, string head)
    {
        var marks = new List<Mark>();
        string value = "not observed";
        if (score is { HasScoreHundredths: true })
        {
            double at = PacketWords.Level(score.ScoreHundredths), error = standing.StandardErrorHundredths / 2500;
            bool missed = standing is { HasGapHundredths: true, GapHundredths: > 0 };
            if (standing.HasStandardErrorHundredths)
            {
                marks.Add(new Mark(MarkShape.Interval, missed ? "b" : "a", at - error, at + error));
            }

            marks.Add(new Mark(missed ? MarkShape.Square : MarkShape.Dot, missed ? "b" : "a", at));
            value = $"{Words.Figure(at)} of {Words.Figure(PacketWords.Level(standing.BarHundredths))}";
        }

        marks.Add(new Mark(MarkShape.Tick, "c", PacketWords.Level(standing.BarHundredths)));
        return new ChartRow(standing.Competency + (standing.Critical ? " (critical)" : ""), marks, value, head);
    }

    private static ChartRow Role(V1.RoleStanding role)
    {
        double level = role.LevelHundredths / 100.0;
        string shape = role.HasShapeCorrelation ? $"shape {Words.Figure(role.ShapeCorrelation, 2, signed: true)}" : "";
        return new ChartRow(
            PacketWords.Role(role.RoleProfile).Split(',')[0] + (role.Shape ? " ★" : ""),
            role.HasLevelHundredths ? [new Mark(MarkShape.Segment, level < 0 ? "b" : "a", Math.Min(0, level), Math.Max(0, level))] : [], shape);
    }
}
