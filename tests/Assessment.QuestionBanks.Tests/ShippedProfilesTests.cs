using Assessment.Scoring;

namespace Assessment.QuestionBanks.Tests;

public class ShippedProfilesTests
{
    private static readonly RoleProfileSet Profiles = BankFolder.Read([Path.Combine(Sample.Root, "question-banks", "role-profiles.yaml")]).Profiles.Single();

    private static readonly string[] ListedOrder = [.. "PDI".SelectMany(track => Enumerable.Range(1, 6).Select(i => $"{track}{i}"))];

    public static TheoryData<string> RoleIds => [.. Profiles.Roles.Select(r => r.Id)];

    [Fact]
    public void Roles_AreTheSix()
    {
        string[] roles = ["ml_engineer", "data_scientist", "data_engineer", "data_analyst", "ml_platform_engineer", "ml_product_manager"];
        Assert.Equal(roles, Profiles.Roles.Select(r => r.Id));
        Assert.Equal(ListedOrder.Order(), Profiles.LearningTimes.Keys.Order());
        Assert.Equal(("default", "1.0.0", 7000), (Profiles.Id, Profiles.Version, Profiles.MinimumCoverage));
        Assert.Contains("no validity evidence", Profiles.Rationale, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(RoleIds))]
    public void Bars_EveryRole_FollowFromTheSeniorOnes(string id)
    {
        var role = Profiles.Roles.Single(r => r.Id == id);
        string heaviest = role.Competencies.OrderByDescending(c => c.Weight).ThenBy(c => Array.IndexOf(ListedOrder, c.CompetencyId)).First().CompetencyId;
        Assert.Equal([heaviest], role.Competencies.Where(c => c.Required).Select(c => c.CompetencyId));
        Assert.All(role.Competencies, competency =>
        {
            bool isCritical = competency.Weight >= Profiles.Verdict.CriticalWeight;
            int senior = competency.BarAt(RoleLevel.Senior);
            Assert.Equal(Math.Max(1, senior - (isCritical ? 2 : 1)), competency.BarAt(RoleLevel.Junior));
            Assert.Equal(Math.Max(1, senior - (isCritical ? 1 : 0)), competency.BarAt(RoleLevel.Mid));
            Assert.Equal(competency.CompetencyId == heaviest ? 5 : senior, competency.BarAt(RoleLevel.Staff));
        });
    }

    [Theory] // weight/bar of the senior level, P1 to P6, D1 to D6, I1 to I6
    [InlineData("ml_engineer", "3/2 5/3 4/3 3/2 3/2 2/2 4/3 9/4 9/4 10/4 10/4 3/3 5/3 10/4 7/3 5/3 6/3 2/2")]
    [InlineData("data_scientist", "8/3 6/3 8/4 12/4 4/3 5/3 3/2 9/4 4/3 10/4 13/4 12/4 1/1 1/1 1/1 3/2 0/1 0/1")]
    [InlineData("data_engineer", "2/2 1/1 2/2 0/1 3/2 2/2 20/4 8/3 4/2 0/1 1/2 4/3 24/4 5/2 10/3 6/3 6/3 2/2")]
    [InlineData("data_analyst", "14/3 4/2 15/4 10/3 3/2 14/3 10/3 2/2 0/1 0/1 3/2 23/4 2/1 0/1 0/1 0/1 0/1 0/1")]
    [InlineData("ml_platform_engineer", "1/2 2/2 1/2 1/1 2/2 5/3 3/2 3/2 4/3 1/2 3/3 0/1 10/4 14/4 17/4 12/4 12/4 9/4")]
    [InlineData("ml_product_manager", "20/4 13/4 16/4 11/4 11/4 16/4 1/2 1/2 1/2 1/2 4/3 3/3 0/1 0/1 0/1 0/1 1/2 1/2")]
    public void Weights_EveryRole_AreThoseOfTheTable(string id, string table)
    {
        var senior = Profiles.Find(id, RoleLevel.Senior)!.Competencies.ToDictionary(c => c.CompetencyId);
        Assert.Equal(table, string.Join(' ', ListedOrder.Select(c => $"{senior[c].Weight}/{senior[c].Bar}")));
    }

    [Fact]
    public void LearningTimes_AreThoseOfTheRule()
    {
        string Of(LearningTime time) => string.Join(' ', ListedOrder.Where(c => Profiles.LearningTimes[c] == time));
        Assert.Equal("D3 I3 I6", Of(LearningTime.Quick));
        Assert.Equal("D1 D2 D4 I1 I2 I4 I5", Of(LearningTime.Quarter));
        Assert.Equal("P1 P2 P3 P4 P5 P6 D5 D6", Of(LearningTime.Slow));
    }
}
