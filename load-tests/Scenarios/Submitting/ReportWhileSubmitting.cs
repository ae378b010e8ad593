namespace Assessment.LoadScenarios.Submitting;

/// <summary>Submits one card a call, while calibration reports are made one after another of some twelve thousand ratings.</summary>
internal sealed class ReportWhileSubmitting(ServerConnection connection) : IScenario
{
    private readonly SubmitUnary _submitting = new(connection);
    private readonly ReportLoop _reports = new(connection);

    public string Remark => _reports.Remark;

    public async Task PrepareAsync(int calls, CancellationToken cancellation)
    {
        await _submitting.PrepareAsync(calls, cancellation);
        await _reports.EnsureStartedAsync(cancellation);
    }

    public Task<Outcome> RunAsync(ScenarioContext context, CancellationToken cancellation) => _submitting.RunAsync(context, cancellation);

    public async ValueTask DisposeAsync()
    {
        await _reports.DisposeAsync();
        await _submitting.DisposeAsync();
    }
}
