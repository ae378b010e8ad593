using Assessment.Scoring;
using Assessment.Server.Tests.Support;
using Assessment.V1;
using Band = Assessment.V1.Band;
using BandReason = Assessment.V1.BandReason;
using Disagreement = Assessment.V1.Disagreement;
using LearningTime = Assessment.V1.LearningTime;
using RobustnessCheck = Assessment.V1.RobustnessCheck;
using Verdict = Assessment.V1.Verdict;

namespace Assessment.Server.Tests.Candidates;

public sealed class CandidateAssessmentTests(SharedServer shared)
{
    private readonly Api _api = shared.Api;

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 3)]
    [InlineData(3, 5)]
    [InlineData(4, 6)]
    public async Task GetCandidateAssessment_RandomPanels_EqualsTheLibrarysCombination(int seed, int members)
    {
        var random = new Random(seed);
        string[] panel = [.. Enumerable.Range(0, members).Select(i => $"i{i}")];
        var interview = await _api.CreateAsync(panel);
        var stored = new List<V1.Scorecard>();
        foreach (string interviewer in panel)
        {
            stored.Add(await _api.SubmitAsync(interview, Cards.Random(interviewer, random)));
        }

        var assessment = await _api.AssessAsync(interview);
        var profile = Repository.Profile();
        var scores = stored.ConvertAll(card => Cards.Score(card, Repository.Rubric, profile));
        var expected = CandidateScore.Combine(profile, scores);
        Assert.Equal(expected.Composite, assessment.HasCompositeHundredths ? assessment.CompositeHundredths : null);
        Assert.Equal(expected.EqualWeights, assessment.HasEqualWeightsHundredths ? assessment.EqualWeightsHundredths : null);
        Assert.Equal(expected.Coverage, assessment.CoverageHundredths);
        Assert.Equal(expected.Band.ToString(), assessment.Band.ToString());
        Assert.Equal(expected.Reasons.Select(r => ((int)r.Kind, r.CompetencyId ?? "")), assessment.Reasons.Select(r => ((int)r.Kind, r.Competency)));
        Assert.Equal(
            Enumerable.Range(0, 18).Select(c => (Repository.Rubric.CompetencyIds[c], expected.CompetencyScore(c), expected.CompetencyCoverage(c))),
            assessment.Competencies.Select(c => (c.Competency, c.HasScoreHundredths ? c.ScoreHundredths : (int?)null, c.CoverageHundredths)));
        Assert.Equal(
            from c in Enumerable.Range(0, Repository.Rubric.CriterionIds.Count)
            where expected.CriterionValues[c] != Scale.Absent
            select (Repository.Rubric.CriterionIds[c], expected.CriterionValues[c],
                string.Join(';', scores.Select((s, i) => s.CappedValue(c) is int v ? $"{panel[i]} {s.RawValue(c)} {v}" : "").Where(t => t.Length > 0))),
            assessment.Criteria.Select(c => (
                c.Criterion, c.Hundredths, string.Join(';', c.Cards.Select(v => $"{v.InterviewerId} {v.RawHundredths} {v.CappedHundredths}")))));
        Cards.AssertSums(assessment.CompositeHundredths, assessment.Explanation);
        Assert.Equal(stored.Select(c => c.Name), assessment.Scorecards);
        Assert.Empty(assessment.OutstandingInterviewerIds);
        Assert.Equal(
            (interview.CandidateId, interview.RoleProfile, interview.RoleProfileVersion),
            (assessment.CandidateId, assessment.RoleProfile, assessment.RoleProfileVersion));
    }

    [Theory]
    [InlineData(1, Verdict.Decline, 0)]
    [InlineData(3, Verdict.Redirect, 1)] // a junior engineer would be hired
    [InlineData(4, Verdict.Hire, 1)]
    public async Task GetCandidateAssessment_EverythingAtALevel_GivesTheVerdictAndWhatStandsBehindIt(int level, Verdict expected, int redirections)
    {
        var asked = Api.NewInterview(Api.Member("ann"), Api.Member("ben"));
        asked.OpenRoles.Add("roleProfiles/ml_engineer/levels/junior");
        var interview = await _api.Interviews.CreateInterviewAsync(new CreateInterviewRequest { Interview = asked });
        await _api.SubmitAsync(interview, Cards.Whole("ann", level));
        await _api.SubmitAsync(interview, Cards.Whole("ben", level));
        var assessment = await _api.AssessAsync(interview);
        Assert.Equal(expected, assessment.Verdict);
        Assert.Equal(redirections, assessment.Redirections.Count);
        Assert.Equal(["D4", "D5", "I2"], assessment.Standings.Where(s => s.Critical).Select(s => s.Competency));
        Assert.All(assessment.Standings, standing =>
        {
            Assert.Equal((2, Disagreement.Green), (standing.Cards, standing.Disagreement));
            Assert.Equal(Math.Max(0, standing.BarHundredths - ((level - 1) * 2500)), standing.GapHundredths * 25);
            Assert.InRange(standing.StandardErrorHundredths, 1, 2_000 / Math.Sqrt(2));
        });
        Assert.Equal(6, assessment.Roles.Count);
        Assert.Equal(V1.ShapeReason.Flat, assessment.ShapeReason); // Every competency is alike.
        Assert.All(assessment.Roles, role => Assert.False(role.Shape || role.HasShapeCorrelation));
        Assert.Equal(
            [(RobustnessCheck.Types.Change.EqualWeights, ""), (RobustnessCheck.Types.Change.WithoutInterviewer, "ann"), (RobustnessCheck.Types.Change.WithoutInterviewer, "ben")],
            assessment.Robustness.Take(3).Select(check => (check.Change, check.Subject)));
        Assert.All(assessment.Robustness, check => Assert.Equal(check.Verdict != expected, check.Changed));
    }

    [Fact]
    public async Task GetCandidateAssessment_WithoutCards_GivesNoVerdictAndSaysWhatToAsk()
    {
        var assessment = await _api.AssessAsync(await _api.CreateAsync("ann"));
        Assert.Equal((Verdict.NotGiven, EvidenceFlag.CoverageMissing), (assessment.Verdict, assessment.EvidenceFlag));
        Assert.Equal(["D4", "D5", "I2"], assessment.AskAbout);
        Assert.All(assessment.Standings, standing => Assert.False(standing.HasGapHundredths || standing.HasStandardErrorHundredths));
        Assert.Empty(assessment.TrainingPlan);
    }

    [Fact]
    public async Task GetCandidateAssessment_OneCriticalShort_PlansTheTraining()
    {
        var interview = await _api.CreateAsync("ann");
        var card = Cards.Whole("ann", 4);
        foreach (var rating in card.Ratings.Where(r => r.Criterion.StartsWith("I2.", StringComparison.Ordinal)))
        {
            rating.Level = 3;
        }

        await _api.SubmitAsync(interview, card);
        var assessment = await _api.AssessAsync(interview);
        Assert.Equal((Verdict.HireAndTrain, EvidenceFlag.StraddlesBar), (assessment.Verdict, assessment.EvidenceFlag));
        var step = Assert.Single(assessment.TrainingPlan);
        Assert.Equal(("I2", 100, LearningTime.Quarter, 13), (step.Competency, step.GapHundredths, step.LearningTime, step.Weeks));
    }

    [Theory]
    [InlineData(1, Band.StrongNo)]
    [InlineData(2, Band.No)]
    [InlineData(3, Band.No)] // 50 points are 'lean yes' by the cut scores; the missed gate leaves 'no'
    [InlineData(4, Band.Yes)]
    [InlineData(5, Band.StrongYes)]
    public async Task GetCandidateAssessment_OneLevelThroughout_FallsIntoItsBand(int level, Band band)
    {
        var interview = await _api.CreateAsync("ann");
        await _api.SubmitAsync(interview, Cards.Whole("ann", level));
        var assessment = await _api.AssessAsync(interview);
        Assert.Equal((band, (level - 1) * 2500, 10000), (assessment.Band, assessment.CompositeHundredths, assessment.CoverageHundredths));
        Assert.Equal(
            level < 4 ? [(BandReason.Types.Kind.GateMissed, "D4")] : [],
            assessment.Reasons.Select(r => (r.Kind, r.Competency)));
    }

    [Fact]
    public async Task GetCandidateAssessment_TooLittleSeen_GivesEveryReason()
    {
        var interview = await _api.CreateAsync("ann");
        await _api.SubmitAsync(interview, Cards.Of("ann", Cards.Rated("P1.decision", 4), Cards.Unseen("D4.baseline")));
        var assessment = await _api.AssessAsync(interview);
        Assert.Equal(Band.InsufficientEvidence, assessment.Band);
        Assert.Equal(
            [(BandReason.Types.Kind.RequiredUnobserved, "D4"), (BandReason.Types.Kind.CoverageBelowMinimum, "")],
            assessment.Reasons.Select(r => (r.Kind, r.Competency)));
        Assert.Equal(7500, assessment.CompositeHundredths);
    }

    [Fact]
    public async Task GetCandidateAssessment_NoPanel_IsInsufficientEvidence()
    {
        var interview = await _api.CreateAsync(Array.Empty<string>());
        var assessment = await _api.AssessAsync(interview);
        Assert.Equal(Band.InsufficientEvidence, assessment.Band);
        Assert.Equal(
            [BandReason.Types.Kind.NothingObserved, BandReason.Types.Kind.RequiredUnobserved, BandReason.Types.Kind.CoverageBelowMinimum],
            assessment.Reasons.Select(r => r.Kind));
        Assert.False(assessment.HasCompositeHundredths);
        Assert.Empty(assessment.Scorecards);
        Assert.Empty(assessment.Criteria);
        Assert.Equal(18, assessment.Competencies.Count);
    }

    [Fact]
    public async Task GetCandidateAssessment_WithdrawnDraftAndMissing_CountForNothing()
    {
        var interview = await _api.CreateAsync("ann", "ben", "cid", "dot");
        var ann = await _api.SubmitAsync(interview, Cards.Whole("ann", 4));
        var alone = await _api.AssessAsync(interview);
        var ben = await _api.SubmitAsync(interview, Cards.Whole("ben", 2));
        await _api.Scorecards.SaveDraftAsync(new SaveDraftRequest { Parent = interview.Name, Scorecard = Cards.Whole("cid", 1) });
        Assert.Equal(5000, (await _api.AssessAsync(interview)).CompositeHundredths);
        await _api.Scorecards.WithdrawScorecardAsync(new WithdrawScorecardRequest { Name = ben.Name, Etag = ben.Etag, Reason = "Mixed up." });
        var assessment = await _api.AssessAsync(interview);
        Assert.Equal(alone, assessment);
        Assert.Equal([ann.Name], assessment.Scorecards);
        Assert.Equal(["ben", "cid", "dot"], assessment.OutstandingInterviewerIds);
    }

    [Fact]
    public async Task GetCandidateAssessment_Amended_CountsTheNewestRevision()
    {
        var interview = await _api.CreateAsync("ann");
        var card = await _api.SubmitAsync(interview, Cards.Whole("ann", 2));
        await _api.Scorecards.AmendScorecardAsync(
            new AmendScorecardRequest { Name = card.Name, Etag = card.Etag, Reason = "A typo.", Scorecard = Cards.Whole("ann", 4) });
        Assert.Equal(7500, (await _api.AssessAsync(interview)).CompositeHundredths);
    }

    [Fact]
    public async Task GetCandidateAssessment_UnpinnedRequiredCompetency_IsAReason()
    {
        var interview = Api.NewInterview(Api.Member("ann"));
        interview.QuestionBanks.Add("questionBanks/product-sense/versions/1.0.0");
        interview = await _api.Interviews.CreateInterviewAsync(new CreateInterviewRequest { Interview = interview });
        await _api.SubmitAsync(interview, Cards.Of("ann", Cards.Rated("P1.decision", 4)));
        var assessment = await _api.AssessAsync(interview);
        Assert.Contains(assessment.Reasons, r => r is { Kind: BandReason.Types.Kind.RequiredUnobserved, Competency: "D4" });
        Assert.Equal(6, assessment.Competencies.Count);
    }

    [Fact]
    public async Task GetCandidateAssessment_UnknownOrMalformed_IsRefused()
    {
        await _api.Candidates.GetCandidateAssessmentAsync(
            new GetCandidateAssessmentRequest { Name = $"interviews/{Guid.NewGuid()}/candidateAssessment" }).NotFoundAsync();
        await _api.Candidates.GetCandidateAssessmentAsync(
            new GetCandidateAssessmentRequest { Name = $"interviews/{Guid.NewGuid()}" }).InvalidAsync("name");
        await _api.Candidates.GetCandidateAssessmentAsync(new GetCandidateAssessmentRequest()).InvalidAsync("name");
    }
}
