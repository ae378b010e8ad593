using System.Globalization;
using System.Text;
using Assessment.Reports;
using Assessment.Server.Access;
using Assessment.Server.Catalog;
using Assessment.Server.Errors;
using Assessment.Server.Names;
using Assessment.Server.Paging;
using Assessment.Server.Requests;
using Assessment.Storage;
using Assessment.V1;
using Google.Api;
using Google.Protobuf;
using Grpc.Core;
using CalibrationRun = Assessment.V1.CalibrationRun;
using GroupLabel = Assessment.Storage.GroupLabel;

namespace Assessment.Server.Calibrations;

/// <summary>Calibration runs and their reports over gRPC.</summary>
internal sealed class CalibrationService(
    CalibrationStore runs, CalibrationRunner runner, StoredReports reports, ReportReplay replays, ImpactTables impact, GroupLabelStore labels,
    RubricCatalogs catalogs, RequestIds requestIds, PageTokens tokens, Limits limits, IHostApplicationLifetime lifetime, TimeProvider clock)
    : V1.CalibrationService.CalibrationServiceBase
{
    private static readonly JsonFormatter Json = new(JsonFormatter.Settings.Default);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);

    public override async Task<CalibrationRun> CreateCalibrationRun(CreateCalibrationRunRequest request, ServerCallContext context)
    {
        var violations = new FieldViolations(limits);
        var requestId = violations.OptionalUuid("request_id", request.RequestId);
        var now = clock.GetMicroseconds();
        var catalog = await catalogs.OfAsync(context.Caller.Tenant, context.CancellationToken);
        var (filter, choices) = CalibrationRequest.Parse(request.CalibrationRun, catalog, now, violations);
        violations.ThrowIfAny();
        return await requestIds.OnceAsync<CalibrationRun>(
            request,
            requestId,
            context,
            async answered =>
            {
                await RequireRoomAsync(context.Caller.Tenant, context.CancellationToken);
                var run = new Storage.CalibrationRun
                {
                    Id = TimeOrderedIds.Of(now),
                    Filter = Json.Format(filter),
                    Options = Json.Format(choices),
                    State = CalibrationRunState.Queued,
                    CreatedAt = now,
                    BeatAt = now,
                    Version = 1,
                };
                var reply = RunReply.Of(run);
                await runs.CreateAsync(context.Caller.Tenant, run, answered(reply), context.CancellationToken);
                runner.Wake();
                return reply;
            });
    }

    public override async Task<CalibrationRun> GetCalibrationRun(GetCalibrationRunRequest request, ServerCallContext context) =>
        RunReply.Of(await FindAsync(context.Caller.Tenant, request.Name, context.CancellationToken));

    public override async Task<ListCalibrationRunsResponse> ListCalibrationRuns(ListCalibrationRunsRequest request, ServerCallContext context)
    {
        var violations = new FieldViolations(limits);
        int take = violations.PageSize(request.PageSize);
        violations.Defined("state", request.State);
        violations.ThrowIfAny();
        Guid? before = tokens.Read(context.Caller.Tenant, request, request.PageToken) is { } cursor ? Guid.Parse(cursor) : null;
        CalibrationRunState? state = request.State == CalibrationRun.Types.State.Unspecified ? null : (CalibrationRunState)request.State;
        var page = await runs.ListAsync(context.Caller.Tenant, state, before, take + 1, context.CancellationToken);
        return new ListCalibrationRunsResponse
        {
            CalibrationRuns = { page.Take(take).Select(RunReply.Of) },
            NextPageToken = page.Count > take ? tokens.Issue(context.Caller.Tenant, request, page[take - 1].Id.ToString()) : "",
        };
    }

    public override async Task<CalibrationRun> CancelCalibrationRun(CancelCalibrationRunRequest request, ServerCallContext context)
    {
        var violations = new FieldViolations(limits);
        var id = ResourceNames.ParseCalibrationRun(violations, "name", request.Name);
        violations.ThrowIfAny();
        return RunReply.Of(await runs.RequestCancelAsync(context.Caller.Tenant, id, context.CancellationToken)
            ?? throw RequestException.NotFound(request.Name));
    }

    public override async Task WatchCalibrationRun(
        WatchCalibrationRunRequest request, IServerStreamWriter<CalibrationRun> responseStream, ServerCallContext context)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, lifetime.ApplicationStopping);
        CalibrationRun? last = null;
        while (true)
        {
            var run = await FindAsync(context.Caller.Tenant, request.Name, ended.Token);
            var reply = RunReply.Of(run);
            if (!reply.Equals(last))
            {
                await responseStream.WriteAsync(reply, context.CancellationToken);
                last = reply;
            }

            if (RunReply.HasEnded(run))
            {
                return;
            }

            await Task.Delay(Look, ended.Token);
        }
    }

    public override async Task<CalibrationReport> GetCalibrationReport(GetCalibrationReportRequest request, ServerCallContext context)
    {
        var violations = new FieldViolations(limits);
        var id = ResourceNames.ParseCalibrationReport(violations, "name", request.Name);
        violations.ThrowIfAny();
        return await reports.LoadAsync(context.Caller.Tenant, id, from: 0, take: 0, context.CancellationToken);
    }

    public override async Task<ListFairScoresResponse> ListFairScores(ListFairScoresRequest request, ServerCallContext context)
    {
        var violations = new FieldViolations(limits);
        var id = ResourceNames.ParseCalibrationReport(violations, "parent", request.Parent);
        int take = violations.PageSize(request.PageSize, violations.Limits.DefaultFairScores, violations.Limits.MaximumFairScores);
        violations.ThrowIfAny();

        // The token says which report 'latest' was when the first page was read.
        string[]? cursor = tokens.Read(context.Caller.Tenant, request, request.PageToken)?.Split(' ');
        int from = cursor is null ? 0 : int.Parse(cursor[1], CultureInfo.InvariantCulture);
        var report = cursor is null ? (await reports.FindAsync(context.Caller.Tenant, id, context.CancellationToken)).Id : Guid.Parse(cursor[0]);
        var scores = (await reports.LoadAsync(context.Caller.Tenant, report, from, take + 1, context.CancellationToken)).FairScores;
        return new ListFairScoresResponse
        {
            FairScores = { scores.Take(take) },
            NextPageToken = scores.Count > take ? tokens.Issue(context.Caller.Tenant, request, $"{report} {from + take}") : "",
        };
    }

    public override async Task<HttpBody> RenderCalibrationReport(RenderCalibrationReportRequest request, ServerCallContext context)
    {
        var violations = new FieldViolations(limits);
        var id = ResourceNames.ParseCalibrationReport(violations, "name", request.Name);
        violations.ThrowIfAny();
        var report = await reports.LoadAsync(context.Caller.Tenant, id, from: 0, take: int.MaxValue, context.CancellationToken);
        using var page = new StringWriter();
        ReportPage.Write(report, page);
        return new HttpBody { ContentType = "text/html; charset=utf-8", Data = ByteString.CopyFrom(page.ToString(), Encoding.UTF8) };
    }

    public override async Task<ReplayCalibrationReportResponse> ReplayCalibrationReport(
        ReplayCalibrationReportRequest request, ServerCallContext context)
    {
        var violations = new FieldViolations(limits);
        var named = ResourceNames.ParseCalibrationReport(violations, "name", request.Name);
        violations.ThrowIfAny();
        return await replays.RunAsync(context.Caller.Tenant, named, context.CancellationToken);
    }

    public override async Task<InterviewerCalibration> GetInterviewerCalibration(
        GetInterviewerCalibrationRequest request, ServerCallContext context)
    {
        const string Part = "/interviewers/";
        int at = request.Name.IndexOf(Part, StringComparison.Ordinal);
        string interviewer = at < 0 ? "" : request.Name[(at + Part.Length)..];
        var violations = new FieldViolations(limits);
        var id = ResourceNames.ParseCalibrationReport(violations, "name", request.Name, at < 0 ? Part : request.Name[at..]);
        violations.RequireId("name", interviewer);
        violations.ThrowIfAny();
        context.Caller.RequireOwn(interviewer, Roles.Committee);
        var report = await reports.LoadAsync(context.Caller.Tenant, id, from: 0, take: 0, context.CancellationToken);
        return InterviewerReply.Of(report, interviewer) ?? throw RequestException.NotFound(request.Name);
    }

    public override async Task<SetGroupLabelsResponse> SetGroupLabels(SetGroupLabelsRequest request, ServerCallContext context)
    {
        var violations = new FieldViolations(limits);
        GroupLabelRequest.Check(request, violations);
        violations.ThrowIfAny();
        GroupLabel[] stored = [.. request.Labels.Select(label => new GroupLabel(label.CandidateId, label.Category, label.Label))];
        await labels.SaveAsync(context.Caller.Tenant, stored, clock.GetMicroseconds(), context.CancellationToken);
        int removed = stored.Count(label => label.Label.Length == 0);
        return new SetGroupLabelsResponse { Stored = stored.Length - removed, Removed = removed };
    }

    public override async Task<V1.ImpactReport> GetImpactReport(GetImpactReportRequest request, ServerCallContext context)
    {
        var violations = new FieldViolations(limits);
        var id = ResourceNames.ParseCalibrationReport(violations, "name", request.Name, "/impactReport");
        GroupLabelRequest.CheckCategories(request.Categories, violations);
        violations.Defined("basis", request.Basis);
        violations.ThrowIfAny();
        return await impact.MakeAsync(context.Caller.Tenant, id, request.Categories, request.Basis, context.CancellationToken);
    }

    private async Task RequireRoomAsync(string tenant, CancellationToken cancellation)
    {
        var waiting = await runs.ListAsync(
            tenant, CalibrationRunState.Queued, before: null, limits.WaitingCalibrations, cancellation);
        if (waiting.Count == limits.WaitingCalibrations)
        {
            throw new StorageOverloadedException();
        }
    }

    private async Task<Storage.CalibrationRun> FindAsync(string tenant, string name, CancellationToken cancellation)
    {
        var violations = new FieldViolations(limits);
        var id = ResourceNames.ParseCalibrationRun(violations, "name", name);
        violations.ThrowIfAny();
        return await runs.FindAsync(tenant, id, cancellation) ?? throw RequestException.NotFound(name);
    }
}
