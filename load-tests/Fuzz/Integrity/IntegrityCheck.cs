using System.Globalization;
using Assessment.Server.Catalog;
using Assessment.Storage;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Assessment.Fuzz.Integrity;

/// <summary>What stands in a database, and what of it breaks a rule.</summary>
internal sealed record IntegrityReport(int Interviews, int Revisions, int Claims, int Decisions, int Labels, long AuditEvents, IReadOnlyList<string> Broken)
{
    /// <summary>Whether nothing breaks a rule.</summary>
    public bool IsClean => Broken.Count == 0;

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"stored: {Interviews:#,0} interviews, {Revisions:#,0} revisions of scorecards, {Claims:#,0} of claims, {Decisions:#,0} decisions, {Labels:#,0} group labels, {AuditEvents:#,0} audit events; {Broken.Count} rules broken");
}

/// <summary>Reads everything that a stopped server stored, and holds it to the contract.</summary>
internal sealed class IntegrityCheck
{
    private const string Tenant = "default";
    private const int PageSize = 500;

    private readonly StoredRules rules = new();
    private readonly InterviewStore interviews;
    private readonly ScorecardStore scorecards;
    private readonly ClaimStore claims;
    private readonly DecisionStore decisions;
    private (int Interviews, int Revisions, int Claims, int Decisions) read;

    private IntegrityCheck(Database db) => (interviews, scorecards, claims, decisions) = (new(db), new(db), new(db), new(db));

    /// <summary>Checks a database that no server has open.</summary>
    public static async Task<IntegrityReport> RunAsync(string path)
    {
        string[] engine = EngineProblems(path);
        await using var db = await SqliteDatabase.OpenAsync(path, TimeProvider.System, CancellationToken.None);
        var catalog = new RubricCatalog(new DocumentStore(db), Tenant);
        await catalog.LoadAsync(CancellationToken.None);
        var check = new IntegrityCheck(db);
        await check.ReadInterviewsAsync(catalog);
        var labels = await new GroupLabelStore(db).ReadAsync(Tenant, CancellationToken.None);
        foreach (var label in labels)
        {
            InterviewRules.Check(label, check.rules);
        }

        var audit = await new AuditStore(db).VerifyAsync([], null, CancellationToken.None);
        string[] broken = [.. engine, .. check.rules.Broken, .. audit.Breaks.Select(link => $"audit chain {link.WriterId:D}, event {link.Sequence}: {link.Problem}")];
        var read = check.read;
        return new(read.Interviews, read.Revisions, read.Claims, read.Decisions, labels.Count, audit.Events, broken);
    }

    private async Task ReadInterviewsAsync(RubricCatalog catalog)
    {
        Guid? last = null;
        IReadOnlyList<Interview> page;
        do
        {
            page = await interviews.ListAsync(Tenant, new(), last, PageSize, CancellationToken.None);
            foreach (var interview in page)
            {
                var rubric = await catalog.CompileAsync(interview, CancellationToken.None);
                InterviewRules.Check(interview, rubric, rules);
                await ReadCardsAsync(interview, rubric);
                await ReadClaimsAsync(interview);
                last = interview.Id;
            }

            read.Interviews += page.Count;
        }
        while (page.Count > 0);
    }

    private async Task ReadCardsAsync(Interview interview, InterviewRubric rubric)
    {
        Guid? last = null;
        IReadOnlyList<Scorecard> page;
        do
        {
            page = await scorecards.ListAsync(Tenant, new(interview.Id), last, PageSize, CancellationToken.None);
            foreach (var card in page)
            {
                CardRules.Check(card, rubric, rules);
                read.Revisions++;
                await ReadEarlierAsync(card, rubric);
                last = card.Id;
            }
        }
        while (page.Count > 0);
    }

    private async Task ReadEarlierAsync(Scorecard card, InterviewRubric rubric)
    {
        for (int revision = 1; revision < card.Revision; revision++)
        {
            var earlier = await scorecards.FindAsync(Tenant, card.InterviewId, card.Id, revision, CancellationToken.None);
            rules.That(earlier is not null, $"scorecard {card.Id:D}", $"revision {revision} is missing");
            if (earlier is not null)
            {
                CardRules.Check(earlier, rubric, rules);
                read.Revisions++;
            }
        }
    }

    private async Task ReadClaimsAsync(Interview interview)
    {
        foreach (var claim in await claims.HistoryAsync(Tenant, interview.Id, CancellationToken.None))
        {
            ClaimRules.Check(claim, rules);
            read.Claims++;
        }

        foreach (var decision in await decisions.ListAsync(Tenant, interview.Id, CancellationToken.None))
        {
            InterviewRules.Check(decision, rules);
            read.Decisions++;
        }
    }

    /// <summary>What SQLite finds wrong with its file and with references between rows.</summary>
    private static string[] EngineProblems(string path)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        return
        [
            .. connection.Query<string>("PRAGMA integrity_check").Where(line => line != "ok"),
            .. connection.Query("PRAGMA foreign_key_check").Select(_ => "A row refers to one that is not there."),
        ];
    }
}
