using Assessment.Server.Scorecards;
using Assessment.Storage;

namespace Assessment.Server.Candidates;

/// <summary>Loads candidates with all that their assessment rests on.</summary>
internal sealed class Assessments(
    Submissions submissions, ScorecardStore scorecards, DecisionStore decisions, CalibrationStore calibrations)
{
    private volatile CalibratedSeverities? _newest; // of an immutable report: read once

    /// <summary>The candidate of an interview.</summary>
    /// <exception cref="Errors.RequestException">There is no such interview.</exception>
    public async Task<AssessedCandidate> LoadAsync(Guid interviewId, CancellationToken cancellation)
    {
        var (interview, rubric) = await submissions.LoadAsync(interviewId, cancellation);
        var newest = await decisions.NewestAsync(Tenants.Default, [interviewId], cancellation);
        return new AssessedCandidate(
            interview,
            rubric,
            await CardsAsync(ScorecardLayer.First),
            await CardsAsync(ScorecardLayer.Debrief),
            await SeveritiesAsync(cancellation),
            newest.GetValueOrDefault(interviewId));

        async Task<IReadOnlyList<ScoredCard>> CardsAsync(ScorecardLayer layer)
        {
            var stored = await scorecards.ListCountingAsync(Tenants.Default, interviewId, layer, cancellation);
            return [.. stored.Select(card => new ScoredCard(card, StoredCards.Score(card, rubric)))];
        }
    }

    private async Task<CalibratedSeverities?> SeveritiesAsync(CancellationToken cancellation)
    {
        if (await calibrations.NewestDocumentIdAsync(Tenants.Default, cancellation) is not { } id)
        {
            return null;
        }

        if (_newest is { } known && known.Report == id)
        {
            return known;
        }

        var document = await calibrations.FindDocumentAsync(Tenants.Default, id, cancellation);
        return document is null ? null : _newest = new CalibratedSeverities(id, V1.CalibrationReport.Parser.ParseFrom(document.Report.Span));
    }
}
