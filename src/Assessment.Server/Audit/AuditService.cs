using Assessment.Server.Errors;
using Assessment.Storage;
using Assessment.V1;
using Google.Protobuf;
using Grpc.Core;

namespace Assessment.Server.Audit;

/// <summary>The audit chains over gRPC.</summary>
internal sealed class AuditService(AuditStore audit, Limits limits) : V1.AuditService.AuditServiceBase
{
    private const int HashBytes = 32;

    public override async Task<ListAuditHeadsResponse> ListAuditHeads(ListAuditHeadsRequest request, ServerCallContext context)
    {
        var heads = await audit.HeadsAsync(context.CancellationToken);
        return new ListAuditHeadsResponse { Heads = { heads.OrderBy(head => head.WriterId).Select(ReplyOf) } };
    }

    public override async Task<VerifyAuditResponse> VerifyAudit(VerifyAuditRequest request, ServerCallContext context)
    {
        var violations = new FieldViolations(limits);
        var exported = Parse(request, violations);
        violations.ThrowIfAny();
        var report = await audit.VerifyAsync(exported, progress: null, context.CancellationToken);
        return new VerifyAuditResponse
        {
            Breaks =
            {
                report.Breaks.Select(b => new V1.AuditBreak
                {
                    WriterId = b.WriterId == Guid.Empty ? "" : b.WriterId.ToString("D"), Sequence = b.Sequence, Problem = b.Problem,
                }),
            },
            Chains = report.Chains,
            Events = report.Events,
            Contents = report.Contents,
            Erased = report.Erased,
            Heads = { report.Heads.Select(ReplyOf) },
        };
    }

    private static List<Storage.AuditHead> Parse(VerifyAuditRequest request, FieldViolations violations)
    {
        var heads = new List<Storage.AuditHead>();
        if (request.Heads.Count > violations.Limits.AuditHeads)
        {
            violations.Add("heads", $"has {request.Heads.Count} items; at most {violations.Limits.AuditHeads} are allowed.");
            return heads;
        }

        for (int i = 0; i < request.Heads.Count; i++)
        {
            var head = request.Heads[i];
            var writer = violations.OptionalUuid($"heads[{i}].writer_id", head.WriterId);
            if (head.WriterId.Length == 0)
            {
                violations.Add($"heads[{i}].writer_id", "is required: a UUID.");
            }

            if (head.Sequence < 1)
            {
                violations.Add($"heads[{i}].sequence", $"is {head.Sequence}; it is at least 1.");
            }

            if (head.Hash.Length != HashBytes)
            {
                violations.Add($"heads[{i}].hash", $"has {head.Hash.Length} bytes; a hash has {HashBytes}.");
            }

            heads.Add(new(writer ?? default, head.Sequence, head.Hash.ToByteArray()));
        }

        return heads;
    }

    private static V1.AuditHead ReplyOf(Storage.AuditHead head) =>
        new() { WriterId = head.WriterId.ToString("D"), Sequence = head.Sequence, Hash = ByteString.CopyFrom(head.Hash) };
}
