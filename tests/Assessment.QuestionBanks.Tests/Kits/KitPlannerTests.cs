namespace Assessment.QuestionBanks.Tests.Kits;

/// <summary>Kits against every possible kit on small banks, and against their own rules on the shipped ones.</summary>
public sealed class KitPlannerTests
{
    private const int CriticalWeight = 10;

    public static TheoryData<int, int, int> SmallCases => new()
    {
        { 1, 18, 10 }, // members, questions, cases: (members + 1)^questions kits each
        { 1, 12, 100 },
        { 2, 10, 50 },
        { 3, 8, 50 },
    };

    [Theory]
    [MemberData(nameof(SmallCases))]
    public void Plan_FewQuestions_HasTheValueOfTheBestOfAllKits(int members, int questions, int cases)
    {
        for (int seed = 0; seed < cases; seed++)
        {
            var brief = SmallBank.Brief(new Random(seed), members, questions);
            var kit = KitPlanner.Plan(brief);
            Assert.True(kit.Optimal, $"seed {seed}");
            Assert.Equal(SmallBank.BestValue(brief), kit.Value);
            AssertKeepsItsRules(brief, kit);
        }
    }

    [Theory]
    [InlineData("ml_engineer", RoleLevel.Senior, 3, 45)]
    [InlineData("data_analyst", RoleLevel.Junior, 1, 30)]
    [InlineData("ml_product_manager", RoleLevel.Staff, 4, 60)]
    public void Plan_ShippedBanks_KeepsItsRules(string role, RoleLevel level, int members, int minutes)
    {
        var brief = Shipped(role, level, members, minutes);
        var kit = KitPlanner.Plan(brief);
        AssertKeepsItsRules(brief, kit);
        Assert.True(kit.Coverage > 2_500, $"coverage {kit.Coverage}");
        Assert.Equal(Ids(kit), Ids(KitPlanner.Plan(brief))); // the same brief, the same kit
    }

    [Fact]
    public void Plan_SeniorEngineerThreeByFortyFive_TwoMembersAskTheSharedClaimAndCriticalsAreCoveredTwice()
    {
        var kit = KitPlanner.Plan(Shipped("ml_engineer", RoleLevel.Senior, 3, 45));
        Assert.Empty(kit.CoveredOnce);
        string shared = Assert.Single(kit.Members[0], q => q.Claim?.Part == ClaimPart.Shared).Id;
        Assert.Equal(shared, Assert.Single(kit.Members[1], q => q.Claim?.Part == ClaimPart.Shared).Id);
        Assert.Equal(shared, kit.Members[0][0].Id); // it opens the talk
        Assert.DoesNotContain(kit.Members[2], q => q.Claim?.Part == ClaimPart.Shared);
    }

    [Fact]
    public void Plan_AskedBefore_NeverChoosesThem()
    {
        var brief = Shipped("data_scientist", RoleLevel.Mid, 2, 60);
        var before = KitPlanner.Plan(brief).Members.SelectMany(m => m).Select(q => q.Id).ToHashSet();
        var kit = KitPlanner.Plan(brief with { AskedBefore = before });
        Assert.DoesNotContain(kit.Members.SelectMany(m => m), q => before.Contains(q.Id));
    }

    [Fact]
    public void Plan_AskedLately_ChoosesThemOnlyForWhatNothingElseElicits()
    {
        var random = new Random(7);
        var brief = SmallBank.Brief(random, members: 1, questions: 12);
        var all = brief.Banks.SelectMany(b => b.Competencies).SelectMany(c => c.Questions).ToList();
        var lately = all.Take(8).Select(q => q.Id).ToHashSet();
        var freshlyElicited = all.Skip(8).SelectMany(q => q.CriterionIds).ToHashSet();
        var kit = KitPlanner.Plan(brief with { AskedLately = lately });
        Assert.All(
            kit.Members.SelectMany(m => m).Where(q => lately.Contains(q.Id)),
            q => Assert.Contains(q.CriterionIds, c => !freshlyElicited.Contains(c)));
    }

    [Fact]
    public void Plan_EqualQuestions_TakesTheLessExposedOne()
    {
        var brief = SmallBank.TwoEqualQuestions();
        var kit = KitPlanner.Plan(brief with { Exposures = new Dictionary<string, int> { ["A1.q01"] = 3, ["A1.q02"] = 1 } });
        Assert.Equal("A1.q02", Assert.Single(kit.Members[0]).Id);
    }

    [Fact]
    public void Plan_NothingSuits_IsEmptyAndSaysWhatIsUncovered()
    {
        var brief = SmallBank.TwoEqualQuestions() with { Minutes = 1 };
        var kit = KitPlanner.Plan(brief);
        Assert.Empty(Assert.Single(kit.Members));
        Assert.Equal(0, kit.Coverage);
        Assert.Equal(["A1.c0"], kit.UncoveredCriteria);
        Assert.True(kit.Optimal);
    }

    [Theory]
    [InlineData(0, 10)]
    [InlineData(65, 10)]
    [InlineData(1, 0)]
    public void Plan_OutOfRange_Throws(int members, int minutes) => Assert.Throws<ArgumentOutOfRangeException>(
        () => KitPlanner.Plan(SmallBank.TwoEqualQuestions() with { Members = members, Minutes = minutes }));

    private static KitBrief Shipped(string role, RoleLevel level, int members, int minutes)
    {
        var reading = BankFolder.Read([Path.Combine(Sample.Root, "question-banks")]);
        Assert.Empty(reading.Diagnostics);
        return new KitBrief
        {
            Banks = reading.Banks,
            Profile = reading.Profiles[0].Find(role, level)!,
            Level = level,
            CriticalWeight = CriticalWeight,
            Members = members,
            Minutes = minutes,
        };
    }

    private static string[] Ids(Kit kit) => [.. kit.Members.Select(m => string.Join(' ', m.Select(q => q.Id)))];

    private static void AssertKeepsItsRules(KitBrief brief, Kit kit)
    {
        Assert.Equal(brief.Members, kit.Members.Count);
        Assert.All(kit.Members, questions => Assert.True(questions.Sum(q => q.Minutes) <= brief.Minutes));
        var asked = kit.Members.SelectMany(m => m).ToList();
        Assert.All(asked, q => Assert.Contains(brief.Level, q.Levels));
        Assert.All(asked.GroupBy(q => q.Id), g => Assert.True(g.Count() <= (g.First().Claim?.Part == ClaimPart.Shared ? 2 : 1)));
        Assert.Equal(SmallBank.ValueOf(brief, kit.Members), kit.Value);
        var elicited = asked.SelectMany(q => q.CriterionIds).ToHashSet();
        var weighted = brief.Profile.Competencies.Where(c => c.Weight > 0).Select(c => c.CompetencyId).ToHashSet();
        Assert.Equal(
            brief.Banks.OrderBy(b => b.Track).SelectMany(b => b.Competencies).Where(c => weighted.Contains(c.Id))
                .SelectMany(c => c.Criteria).Select(c => c.Id).Where(id => !elicited.Contains(id)),
            kit.UncoveredCriteria);
    }
}
