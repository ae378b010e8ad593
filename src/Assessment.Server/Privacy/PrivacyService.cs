using Assessment.Server.Access;
using Assessment.Server.Candidates;
using Assessment.Server.Catalog;
using Assessment.Server.Claims;
using Assessment.Server.Errors;
using Assessment.Server.Interviews;
using Assessment.Server.Scorecards;
using Assessment.Storage;
using Assessment.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Interview = Assessment.Storage.Interview;
using Scorecard = Assessment.Storage.Scorecard;

namespace Assessment.Server.Privacy;

/// <summary>Candidates' requests about their data, over gRPC.</summary>
internal sealed class PrivacyService(
    PrivacyStore privacy, InterviewStore interviews, ScorecardStore scorecards, ClaimStore claims, DecisionStore decisions, GroupLabelStore labels,
    RubricCatalogs catalogs, Limits limits, TimeProvider clock)
    : V1.PrivacyService.PrivacyServiceBase
{
    private const int PageSize = 200;

    public override async Task<AccessPacket> CreateAccessPacket(CreateAccessPacketRequest request, ServerCallContext context)
    {
        var violations = new FieldViolations(limits);
        violations.RequireId("candidate_id", request.CandidateId);
        violations.ThrowIfAny();
        var ct = context.CancellationToken;
        var theirs = await InterviewsAsync(context.Caller.Tenant, request.CandidateId, ct);
        if (theirs.Count == 0)
        {
            throw RequestException.NotFound($"candidates/{request.CandidateId}");
        }

        var packet = new AccessPacket
        {
            CandidateId = request.CandidateId,
            CreatedAt = clock.GetMicroseconds().ToTimestamp(),
            GroupLabels = { (await labels.OfCandidateAsync(context.Caller.Tenant, request.CandidateId, ct)).Select(LabelOf) },
            Questions = { await privacy.QuestionsAsync(context.Caller.Tenant, request.CandidateId, ct) },
        };
        foreach (var interview in theirs)
        {
            packet.Interviews.Add(await CollectAsync(context.Caller.Tenant, interview, ct));
        }

        await privacy.RecordAccessAsync(context.Caller.Tenant, [.. theirs.Select(interview => interview.Id)], ct);
        return packet;
    }

    public override async Task<EraseCandidateResponse> EraseCandidate(EraseCandidateRequest request, ServerCallContext context)
    {
        var violations = new FieldViolations(limits);
        violations.RequireId("candidate_id", request.CandidateId);
        violations.ThrowIfAny();
        var erasure = await privacy.EraseAsync(context.Caller.Tenant, request.CandidateId, context.CancellationToken)
            ?? throw RequestException.NotFound($"candidates/{request.CandidateId}");
        return new EraseCandidateResponse
        {
            Pseudonym = erasure.Pseudonym,
            Interviews = erasure.Interviews,
            Scorecards = erasure.Scorecards,
            Drafts = erasure.Drafts,
            StoredAnswers = erasure.Answers,
            ErasedAt = erasure.At.ToTimestamp(),
        };
    }

    /// <summary>All interviews of a candidate, oldest first.</summary>
    private async Task<List<Interview>> InterviewsAsync(string tenant, string candidateId, CancellationToken ct)
    {
        var all = new List<Interview>();
        IReadOnlyList<Interview> page;
        do
        {
            page = await interviews.ListAsync(
                tenant, new InterviewFilter(candidateId), all.Count == 0 ? null : all[^1].Id, PageSize, ct);
            all.AddRange(page);
        }
        while (page.Count == PageSize);
        all.Reverse();
        return all;
    }

    private async Task<AccessedInterview> CollectAsync(string tenant, Interview interview, CancellationToken ct)
    {
        var catalog = await catalogs.OfAsync(tenant, ct);
        var rubric = await catalog.CompileAsync(interview, ct);
        var collected = new AccessedInterview { Interview = InterviewReply.Of(interview) };
        IReadOnlyList<Scorecard> page;
        Guid? after = null;
        do
        {
            page = await scorecards.ListAsync(tenant, new ScorecardFilter(interview.Id), after, PageSize, ct);
            foreach (var card in page)
            {
                for (int revision = 1; revision < card.Revision; revision++)
                {
                    var earlier = await scorecards.FindAsync(tenant, interview.Id, card.Id, revision, ct);
                    collected.Scorecards.Add(StoredCards.ReplyOf(earlier!, interview, rubric));
                }

                collected.Scorecards.Add(StoredCards.ReplyOf(card, interview, rubric));
            }

            after = page.Count == 0 ? null : page[^1].Id;
        }
        while (page.Count == PageSize);
        collected.Claims.Add((await claims.HistoryAsync(tenant, interview.Id, ct)).Select(ClaimReply.Of));
        collected.Decisions.Add((await decisions.ListAsync(tenant, interview.Id, ct)).Select(DecisionReply.Of));
        ThirdParties.Of(interview, collected).Redact(collected);
        return collected;
    }

    private static V1.GroupLabel LabelOf(Storage.GroupLabel label) => new()
    {
        CandidateId = label.CandidateId,
        Category = label.Category,
        Label = label.Label,
    };
}
