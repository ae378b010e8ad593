using Assessment.QuestionBanks;
using Assessment.Server.Catalog;
using Assessment.Server.Errors;
using Assessment.Server.Names;
using Assessment.Server.Paging;
using Assessment.Server.Requests;
using Assessment.Storage;
using Assessment.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Interview = Assessment.Storage.Interview;
using PanelMember = Assessment.Storage.PanelMember;

namespace Assessment.Server.Interviews;

/// <summary>Interviews over gRPC.</summary>
internal sealed class InterviewService(
    InterviewStore interviews,
    ScorecardStore scorecards,
    RubricCatalog catalog,
    ChangeFeed changes,
    KitBuilder kits,
    RequestIds requestIds,
    PageTokens tokens,
    IHostApplicationLifetime lifetime,
    TimeProvider clock)
    : V1.InterviewService.InterviewServiceBase
{
    public override async Task<V1.Interview> CreateInterview(CreateInterviewRequest request, ServerCallContext context)
    {
        var violations = new FieldViolations();
        var requestId = violations.OptionalUuid("request_id", request.RequestId);
        var interview = await ParseAsync(request.Interview ?? new V1.Interview(), violations, context.CancellationToken);
        violations.ThrowIfAny();
        return await requestIds.OnceAsync<V1.Interview>(
            request,
            requestId,
            context.Method,
            async answered =>
            {
                var reply = InterviewReply.Of(interview);
                await interviews.CreateAsync(Tenants.Default, interview, answered(reply), context.CancellationToken);
                return reply;
            },
            context.CancellationToken);
    }

    public override async Task<V1.Interview> GetInterview(GetInterviewRequest request, ServerCallContext context)
    {
        var violations = new FieldViolations();
        var id = ResourceNames.ParseInterview(violations, "name", request.Name);
        violations.ThrowIfAny();
        return InterviewReply.Of(await LoadAsync(id, context.CancellationToken));
    }

    public override async Task<ListInterviewsResponse> ListInterviews(ListInterviewsRequest request, ServerCallContext context)
    {
        var violations = new FieldViolations();
        int take = violations.PageSize(request.PageSize);
        violations.OptionalId("candidate_id", request.CandidateId);
        violations.Defined("state", request.State);
        string? role = null;
        QuestionBanks.RoleLevel level = default;
        if (request.RoleProfile.Length > 0 && !ResourceNames.TryRoleProfile(request.RoleProfile, out role, out level))
        {
            violations.Add("role_profile", "is not of the form 'roleProfiles/{role}/levels/{junior|mid|senior|staff}'.");
        }

        violations.ThrowIfAny();
        var filter = new InterviewFilter(
            OrNull(request.CandidateId), InterviewerId: null, StateOf(request.State), role, role is null ? null : level.WireName());
        var (page, more) = await PageAsync(filter, tokens.Read(request, request.PageToken), take, context.CancellationToken);
        return new ListInterviewsResponse
        {
            Interviews = { page.Select(InterviewReply.Of) },
            NextPageToken = more ? tokens.Issue(request, page[^1].Id.ToString()) : "",
        };
    }

    public override async Task<ListMyInterviewsResponse> ListMyInterviews(ListMyInterviewsRequest request, ServerCallContext context)
    {
        var violations = new FieldViolations();
        int take = violations.PageSize(request.PageSize);
        violations.RequireId("interviewer_id", request.InterviewerId);
        violations.Defined("state", request.State);
        violations.ThrowIfAny();
        var filter = new InterviewFilter(InterviewerId: request.InterviewerId, State: StateOf(request.State));
        var (page, more) = await PageAsync(filter, tokens.Read(request, request.PageToken), take, context.CancellationToken);
        return new ListMyInterviewsResponse
        {
            Interviews = { page.Select(InterviewReply.Of) },
            NextPageToken = more ? tokens.Issue(request, page[^1].Id.ToString()) : "",
        };
    }

    public override async Task<V1.Interview> AssignPanelMembers(AssignPanelMembersRequest request, ServerCallContext context)
    {
        var violations = new FieldViolations();
        var id = ResourceNames.ParseInterview(violations, "name", request.Name);
        violations.ThrowIfAny();
        return await Retries.OnChangeAsync(AttemptsAt(request.Etag), () => AssignAsync(id, request, context.CancellationToken));
    }

    public override async Task<V1.Interview> UnassignPanelMember(UnassignPanelMemberRequest request, ServerCallContext context)
    {
        var violations = new FieldViolations();
        var id = ResourceNames.ParseInterview(violations, "name", request.Name);
        violations.RequireId("interviewer_id", request.InterviewerId);
        violations.ThrowIfAny();
        return await Retries.OnChangeAsync(AttemptsAt(request.Etag), () => UnassignAsync(id, request, context.CancellationToken));
    }

    public override async Task<ListOutstandingScorecardsResponse> ListOutstandingScorecards(
        ListOutstandingScorecardsRequest request, ServerCallContext context)
    {
        var violations = new FieldViolations();
        int take = violations.PageSize(request.PageSize);
        var interview = ResourceNames.ParseOptionalInterview(violations, "interview", request.Interview);
        violations.OptionalId("interviewer_id", request.InterviewerId);
        violations.ThrowIfAny();
        (Guid, string)? after = tokens.Read(request, request.PageToken) is { } cursor ? (Guid.Parse(cursor[..36]), cursor[37..]) : null;
        var page = await interviews.ListOutstandingAsync(
            Tenants.Default, interview, OrNull(request.InterviewerId), after, take + 1, context.CancellationToken);
        bool more = page.Count > take;
        var shown = page.Take(take).ToList();
        return new ListOutstandingScorecardsResponse
        {
            Outstanding =
            {
                shown.Select(o => new V1.OutstandingScorecard
                {
                    Interview = ResourceNames.Interview(o.InterviewId),
                    CandidateId = o.CandidateId,
                    InterviewerId = o.InterviewerId,
                    Focus = { o.Focus },
                    Draft = o.DraftId is { } draft ? ResourceNames.Scorecard(o.InterviewId, draft) : "",
                    CreatedAt = o.CreatedAt.ToTimestamp(),
                }),
            },
            NextPageToken = more ? tokens.Issue(request, $"{shown[^1].InterviewId:D} {shown[^1].InterviewerId}") : "",
        };
    }

    public override async Task<V1.Interview> CloseInterview(CloseInterviewRequest request, ServerCallContext context)
    {
        var violations = new FieldViolations();
        var id = ResourceNames.ParseInterview(violations, "name", request.Name);
        violations.ThrowIfAny();
        return await Retries.OnChangeAsync(AttemptsAt(request.Etag), async () =>
        {
            var interview = await LoadOpenAsync(id, request.Etag, context.CancellationToken);
            var at = clock.GetMicroseconds();
            await interviews.CloseAsync(Tenants.Default, id, interview.Version, at, context.CancellationToken);
            return InterviewReply.Of(interview with { State = InterviewState.Closed, ClosedAt = at, Version = interview.Version + 1 });
        });
    }

    public override Task<InterviewKit> BuildKit(BuildKitRequest request, ServerCallContext context) =>
        kits.BuildAsync(request, context.CancellationToken);

    public override async Task WatchInterviews(
        WatchInterviewsRequest request, IServerStreamWriter<WatchInterviewsResponse> responseStream, ServerCallContext context)
    {
        var violations = new FieldViolations();
        var interview = ResourceNames.ParseOptionalInterview(violations, "interview", request.Interview);
        violations.ThrowIfAny();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, lifetime.ApplicationStopping);
        if (interview is { } id)
        {
            await LoadAsync(id, ended.Token);
        }

        // The first message tells where the stream begins, so that a client that loses it at once knows where to resume.
        long position = await changes.PositionOfAsync(request.ResumeToken, ended.Token);
        await responseStream.WriteAsync(new WatchInterviewsResponse { ResumeToken = ChangeFeed.TokenOf(position) }, ended.Token);
        await foreach (var change in changes.AfterAsync(position, interview, ended.Token))
        {
            await responseStream.WriteAsync(change, ended.Token);
        }
    }

    /// <summary>A caller who names no etag means whatever is there, also when that changes meanwhile.</summary>
    private static int AttemptsAt(string etag) => etag.Length > 0 ? 1 : Retries.Many;

    private static string? OrNull(string text) => text.Length == 0 ? null : text;

    private static InterviewState? StateOf(V1.Interview.Types.State state) =>
        state == V1.Interview.Types.State.Unspecified ? null : (InterviewState)state;

    private async Task<Interview> ParseAsync(V1.Interview request, FieldViolations violations, CancellationToken cancellation)
    {
        const string Path = "interview.";
        string candidate = violations.RequireId($"{Path}candidate_id", request.CandidateId);
        if (Erasure.IsPseudonym(candidate))
        {
            violations.Add($"{Path}candidate_id", "is the pseudonym of a candidate who was erased.");
        }

        string application = violations.OptionalId($"{Path}application_id", request.ApplicationId);
        string step = violations.OptionalId($"{Path}step", request.Step);
        var pins = await Pins.FindAsync(
            catalog, request.RoleProfile, request.RoleProfileVersion, request.QuestionBanks, Path, violations, cancellation);
        var rubric = pins is null
            ? null
            : await catalog.CompileAsync(pins.Banks, pins.ProfilesId, pins.ProfilesVersion, pins.Role, pins.Level, cancellation);
        var openRoles = ParseOpenRoles(request.OpenRoles, $"{Path}open_roles", rubric?.Profiles, violations);
        var panel = PanelRequest.Parse(request.Panel, $"{Path}panel", rubric?.Rubric, violations);
        return new Interview
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            CandidateId = candidate,
            ApplicationId = application,
            Step = step,
            Role = pins?.Role ?? "",
            Level = pins?.Level ?? "",
            ProfilesId = pins?.ProfilesId ?? "",
            ProfilesVersion = pins?.ProfilesVersion ?? "",
            Banks = pins?.Banks ?? [],
            OpenRoles = openRoles,
            Panel = panel,
            State = InterviewState.Open,
            CreatedAt = clock.GetMicroseconds(),
            Version = 1,
        };
    }

    private static IReadOnlyList<string> ParseOpenRoles(
        IReadOnlyList<string> names, string field, RoleProfileSet? profiles, FieldViolations violations)
    {
        if (names.Count > Limits.OpenRoles)
        {
            violations.Add(field, $"has {names.Count} items; at most {Limits.OpenRoles} are allowed.");
            return [];
        }

        var roles = new List<string>();
        for (int i = 0; i < names.Count; i++)
        {
            if (!ResourceNames.TryRoleProfile(names[i], out string? role, out var level))
            {
                violations.Add($"{field}[{i}]", "is not of the form 'roleProfiles/{role}/levels/{junior|mid|senior|staff}'.");
            }
            else if (profiles is not null && profiles.Find(role, level) is null)
            {
                violations.Add($"{field}[{i}]", $"names no role of the profiles' version {profiles.Version}.");
            }
            else if (roles.Contains($"{role}/{level.WireName()}"))
            {
                violations.Add($"{field}[{i}]", "names a role that stands before it.");
            }
            else
            {
                roles.Add($"{role}/{level.WireName()}");
            }
        }

        return roles;
    }

    private async Task<V1.Interview> AssignAsync(Guid id, AssignPanelMembersRequest request, CancellationToken cancellation)
    {
        var violations = new FieldViolations();
        var interview = await LoadOpenAsync(id, request.Etag, cancellation);
        var rubric = await catalog.CompileAsync(interview, cancellation);
        var assigned = PanelRequest.Parse(request.Panel, "panel", rubric.Rubric, violations);
        if (request.Panel.Count == 0)
        {
            violations.Add("panel", "is empty; name at least one member to assign.");
        }

        var panel = interview.Panel.Where(member => assigned.All(a => a.InterviewerId != member.InterviewerId))
            .Concat(assigned).OrderBy(member => member.InterviewerId, StringComparer.Ordinal).ToList();
        if (panel.Count > Limits.PanelMembers)
        {
            violations.Add("panel", $"would grow to {panel.Count} members; at most {Limits.PanelMembers} are allowed.");
        }

        violations.ThrowIfAny();
        return await SetPanelAsync(interview, panel, cancellation);
    }

    private async Task<V1.Interview> UnassignAsync(Guid id, UnassignPanelMemberRequest request, CancellationToken cancellation)
    {
        var interview = await LoadOpenAsync(id, request.Etag, cancellation);
        if (interview.Panel.All(member => member.InterviewerId != request.InterviewerId))
        {
            throw RequestException.Precondition(
                ErrorReason.NotOnPanel, request.Name, $"'{request.InterviewerId}' is not on the panel.");
        }

        var card = await scorecards.FindLiveAsync(
            Tenants.Default, id, request.InterviewerId, ScorecardLayer.First, cancellation);
        if (card is { State: not ScorecardState.Draft })
        {
            throw RequestException.Precondition(
                ErrorReason.PanelMemberHasScorecard,
                ResourceNames.Scorecard(id, card.Id),
                $"'{request.InterviewerId}' has submitted a scorecard; withdraw it first.");
        }

        return await SetPanelAsync(
            interview, [.. interview.Panel.Where(member => member.InterviewerId != request.InterviewerId)], cancellation);
    }

    private async Task<Interview> LoadAsync(Guid id, CancellationToken cancellation) =>
        await interviews.FindAsync(Tenants.Default, id, cancellation) ?? throw RequestException.NotFound(ResourceNames.Interview(id));

    private async Task<Interview> LoadOpenAsync(Guid id, string etag, CancellationToken cancellation)
    {
        var interview = await LoadAsync(id, cancellation);
        string name = ResourceNames.Interview(id);
        if (etag.Length > 0 && etag != InterviewReply.EtagOf(interview.Version))
        {
            throw RequestException.EtagMismatch(name);
        }

        return interview.State == InterviewState.Open
            ? interview
            : throw RequestException.Precondition(ErrorReason.InterviewClosed, name, "The interview is closed.");
    }

    private async Task<V1.Interview> SetPanelAsync(Interview interview, IReadOnlyList<PanelMember> panel, CancellationToken cancellation)
    {
        var changed = interview with { Panel = panel, Version = interview.Version + 1 };
        await interviews.SetPanelAsync(Tenants.Default, changed, interview.Version, clock.GetMicroseconds(), cancellation);
        return InterviewReply.Of(changed);
    }

    private async Task<(IReadOnlyList<Interview> Page, bool More)> PageAsync(
        InterviewFilter filter, string? cursor, int take, CancellationToken cancellation)
    {
        var page = await interviews.ListAsync(Tenants.Default, filter, cursor is null ? null : Guid.Parse(cursor), take + 1, cancellation);
        return (page.Take(take).ToList(), page.Count > take);
    }
}
