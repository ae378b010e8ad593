using Assessment.Server.Errors;
using Assessment.Server.Names;
using Assessment.Storage;
using Assessment.V1;

namespace Assessment.Server.Calibrations;

/// <summary>Stored reports, read and shown.</summary>
internal sealed class StoredReports(CalibrationStore runs, InterviewStore interviews, Limits limits)
{
    /// <summary>A report as it is stored.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="id">Which; null for the newest.</param>
    /// <exception cref="RequestException">There is none.</exception>
    public async Task<(Guid Id, CalibrationDocument Document)> FindAsync(string tenant, Guid? id, CancellationToken cancellation)
    {
        var found = id ?? await runs.NewestDocumentIdAsync(tenant, cancellation)
            ?? throw RequestException.NotFound("calibrationReports/latest");
        var document = await runs.FindDocumentAsync(tenant, found, cancellation)
            ?? throw RequestException.NotFound(ResourceNames.CalibrationReport(found));
        return (found, document);
    }

    /// <summary>A report whose fair scores are those from <paramref name="from"/> on, at most <paramref name="take"/>; candidates are named.</summary>
    public async Task<CalibrationReport> LoadAsync(string tenant, Guid? id, int from, int take, CancellationToken cancellation)
    {
        var (_, document) = await FindAsync(tenant, id, cancellation);
        var report = CalibrationReport.Parser.ParseFrom(document.Report.Span);
        FairScore[] shown = [.. report.FairScores.Skip(from).Take(take)];
        report.FairScores.Clear();
        report.FairScores.Add(shown);
        await NameAsync(tenant, report, cancellation);
        return report;
    }

    /// <summary>Puts the candidates' ids, as they are now, in the place of the interviews that stand for them.</summary>
    private async Task NameAsync(string tenant, CalibrationReport report, CancellationToken cancellation)
    {
        var named = new List<(string Interview, Action<string> Set)>();
        named.AddRange(report.FairScores.Select(score => (score.CandidateId, (Action<string>)(name => score.CandidateId = name))));
        named.AddRange(report.Severity.UnplacedCandidates.Select(one => (one.CandidateId, (Action<string>)(name => one.CandidateId = name))));
        named.AddRange(report.Design.JoiningPairings.Select(pair => (pair.CandidateId, (Action<string>)(name => pair.CandidateId = name))));
        var violations = new FieldViolations(limits); // the names are ours
        Guid[] ids = [.. named.Select(one => ResourceNames.ParseInterview(violations, "", one.Interview))];
        var candidates = await interviews.CandidatesAsync(tenant, [.. ids.Distinct()], cancellation);
        for (int i = 0; i < ids.Length; i++)
        {
            named[i].Set(candidates.GetValueOrDefault(ids[i], ""));
        }
    }
}
