namespace Assessment.QuestionBanks.Tests;

public class ProfileErrorTests
{
    [Fact]
    public void Read_SampleProfiles_HasNoDiagnostics()
    {
        var reading = Sample.Read(Sample.Profiles);
        Assert.Empty(reading.Diagnostics);
        Assert.NotNull(reading.Profiles);
        Assert.Null(reading.Bank);
    }

    [Theory] // code, what is replaced, by what, and the piece at whose start the diagnostic stands
    [InlineData("unknown-key", "  hire_gap_limit: 2\n", "  hire_gap_limit: 2\n  hire_gap_limits: 3\n", "hire_gap_limits")]
    [InlineData("unknown-key", "id: engineer\n", "id: engineer\n    weights: 3\n", "weights: 3")]
    [InlineData("missing-key", "combination: mean\n", "", "kind: role-profiles")]
    [InlineData("missing-key", "cut_scores: { no: 20, lean_no: 35, lean_yes: 50, yes: 65, strong_yes: 80 }\n", "", "kind: role-profiles")]
    [InlineData("missing-key", "verdict:\n  critical_weight: 10\n", "verdict:\n", "hire_mean_gap")]
    [InlineData("missing-key", "weeks_per_level: { quick: 4, ", "weeks_per_level: { ", "{ quarter: 13")]
    [InlineData("missing-key", "  weeks_per_level: { quick: 4, quarter: 13, slow: 26 }\n", "", "critical_weight")]
    [InlineData("missing-key", "{ weight: 40, bars: { junior: 2, mid: 2, senior: 3, staff: 3 } }", "{ weight: 40 }", "{ weight: 40")]
    [InlineData("missing-key", "junior: 2, mid: 2, ", "junior: 2, ", "{ junior: 2, senior")]
    [InlineData("duplicate-key", "  P2: quick\n", "  P2: quick\n  P2: slow\n", "P2: slow")]
    [InlineData("duplicate-id", "id: analyst", "id: engineer", "engineer\n    title: Analyst")]
    [InlineData("id-format", "id: analyst", "id: data-analyst", "data-analyst")]
    [InlineData("id-format", "  P2: quick\n", "  P2: quick\n  P100: quick\n", "P100")]
    [InlineData("unknown-value", "combination: mean", "combination: average", "average")]
    [InlineData("unknown-value", "  P2: quick\n", "  P2: fast\n", "fast")]
    [InlineData("out-of-range", "minimum_coverage: 70", "minimum_coverage: 101", "101")]
    [InlineData("out-of-range", "strong_yes: 80", "strong_yes: 101", "101")]
    [InlineData("out-of-range", "hire_mean_gap: 0.25", "hire_mean_gap: 4.01", "4.01")]
    [InlineData("out-of-range", "critical_weight: 10", "critical_weight: 0", "0\n  hire_mean")]
    [InlineData("wrong-type", "hire_mean_gap: 0.25", "hire_mean_gap: 0.255", "0.255")]
    [InlineData("wrong-type", "hire_mean_gap: 0.25", "hire_mean_gap: -1", "-1")]
    [InlineData("wrong-type", "hire_mean_gap: 0.25", "hire_mean_gap: [1]", "[1]")]
    [InlineData("wrong-type", "hire_mean_gap: 0.25", "hire_mean_gap: \"0.25\"", "\"0.25\"")]
    [InlineData("wrong-type", "verdict:\n  critical_weight: 10\n  hire_mean_gap: 0.25\n  hire_gap_limit: 2\n  train_gap_limit: 1\n  train_slow_gap_limit: 0.5\n  training_budget_weeks: 52\n  weeks_per_level: { quick: 4, quarter: 13, slow: 26 }\n", "verdict: usual\n", "usual")]
    [InlineData("wrong-type", "learning_times:\n  P1: slow\n  P2: quick\n", "learning_times: [slow]\n", "[slow]")]
    [InlineData("missing-key", "learning_times:\n", "shape: { minimum_competencies: 12, minimum_margin: 0 }\nlearning_times:\n", "{ minimum_competencies")]
    [InlineData("cut-scores-order", "lean_yes: 50", "lean_yes: 35", "35, yes")]
    [InlineData("weight-out-of-range", "weight: 40", "weight: 1001", "1001")]
    [InlineData("weights-sum", "weight: 40", "weight: 41", "P1: { weight: 60")]
    [InlineData("bar-out-of-range", "staff: 5", "staff: 6", "6 }, required")]
    [InlineData("bars-order", "junior: 2, mid: 2", "junior: 2, mid: 1", "1, senior: 3, staff: 3 } }\n  - id")]
    [InlineData("required-without-weight", "bars: { junior: 1, mid: 1, senior: 1, staff: 1 } }", "bars: { junior: 1, mid: 1, senior: 1, staff: 1 }, required: true } # never", "true } # never")]
    [InlineData("missing-competency", "      P2: { weight: 0, bars: { junior: 1, mid: 1, senior: 1, staff: 1 } }\n", "", "P1: { weight: 100")]
    [InlineData("unknown-competency", "      P2: { weight: 0,", "      D1: { weight: 0, bars: { junior: 1, mid: 1, senior: 1, staff: 1 } }\n      P2: { weight: 0,", "D1: ")]
    public void Read_OneFault_IsReportedWhereItStands(string code, string piece, string replacement, string place) =>
        Sample.AssertOnly(Sample.Profiles.With(piece, replacement), code, place);

    [Fact]
    public void Read_MoreCompetenciesThanAllowed_IsReported()
    {
        string many = string.Concat(Enumerable.Range(3, 63).Select(i => $"  P{i}: slow\n"));
        var reading = Sample.Read(Sample.Profiles.With("  P2: quick\n", $"  P2: quick\n{many}"));
        Assert.Equal(["too-many", "missing-competency", "missing-competency"], reading.Diagnostics.Select(d => d.Code));
    }
}
