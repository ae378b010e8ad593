namespace Assessment.EndToEnd.Tests.Fuzzing;

public sealed class IntegrityCheckTests(PlantedDatabase database) : IClassFixture<PlantedDatabase>
{
    [Fact]
    public async Task Check_OfWhatAServerStored_FindsNothing()
    {
        var report = await database.CheckAsync("");
        Assert.Empty(report.Broken);
        Assert.True(report is { Interviews: > 0, Revisions: > 0, Claims: > 0, Decisions: > 0, Labels: > 0, AuditEvents: > 0 }, $"{report}");
    }

    [Theory]
    [InlineData("UPDATE interview SET candidate_id = candidate_id || char(8238)", "candidate_id has a character that isn't printable")]
    [InlineData("UPDATE interview SET step = ' onsite'", "step begins or ends with white space")]
    [InlineData("UPDATE panel_member SET focus = '[\"no.such\"]'", "focus names an unknown competency")]
    [InlineData("UPDATE scorecard SET interviewer_id = replace(hex(zeroblob(65)), '00', 'ab') WHERE id = (SELECT min(id) FROM scorecard)", "interviewer_id has 130 characters")]
    [InlineData("UPDATE scorecard_revision SET ratings = replace(ratings, ',5,', ',6,')", "level is 6")]
    [InlineData("UPDATE scorecard_revision SET note = 'a' || char(1)", "note has a control character")]
    [InlineData("UPDATE scorecard_revision SET composite = composite + 1", "the score is not that of its ratings")]
    [InlineData("DELETE FROM scorecard_revision WHERE revision = 1", "is gone")]
    [InlineData("UPDATE claim SET facts = json_set(facts, '$.baselineValue', 'NaN')", "a number isn't finite")]
    [InlineData("UPDATE claim SET facts = json_set(facts, '$.target', replace(hex(zeroblob(1001)), '00', 'ab'))", "a fact has 2002 characters")]
    [InlineData("UPDATE decision SET outcome = 99", "outcome is 99")]
    [InlineData("UPDATE group_label SET category = 'A b'", "category has another character")]
    [InlineData("DELETE FROM audit_event WHERE sequence = 3", "audit chain")]
    [InlineData("DELETE FROM panel_member; DELETE FROM scorecard", "A row refers to one that is not there.")]
    public async Task Check_OfARowThatNoServerWrites_NamesTheRule(string sql, string rule)
    {
        var report = await database.CheckAsync(sql);
        Assert.Contains(report.Broken, broken => broken.Contains(rule, StringComparison.Ordinal));
    }
}
