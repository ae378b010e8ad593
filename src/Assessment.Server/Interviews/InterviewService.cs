using Assessment.QuestionBanks;
using Assessment.Server.Access;
using Assessment.Server.Catalog;
using Assessment.Server.Errors;
using Assessment.Server.Names;
using Assessment.Server.Paging;
using Assessment.Server.Requests;
using Assessment.Server.Scorecards;
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
    RubricCatalogs catalogs,
    ChangeFeed changes,
    KitBuilder kits,
    RequestIds requestIds,
    PageTokens tokens,
    Limits limits,
    IHostApplicationLifetime lifetime,
    TimeProvider clock)
    : V1.InterviewService.InterviewServiceBase
{
    public override async Task<V1.Interview> CreateInterview(CreateInterviewRequest request, ServerCallContext context)
    {
        var violations = new FieldViolations(limits);
        var requestId = violations.OptionalUuid("request_id", request.RequestId);
        var interview = await ParseAsync(
            request.Interview ?? new V1.Interview(), context.Caller.Tenant, violations, context.CancellationToken);
        violations.ThrowIfAny();
        return await requestIds.OnceAsync<V1.Interview>(
            request,
            requestId,
            context,
            async answered =>
            {
                var reply = InterviewReply.Of(interview);
                await interviews.CreateAsync(context.Caller.Tenant, interview, answered(reply), context.CancellationToken);
                return reply;
            });
    }

    public override async Task<V1.Interview> GetInterview(GetInterviewRequest request, ServerCallContext context)
    {
        var violations = new FieldViolations(limits);
        var id = ResourceNames.ParseInterview(violations, "name", request.Name);
        violations.ThrowIfAny();
        var interview = await LoadAsync(context.Caller.Tenant, id, context.CancellationToken);
        IndependentRating.RequireOnPanel(context.Caller, interview);
        return InterviewReply.Of(interview);
    }

    public override async Task<ListInterviewsResponse> ListInterviews(ListInterviewsRequest request, ServerCallContext context)
    {
        var violations = new FieldViolations(limits);
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
        var (page, more) = await PageAsync(context.Caller.Tenant, filter, tokens.Read(context.Caller.Tenant, request, request.PageToken), take, context.CancellationToken);
        return new ListInterviewsResponse
        {
            Interviews = { page.Select(InterviewReply.Of) },
            NextPageToken = more ? tokens.Issue(context.Caller.Tenant, request, page[^1].Id.ToString()) : "",
        };
    }

    public override async Task<ListMyInterviewsResponse> ListMyInterviews(ListMyInterviewsRequest request, ServerCallContext context)
    {
        var violations = new FieldViolations(limits);
        int take = violations.PageSize(request.PageSize);
        violations.RequireId("interviewer_id", request.InterviewerId);
        violations.Defined("state", request.State);
        violations.ThrowIfAny();
        context.Caller.RequireMayActFor(request.InterviewerId);
        var filter = new InterviewFilter(InterviewerId: request.InterviewerId, State: StateOf(request.State));
        var (page, more) = await PageAsync(context.Caller.Tenant, filter, tokens.Read(context.Caller.Tenant, request, request.PageToken), take, context.CancellationToken);
        return new ListMyInterviewsResponse
        {
            Interviews = { page.Select(InterviewReply.Of) },
            NextPageToken = more ? tokens.Issue(context.Caller.Tenant, request, page[^1].Id.ToString()) : "",
        };
    }

    public override async Task<V1.Interview> AssignPanelMembers(AssignPanelMembersRequest request, ServerCallContext context)
    {
        var violations = new FieldViolations(limits);
        var id = ResourceNames.ParseInterview(violations, "name", request.Name);
        violations.ThrowIfAny();
        return await Retries.OnChangeAsync(AttemptsAt(request.Etag), () => AssignAsync(context.Caller.Tenant, id, request, context.CancellationToken));
    }

    public override async Task<V1.Interview> UnassignPanelMember(UnassignPanelMemberRequest request, ServerCallContext context)
    {
        var violations = new FieldViolations(limits);
        var id = ResourceNames.ParseInterview(violations, "name", request.Name);
        violations.RequireId("interviewer_id", request.InterviewerId);
        violations.ThrowIfAny();
        return await Retries.OnChangeAsync(AttemptsAt(request.Etag), () => UnassignAsync(context.Caller.Tenant, id, request, context.CancellationToken));
    }

    public override async Task<ListOutstandingScorecardsResponse> ListOutstandingScorecards(
        ListOutstandingScorecardsRequest request, ServerCallContext context)
    {
        var violations = new FieldViolations(limits);
        int take = violations.PageSize(request.PageSize);
        var interview = ResourceNames.ParseOptionalInterview(violations, "interview", request.Interview);
        violations.OptionalId("interviewer_id", request.InterviewerId);
        violations.ThrowIfAny();
        bool own = !context.Caller.IsAny(Roles.Tool | Roles.Committee);
        context.Caller.RequireOwn(request.InterviewerId, Roles.Tool | Roles.Committee);
        (Guid, string)? after = tokens.Read(context.Caller.Tenant, request, request.PageToken) is { } cursor ? (Guid.Parse(cursor[..36]), cursor[37..]) : null;
        var page = await interviews.ListOutstandingAsync(
            context.Caller.Tenant, interview, own ? context.Caller.Subject : OrNull(request.InterviewerId), after, take + 1, context.CancellationToken);
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
            NextPageToken = more ? tokens.Issue(context.Caller.Tenant, request, $"{shown[^1].InterviewId:D} {shown[^1].InterviewerId}") : "",
        };
    }

    public override async Task<V1.Interview> CloseInterview(CloseInterviewRequest request, ServerCallContext context)
    {
        var violations = new FieldViolations(limits);
        var id = ResourceNames.ParseInterview(violations, "name", request.Name);
        violations.ThrowIfAny();
        return await Retries.OnChangeAsync(AttemptsAt(request.Etag), async () =>
        {
            var interview = await LoadOpenAsync(context.Caller.Tenant, id, request.Etag, context.CancellationToken);
            var at = clock.GetMicroseconds();
            await interviews.CloseAsync(context.Caller.Tenant, id, interview.Version, at, context.CancellationToken);
            return InterviewReply.Of(interview with { State = InterviewState.Closed, ClosedAt = at, Version = interview.Version + 1 });
        });
    }

    public override Task<InterviewKit> BuildKit(BuildKitRequest request, ServerCallContext context) =>
        kits.BuildAsync(request, context.Caller, context.CancellationToken);

    public override async Task WatchInterviews(
        WatchInterviewsRequest request, IServerStreamWriter<WatchInterviewsResponse> responseStream, ServerCallContext context)
    {
        var violations = new FieldViolations(limits);
        var interview = ResourceNames.ParseOptionalInterview(violations, "interview", request.Interview);
        violations.ThrowIfAny();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, lifetime.ApplicationStopping);
        if (interview is { } id)
        {
            IndependentRating.RequireOnPanel(context.Caller, await LoadAsync(context.Caller.Tenant, id, ended.Token));
        }
        else if (!context.Caller.IsAny(Roles.Tool | Roles.Committee))
        {
            throw RequestException.Denied(ErrorReason.NotYours, "An interviewer watches one interview at a time, whose panel they are on.");
        }

        // Writes are not ended by the stop itself: a write that is cancelled takes its whole call with it, and the caller is told nothing.
        // The first message tells where the stream begins, so that a client that loses it at once knows where to resume.
        long position = await changes.PositionOfAsync(context.Caller.Tenant, request.ResumeToken, ended.Token);
        await responseStream.WriteAsync(new WatchInterviewsResponse { ResumeToken = ChangeFeed.TokenOf(position) }, context.CancellationToken);
        await foreach (var change in changes.AfterAsync(context.Caller.Tenant, position, interview, ended.Token))
        {
            await responseStream.WriteAsync(change, context.CancellationToken);
        }
    }

    /// <summary>A caller who names no etag means whatever is there, also when that changes meanwhile.</summary>
    private static int AttemptsAt(string etag) => etag.Length > 0 ? 1 : Retries.Many;

    private static string? OrNull(string text) => text.Length == 0 ? null : text;

    private static InterviewState? StateOf(V1.Interview.Types.State state) =>
        state == V1.Interview.Types.State.Unspecified ? null : (InterviewState)state;

    private async Task<Interview> ParseAsync(
        V1.Interview request, string tenant, FieldViolations violations, CancellationToken cancellation)
    {
        const string Path = "interview.";
        var catalog = await catalogs.OfAsync(tenant, cancellation);
        string candidate = violations.RequireId($"{Path}candidate_id", request.CandidateId);
        if (Erasure.IsPseudonym(candidate))
        {
            violations.Add($"{Path}candidate_id", "is the pseudonym of a candidate who was erased.");
        }

        string application = violations.OptionalId($"{Path}application_id", request.ApplicationId);
        string step = violations.OptionalId($"{Path}step", request.Step);
        var pins = await Pins.FindAsync(
            catalog, request.RoleProfile, request.RoleProfileVersion, request.QuestionBanks, Path, violations, cancellation);
        var rubric = pins is null ? null : await catalog.CompileAsync(pins, cancellation);
        var openRoles = ParseOpenRoles(request.OpenRoles, $"{Path}open_roles", rubric?.Profiles, violations);
        var panel = PanelRequest.Parse(request.Panel, $"{Path}panel", rubric?.Rubric, violations);
        return new Interview
        {
            Id = TimeOrderedIds.Of(clock.GetUtcNow()),
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
        if (names.Count > violations.Limits.OpenRoles)
        {
            violations.Add(field, $"has {names.Count} items; at most {violations.Limits.OpenRoles} are allowed.");
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

    private async Task<V1.Interview> AssignAsync(
        string tenant, Guid id, AssignPanelMembersRequest request, CancellationToken cancellation)
    {
        var violations = new FieldViolations(limits);
        var interview = await LoadOpenAsync(tenant, id, request.Etag, cancellation);
        var catalog = await catalogs.OfAsync(tenant, cancellation);
        var rubric = await catalog.CompileAsync(interview, cancellation);
        var assigned = PanelRequest.Parse(request.Panel, "panel", rubric.Rubric, violations);
        if (request.Panel.Count == 0)
        {
            violations.Add("panel", "is empty; name at least one member to assign.");
        }

        var panel = interview.Panel.Where(member => assigned.All(a => a.InterviewerId != member.InterviewerId))
            .Concat(assigned).OrderBy(member => member.InterviewerId, StringComparer.Ordinal).ToList();
        if (panel.Count > violations.Limits.PanelMembers)
        {
            violations.Add("panel", $"would grow to {panel.Count} members; at most {violations.Limits.PanelMembers} are allowed.");
        }

        violations.ThrowIfAny();
        return await SetPanelAsync(tenant, interview, panel, cancellation);
    }

    private async Task<V1.Interview> UnassignAsync(
        string tenant, Guid id, UnassignPanelMemberRequest request, CancellationToken cancellation)
    {
        var interview = await LoadOpenAsync(tenant, id, request.Etag, cancellation);
        if (interview.Panel.All(member => member.InterviewerId != request.InterviewerId))
        {
            throw RequestException.Precondition(
                ErrorReason.NotOnPanel, request.Name, $"'{request.InterviewerId}' is not on the panel.");
        }

        var card = await scorecards.FindLiveAsync(
            tenant, id, request.InterviewerId, ScorecardLayer.First, cancellation);
        if (card is { State: not ScorecardState.Draft })
        {
            throw RequestException.Precondition(
                ErrorReason.PanelMemberHasScorecard,
                ResourceNames.Scorecard(id, card.Id),
                $"'{request.InterviewerId}' has submitted a scorecard; withdraw it first.");
        }

        return await SetPanelAsync(
            tenant, interview, [.. interview.Panel.Where(member => member.InterviewerId != request.InterviewerId)], cancellation);
    }

    private async Task<Interview> LoadAsync(string tenant, Guid id, CancellationToken cancellation) =>
        await interviews.FindAsync(tenant, id, cancellation) ?? throw RequestException.NotFound(ResourceNames.Interview(id));

    private async Task<Interview> LoadOpenAsync(string tenant, Guid id, string etag, CancellationToken cancellation)
    {
        var interview = await LoadAsync(tenant, id, cancellation);
        string name = ResourceNames.Interview(id);
        if (etag.Length > 0 && etag != InterviewReply.EtagOf(interview.Version))
        {
            throw RequestException.EtagMismatch(name);
        }

        return interview.State == InterviewState.Open
            ? interview
            : throw RequestException.Precondition(ErrorReason.InterviewClosed, name, "The interview is closed.");
    }

    private async Task<V1.Interview> SetPanelAsync(
        string tenant, Interview interview, IReadOnlyList<PanelMember> panel, CancellationToken cancellation)
    {
        var changed = interview with { Panel = panel, Version = interview.Version + 1 };
        await interviews.SetPanelAsync(tenant, changed, interview.Version, clock.GetMicroseconds(), cancellation);
        return InterviewReply.Of(changed);
    }

    private async Task<(IReadOnlyList<Interview> Page, bool More)> PageAsync(
        string tenant, InterviewFilter filter, string? cursor, int take, CancellationToken cancellation)
    {
        var page = await interviews.ListAsync(tenant, filter, cursor is null ? null : Guid.Parse(cursor), take + 1, cancellation);
        return (page.Take(take).ToList(), page.Count > take);
    }
}
