namespace Assessment.Storage.Tests;

/// <summary>What every database engine must do. A class per engine derives from it and opens the database.</summary>
public abstract partial class StoreContract : IAsyncLifetime
{
    protected const string Tenant = "default";

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    private protected Database Db { get; private set; } = null!;

    protected FixedClock Clock { get; } = new();

    private DocumentStore Documents => new(Db);

    private InterviewStore Interviews => new(Db);

    private ScorecardStore Scorecards => new(Db);

    private RequestStore Requests => new(Db);

    private EventStore Events => new(Db);

    private ServerKeyStore Keys => new(Db);

    public async ValueTask InitializeAsync() => Db = await OpenAsync();

    public virtual async ValueTask DisposeAsync()
    {
        if (Db is not null)
        {
            await Db.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>Opens the test's database: new the first time, the same one after it was disposed.</summary>
    protected abstract Task<Database> OpenAsync();

    protected async Task ReopenAsync()
    {
        await Db.DisposeAsync();
        Db = await OpenAsync();
    }

    private async Task<Interview> CreateInterviewAsync(params string[] interviewers)
    {
        var interview = A.Interview() with { Panel = [.. interviewers.Select(id => new PanelMember(id, []))] };
        await Interviews.CreateAsync(Tenant, interview, null, Ct);
        return interview;
    }

    private async Task<Scorecard> SubmitAsync(Interview interview, string interviewer, AnsweredRequest? request = null)
    {
        var card = A.Submitted(interview, interviewer);
        await Scorecards.SubmitAsync(Tenant, [new(card, interview.Version, null)], request, Ct);
        return card;
    }

    private async Task<Scorecard> SaveDraftAsync(Interview interview, string interviewer)
    {
        var draft = A.Draft(interview, interviewer);
        await Scorecards.SaveDraftAsync(Tenant, draft, null, interview.Version, Ct);
        return draft;
    }

    private static async Task<ConflictException> ConflictAsync(ConflictKind kind, Func<Task> write)
    {
        var conflict = await Assert.ThrowsAsync<ConflictException>(write);
        Assert.Equal(kind, conflict.Kind);
        return conflict;
    }
}
