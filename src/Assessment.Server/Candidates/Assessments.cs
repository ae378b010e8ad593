using System.Collections.Concurrent;
using Assessment.Server.Access;
using Assessment.Server.Scorecards;
using Assessment.Storage;

namespace Assessment.Server.Candidates;

/// <summary>Loads candidates with all that their assessment rests on.</summary>
internal sealed class Assessments(
    Submissions submissions, IndependentRating independence, ScorecardStore scorecards, DecisionStore decisions, CalibrationStore calibrations)
{
    private readonly ConcurrentDictionary<string, CalibratedSeverities> _newest = new(StringComparer.Ordinal); // by tenant; of immutable reports

    /// <summary>The candidate of an interview.</summary>
    /// <exception cref="Errors.RequestException">There is no such interview, or the caller may not see its ratings yet.</exception>
    public async Task<AssessedCandidate> LoadAsync(Caller caller, Guid interviewId, CancellationToken cancellation)
    {
        string tenant = caller.Tenant;
        var (interview, rubric) = await submissions.LoadAsync(tenant, interviewId, cancellation);
        await independence.RequireSubmittedAsync(caller, interview, cancellation);
        var newest = await decisions.NewestAsync(tenant, [interviewId], cancellation);
        return new AssessedCandidate(
            interview,
            rubric,
            await CardsAsync(ScorecardLayer.First),
            await CardsAsync(ScorecardLayer.Debrief),
            await SeveritiesAsync(tenant, cancellation),
            newest.GetValueOrDefault(interviewId));

        async Task<IReadOnlyList<ScoredCard>> CardsAsync(ScorecardLayer layer)
        {
            var stored = await scorecards.ListCountingAsync(tenant, interviewId, layer, cancellation);
            return [.. stored.Select(card => new ScoredCard(card, StoredCards.Score(card, rubric)))];
        }
    }

    private async Task<CalibratedSeverities?> SeveritiesAsync(string tenant, CancellationToken cancellation)
    {
        if (await calibrations.NewestDocumentIdAsync(tenant, cancellation) is not { } id)
        {
            return null;
        }

        if (_newest.TryGetValue(tenant, out var known) && known.Report == id)
        {
            return known;
        }

        var document = await calibrations.FindDocumentAsync(tenant, id, cancellation);
        return document is null ? null : _newest[tenant] = new CalibratedSeverities(id, V1.CalibrationReport.Parser.ParseFrom(document.Report.Span));
    }
}
