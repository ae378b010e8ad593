using System.Runtime.CompilerServices;
using Assessment.V1;
using Google.Protobuf;

namespace Assessment.Client;

/// <summary>Lists without pages: each reads the next page when the items of the last one are used up.</summary>
/// <remarks>
/// The request's filters and page size hold for every page; the listing begins at its page token, and the request itself stays as it is.
/// Each page is a call of its own: what changes in between may be missed.
/// </remarks>
public static class ListAll
{
    /// <summary>Every bank version that the filter takes, ordered by id and then version.</summary>
    public static IAsyncEnumerable<QuestionBank> ListAllQuestionBanksAsync(
        this QuestionBankService.QuestionBankServiceClient client,
        ListQuestionBanksRequest request,
        CancellationToken cancellation = default) =>
        ReadAsync(request, static (page, token) => page.PageToken = token,
            async page => await client.ListQuestionBanksAsync(page, cancellationToken: cancellation).ConfigureAwait(false),
            static page => (page.QuestionBanks, page.NextPageToken), cancellation);

    /// <summary>Every role profile of the newest published set, ordered by role and then level.</summary>
    public static IAsyncEnumerable<RoleProfile> ListAllRoleProfilesAsync(
        this QuestionBankService.QuestionBankServiceClient client,
        ListRoleProfilesRequest request,
        CancellationToken cancellation = default) =>
        ReadAsync(request, static (page, token) => page.PageToken = token,
            async page => await client.ListRoleProfilesAsync(page, cancellationToken: cancellation).ConfigureAwait(false),
            static page => (page.RoleProfiles, page.NextPageToken), cancellation);

    /// <summary>Every interview that the filters take, newest first.</summary>
    public static IAsyncEnumerable<Interview> ListAllInterviewsAsync(
        this InterviewService.InterviewServiceClient client,
        ListInterviewsRequest request,
        CancellationToken cancellation = default) =>
        ReadAsync(request, static (page, token) => page.PageToken = token,
            async page => await client.ListInterviewsAsync(page, cancellationToken: cancellation).ConfigureAwait(false),
            static page => (page.Interviews, page.NextPageToken), cancellation);

    /// <summary>Every interview that the interviewer is assigned to, newest first.</summary>
    public static IAsyncEnumerable<Interview> ListAllMyInterviewsAsync(
        this InterviewService.InterviewServiceClient client,
        ListMyInterviewsRequest request,
        CancellationToken cancellation = default) =>
        ReadAsync(request, static (page, token) => page.PageToken = token,
            async page => await client.ListMyInterviewsAsync(page, cancellationToken: cancellation).ConfigureAwait(false),
            static page => (page.Interviews, page.NextPageToken), cancellation);

    /// <summary>Every scorecard that open interviews still wait for, oldest interview first.</summary>
    public static IAsyncEnumerable<OutstandingScorecard> ListAllOutstandingScorecardsAsync(
        this InterviewService.InterviewServiceClient client,
        ListOutstandingScorecardsRequest request,
        CancellationToken cancellation = default) =>
        ReadAsync(request, static (page, token) => page.PageToken = token,
            async page => await client.ListOutstandingScorecardsAsync(page, cancellationToken: cancellation).ConfigureAwait(false),
            static page => (page.Outstanding, page.NextPageToken), cancellation);

    /// <summary>Every scorecard that the filters take, oldest first. The parent <c>interviews/-</c> means every interview.</summary>
    public static IAsyncEnumerable<Scorecard> ListAllScorecardsAsync(
        this ScorecardService.ScorecardServiceClient client,
        ListScorecardsRequest request,
        CancellationToken cancellation = default) =>
        ReadAsync(request, static (page, token) => page.PageToken = token,
            async page => await client.ListScorecardsAsync(page, cancellationToken: cancellation).ConfigureAwait(false),
            static page => (page.Scorecards, page.NextPageToken), cancellation);

    /// <summary>Every calibration run in the request's state, newest first.</summary>
    public static IAsyncEnumerable<CalibrationRun> ListAllCalibrationRunsAsync(
        this CalibrationService.CalibrationServiceClient client,
        ListCalibrationRunsRequest request,
        CancellationToken cancellation = default) =>
        ReadAsync(request, static (page, token) => page.PageToken = token,
            async page => await client.ListCalibrationRunsAsync(page, cancellationToken: cancellation).ConfigureAwait(false),
            static page => (page.CalibrationRuns, page.NextPageToken), cancellation);

    /// <summary>Every fair score of a report, in the report's order.</summary>
    public static IAsyncEnumerable<FairScore> ListAllFairScoresAsync(
        this CalibrationService.CalibrationServiceClient client,
        ListFairScoresRequest request,
        CancellationToken cancellation = default) =>
        ReadAsync(request, static (page, token) => page.PageToken = token,
            async page => await client.ListFairScoresAsync(page, cancellationToken: cancellation).ConfigureAwait(false),
            static page => (page.FairScores, page.NextPageToken), cancellation);

    private static async IAsyncEnumerable<TItem> ReadAsync<TRequest, TResponse, TItem>(
        TRequest request,
        Action<TRequest, string> setToken,
        Func<TRequest, Task<TResponse>> read,
        Func<TResponse, (IReadOnlyList<TItem> Items, string Next)> open,
        [EnumeratorCancellation] CancellationToken cancellation)
        where TRequest : IDeepCloneable<TRequest>
    {
        ArgumentNullException.ThrowIfNull(request);
        var page = request.Clone();
        string next;
        do
        {
            cancellation.ThrowIfCancellationRequested();
            (var items, next) = open(await read(page).ConfigureAwait(false));
            foreach (var item in items)
            {
                yield return item;
            }

            page = page.Clone();
            setToken(page, next);
        }
        while (next.Length > 0);
    }
}
