using Assessment.Server.Tests.Support;
using Assessment.V1;
using Google.Protobuf;

namespace Assessment.Server.Tests.Audit;

public sealed class AuditTests(SharedServer shared)
{
    private readonly Api _api = shared.Api;

    [Fact]
    public async Task VerifyAudit_WithHeadsFromBefore_FindsEverythingAsItWas()
    {
        var interview = await _api.CreateAsync("ann");
        var heads = (await _api.Audit.ListAuditHeadsAsync(new ListAuditHeadsRequest())).Heads;
        await _api.SubmitAsync(interview, Cards.Small("ann"));
        var report = await _api.Audit.VerifyAuditAsync(new VerifyAuditRequest { Heads = { heads } });
        Assert.Empty(report.Breaks);
        Assert.Equal(1, report.Chains);
        Assert.True(report.Events > heads[0].Sequence);
        Assert.True(report.Contents >= 2);
        Assert.Equal(heads[0].WriterId, Assert.Single(report.Heads).WriterId);
    }

    [Fact]
    public async Task VerifyAudit_HeadThatNoEventHas_IsNamed()
    {
        var head = (await _api.Audit.ListAuditHeadsAsync(new ListAuditHeadsRequest())).Heads[0];
        head.Hash = ByteString.CopyFrom(new byte[32]);
        var report = await _api.Audit.VerifyAuditAsync(new VerifyAuditRequest { Heads = { head } });
        var found = Assert.Single(report.Breaks);
        Assert.Equal((head.WriterId, head.Sequence), (found.WriterId, found.Sequence));
    }

    [Fact]
    public async Task VerifyAudit_MalformedHeads_AreAllListed()
    {
        var request = new VerifyAuditRequest
        {
            Heads = { new AuditHead { WriterId = "x", Hash = ByteString.CopyFrom(1) }, new AuditHead { Sequence = 1, Hash = ByteString.CopyFrom(new byte[32]) } },
        };
        await _api.Audit.VerifyAuditAsync(request).InvalidAsync("heads[0].writer_id", "heads[0].sequence", "heads[0].hash", "heads[1].writer_id");
    }
}
