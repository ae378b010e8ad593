using Assessment.Scoring;

namespace Assessment.QuestionBanks.Tests;

public class ModelTests
{
    private static readonly QuestionBank Bank = Sample.Read(Sample.Bank).Bank!;
    private static readonly RoleProfileSet Profiles = Sample.Read(Sample.Profiles).Profiles!;

    [Fact]
    public void Bank_OfSample_HoldsWhatTheFileSays()
    {
        Assert.Equal(("sample", "1.0.0", Track.ProductSense, "Sample", "A small bank, for tests."), (Bank.Id, Bank.Version, Bank.Track, Bank.Title, Bank.Summary));
        Assert.Equal(("Made up, without evidence.", "Written for a test.", true), (Bank.Rationale, Bank.Provenance, Bank.EvidenceAtExtremes));
        var competency = Bank.Competencies[0];
        Assert.Equal(("P1", "Framing", "Finds the decision behind a wish.", 100, "It stands first."), (competency.Id, competency.Name, competency.Description, competency.Weight, competency.Rationale));
        var criterion = competency.Criteria[1];
        Assert.Equal(("P1.cost", "Weighs the cost of errors", 40), (criterion.Id, criterion.Name, criterion.Weight));
        Assert.Equal("Says that every error is the same, whoever has to bear it.", criterion.AnchorAt(1));
        Assert.Equal(criterion.Anchors[4], criterion.AnchorAt(5));
        var question = competency.Questions[1];
        Assert.Equal(("P1.q02", 6), (question.Id, question.Minutes));
        Assert.StartsWith("What exactly", question.Prompt, StringComparison.Ordinal);
        Assert.Equal(["How many answers were there?", "How late did they come in?"], question.Probes);
        Assert.Equal([RoleLevel.Senior, RoleLevel.Staff], question.Levels);
        Assert.Equal(["P1.decision", "P1.cost"], question.CriterionIds);
        Assert.Equal((1, ClaimPart.Shared), (question.Claim!.Probe, question.Claim.Part));
        Assert.Equal(["target", "label_source"], question.Claim.Records);
        Assert.Null(competency.Questions[0].Claim);
        var flag = Assert.Single(competency.RedFlags);
        Assert.Equal(("P1.flag-no-user", "Cannot name anyone who would act on the prediction.", 2), (flag.Id, flag.Sign, flag.Cap));
        Assert.Equal(["P1.decision"], flag.CriterionIds);
        Assert.Empty(Bank.Competencies[1].RedFlags);
        Assert.False(Bank.Equals(null));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(6)]
    public void AnchorAt_LevelThatIsNone_Throws(int level) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Bank.Competencies[0].Criteria[0].AnchorAt(level));

    [Theory]
    [InlineData(2, ClaimPart.First)]
    [InlineData(3, ClaimPart.First)]
    [InlineData(4, ClaimPart.Second)]
    [InlineData(5, ClaimPart.Second)]
    [InlineData(6, ClaimPart.First)]
    [InlineData(7, ClaimPart.First)]
    [InlineData(8, ClaimPart.Second)]
    [InlineData(9, ClaimPart.Second)]
    [InlineData(10, ClaimPart.Second)]
    [InlineData(1, ClaimPart.Shared)]
    public void PartOf_Probe_IsItsHalf(int probe, ClaimPart part) => Assert.Equal(part, ClaimProbe.PartOf(probe));

    [Fact]
    public void Compile_BanksInAnyOrder_GivesTheRubricInTheOrderOfTracks()
    {
        var other = Sample.Read(Sample.Bank.Replace("P1", "I1", StringComparison.Ordinal).Replace("P2", "I2", StringComparison.Ordinal)
            .With("id: sample", "id: other").With("product_sense", "ml_platform").With("evidence_at_extremes: true", "evidence_at_extremes: false")).Bank!;
        var rubric = RubricCompiler.Compile([other, Bank]);
        Assert.Equal(["P1", "P2", "I1", "I2"], rubric.CompetencyIds);
        Assert.Equal(["P1.decision", "P1.cost", "P2.baseline", "I1.decision", "I1.cost", "I2.baseline"], rubric.CriterionIds);
        Assert.Equal(["P1.flag-no-user", "I1.flag-no-user"], rubric.RedFlagIds);
        Assert.Equal((40, 100, 2, Track.MlPlatform), (rubric.WeightOfCriterion(1), rubric.WeightOfCompetency(0), rubric.CapOf(1), rubric.TrackOf(2)));
        Assert.Throws<ArgumentException>(() => RubricCompiler.Compile([Bank, Bank]));
        Assert.Throws<ArgumentException>(() => RubricCompiler.Compile([]));
    }

    [Fact]
    public void Profiles_OfSample_HoldWhatTheFileSays()
    {
        Assert.Equal(("sample", "1.0.0", "Sample profiles"), (Profiles.Id, Profiles.Version, Profiles.Title));
        Assert.Equal(("Made up, without evidence.", "Written for a test."), (Profiles.Rationale, Profiles.Provenance));
        Assert.Equal((CombinationRule.Mean, 7000), (Profiles.CombinationRule, Profiles.MinimumCoverage));
        Assert.Equal([2000, 3500, 5000, 6500, 8000], Profiles.CutScores);
        var verdict = Profiles.Verdict;
        Assert.Equal((10, 25, 200, 100, 50, 52), (verdict.CriticalWeight, verdict.HireMeanGap, verdict.HireGapLimit, verdict.TrainGapLimit, verdict.TrainSlowGapLimit, verdict.TrainingBudgetWeeks));
        Assert.Equal([4, 13, 26], Enum.GetValues<LearningTime>().Select(verdict.WeeksPerLevel));
        Assert.Throws<ArgumentOutOfRangeException>(() => verdict.WeeksPerLevel((LearningTime)3));
        Assert.Equal((LearningTime.Slow, LearningTime.Quick, 2), (Profiles.LearningTimes["P1"], Profiles.LearningTimes["P2"], Profiles.LearningTimes.Count));
        Assert.Equal(["engineer", "analyst"], Profiles.Roles.Select(r => r.Id));
        Assert.Equal(("Engineer", "Builds."), (Profiles.Roles[0].Title, Profiles.Roles[0].Rationale));
        Assert.Throws<ArgumentOutOfRangeException>(() => Profiles.Roles[0].Competencies[0].BarAt((RoleLevel)4));
        Assert.False(Profiles.Equals(null));
    }

    [Fact]
    public void Find_RoleAndLevel_GivesTheProfile()
    {
        var staff = Profiles.Find("engineer", RoleLevel.Staff)!;
        Assert.Equal(("engineer", "staff", 7000, CombinationRule.Mean), (staff.Role, staff.Level, staff.MinimumCoverage, staff.Combination));
        Assert.Equal([new ProfileCompetency("P1", 60, 5, true), new ProfileCompetency("P2", 40, 3, false)], staff.Competencies);
        Assert.Equal(1, Profiles.Find("engineer", RoleLevel.Junior)!.Competencies[0].Bar);
        Assert.Equal([2000, 3500, 5000, 6500, 8000], staff.CutScores);
        Assert.Null(Profiles.Find("Engineer", RoleLevel.Staff));
        Assert.Null(Profiles.Find("engineer", (RoleLevel)9));
    }

    [Fact]
    public void Competencies_TwoDigitIds_ComeAfterOneDigitIds()
    {
        var profiles = Sample.Read(Sample.Profiles.Replace("P1", "P10", StringComparison.Ordinal)).Profiles!;
        Assert.Equal(["P2", "P10"], profiles.Roles[0].Competencies.Select(c => c.CompetencyId));
        Assert.Equal(profiles, BankReader.Read("canonical", profiles.CanonicalUtf8.Span).Profiles);
    }

    [Fact]
    public void WireName_EveryLevelAndTrack_ReadsBack()
    {
        Assert.Equal(["junior", "mid", "senior", "staff"], Enum.GetValues<RoleLevel>().Select(l => l.WireName()));
        Assert.All(Enum.GetValues<RoleLevel>(), level => Assert.Equal(level, WireNames.FindRoleLevel(level.WireName())));
        Assert.Null(WireNames.FindRoleLevel("Junior"));
        Assert.Equal(["product_sense", "data_modeling", "ml_platform"], new[] { Track.ProductSense, Track.DataModeling, Track.MlPlatform }.Select(t => t.WireName()));
        Assert.Throws<ArgumentOutOfRangeException>(() => Track.None.WireName());
    }
}
