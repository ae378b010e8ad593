using Assessment.Server.Tests.Support;
using Assessment.V1;

namespace Assessment.Server.Tests.Claims;

public sealed class ClaimTests(SharedServer shared)
{
    private readonly Api _api = shared.Api;

    [Fact]
    public async Task RecordClaim_Again_IsARevisionAndOnlyTheNewestIsListed()
    {
        var interview = await _api.CreateAsync("ann", "ben");
        var first = await Record(interview, Fraud("ann"));
        Assert.Equal(1, first.Revision);
        var corrected = Fraud("ann");
        corrected.LabelCount = 2_000_000;
        var second = await Record(interview, corrected);
        Assert.Equal((2, first.Name), (second.Revision, second.Name));
        var other = await Record(interview, Fraud("ben"));
        var listed = await ListAsync(interview);
        Assert.Equal([second, other], listed.Claims);
        Assert.Equal(2_000_000, listed.Claims[0].LabelCount);
        Assert.Equal(["v1", "v2"], listed.Claims[1].Versions.Select(v => v.Version));
    }

    [Fact]
    public async Task ListClaims_InterviewersHeardOtherFacts_ListsThemForAPersonToWeigh()
    {
        var interview = await _api.CreateAsync("ann", "ben", "cat");
        await Record(interview, Fraud("ann"));
        var ben = Fraud("ben");
        ben.Outcome = ClaimOutcome.RulesDescribedAsMl;
        ben.LabelSource = LabelSource.None;
        ben.LabelCount = 1_050_000; // within a quarter
        ben.SystemValue = 0.70; // beyond a twentieth
        ben.Target = "chargeback within 90 days."; // the same words
        ben.Launched = "2024";
        await Record(interview, ben);
        await Record(interview, new Claim { InterviewerId = "cat", System = "fraud", Outcome = ClaimOutcome.Undetermined }); // said nothing
        var contradictions = (await ListAsync(interview)).Contradictions;
        Assert.Equal(["outcome", "label_source", "system_value"], contradictions.Select(c => c.Field));
        Assert.Equal(
            [("ann", "LearnedInProduction"), ("ben", "RulesDescribedAsMl")], contradictions[0].Heard.Select(h => (h.InterviewerId, h.Value)));
        Assert.Equal([("ann", "0.81"), ("ben", "0.7")], contradictions[2].Heard.Select(h => (h.InterviewerId, h.Value)));
    }

    [Fact]
    public async Task ListClaims_OtherMetrics_DoNotCompareTheirValues()
    {
        var interview = await _api.CreateAsync("ann", "ben");
        await Record(interview, Fraud("ann"));
        var ben = Fraud("ben");
        (ben.Metric, ben.SystemValue) = ("recall at 1 % alerts", 0.4);
        await Record(interview, ben);
        Assert.Equal(["metric"], (await ListAsync(interview)).Contradictions.Select(c => c.Field));
    }

    [Fact]
    public async Task RecordClaim_Invalid_NamesEveryField()
    {
        var interview = await _api.CreateAsync("ann");
        await Record(interview, new Claim
        {
            Outcome = (ClaimOutcome)99,
            LabelCount = -1,
            LabelLagDays = double.NaN,
            SystemValue = double.PositiveInfinity,
            Launched = "May",
            Versions = { new ClaimedVersion() },
            Target = new string('x', 2_001),
        }).InvalidAsync(
            "claim.interviewer_id", "claim.system", "claim.outcome", "claim.target", "claim.label_count", "claim.label_lag_days",
            "claim.system_value", "claim.launched", "claim.versions[0].version");
        await Record(interview, null).InvalidAsync("claim");
        await Record(interview, Fraud("zoe")).PreconditionAsync("NOT_ON_PANEL", interview.Name);
        Assert.Empty((await ListAsync(interview)).Claims);
    }

    [Fact]
    public async Task AccessPacketAndErasure_HoldClaimsAndTakeThem()
    {
        var interview = await _api.CreateAsync("ann", "ben");
        var claim = Fraud("ann");
        claim.Incident = "ben found that the feed had stopped.";
        await Record(interview, claim);
        await Record(interview, claim);
        await _api.Calibrations.SetGroupLabelsAsync(new SetGroupLabelsRequest
        {
            Labels = { new GroupLabel { CandidateId = interview.CandidateId, Category = "sex", Label = "woman" } },
        });
        var packet = await _api.Privacy.CreateAccessPacketAsync(new CreateAccessPacketRequest { CandidateId = interview.CandidateId });
        var accessed = Assert.Single(packet.Interviews);
        Assert.Equal([1, 2], accessed.Claims.Select(c => c.Revision));
        Assert.Equal(("person-1", "person-2 found that the feed had stopped."), (accessed.Claims[0].InterviewerId, accessed.Claims[0].Incident));
        Assert.Equal(("sex", "woman"), (packet.GroupLabels[0].Category, packet.GroupLabels[0].Label));

        await _api.Privacy.EraseCandidateAsync(new EraseCandidateRequest { CandidateId = interview.CandidateId });
        Assert.Empty((await ListAsync(interview)).Claims);
        await Record(interview, claim).PreconditionAsync("CANDIDATE_ERASED", interview.Name);
    }

    private static Claim Fraud(string interviewer) => new()
    {
        InterviewerId = interviewer,
        System = "fraud",
        Outcome = ClaimOutcome.LearnedInProduction,
        Target = "Chargeback within 90 days",
        LabelSource = LabelSource.Outcome,
        LabelCount = 1_000_000,
        LabelLagDays = 90,
        Baseline = "Amount above 500",
        Metric = "PR-AUC",
        BaselineValue = 0.31,
        SystemValue = 0.81,
        Split = SplitRule.Time,
        Versions = { new ClaimedVersion { Version = "v1" }, new ClaimedVersion { Version = "v2", Change = "Device graph", MetricChange = 0.02 } },
        Launched = "2024-05",
    };

    private Grpc.Core.AsyncUnaryCall<Claim> Record(Interview interview, Claim? claim) =>
        _api.Claims.RecordClaimAsync(new RecordClaimRequest { Parent = interview.Name, Claim = claim });

    private async Task<ListClaimsResponse> ListAsync(Interview interview) =>
        await _api.Claims.ListClaimsAsync(new ListClaimsRequest { Parent = interview.Name });
}
