using System.Globalization;
using Assessment.Fuzz.Servers;
using Assessment.Server.Access;
using Assessment.Server.Catalog;
using Assessment.Storage;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Assessment.Fuzz.Integrity;

/// <summary>What stands in a database, and what of it breaks a rule.</summary>
internal sealed record IntegrityReport(
    int Interviews, int Revisions, int Claims, int Decisions, int Labels, long AuditEvents, IReadOnlyList<string> Broken)
{
    /// <summary>Whether nothing breaks a rule.</summary>
    public bool IsClean => Broken.Count == 0;

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"stored: {Interviews:#,0} interviews, {Revisions:#,0} revisions of scorecards, {Claims:#,0} of claims, {Decisions:#,0} decisions, "
        + $"{Labels:#,0} group labels, {AuditEvents:#,0} audit events; {Broken.Count} rules broken");
}

/// <summary>Reads everything that a stopped server stored, and holds it to the contract.</summary>
internal sealed class IntegrityCheck(string tenant, Database db)
{
    /// <summary>Whose callers the fuzzer has.</summary>
    private static readonly string[] Tenants = [DevelopmentTokens.DefaultTenant, FuzzCallers.OtherTenant];

    private const int PageSize = 500;

    private readonly StoredRules rules = new();
    private readonly InterviewStore interviews = new(db);
    private readonly ScorecardStore scorecards = new(db);
    private readonly ClaimStore claims = new(db);
    private readonly DecisionStore decisions = new(db);
    private (int Interviews, int Revisions, int Claims, int Decisions, int Labels) read;

    /// <summary>Checks a database that no server has open.</summary>
    public static async Task<IntegrityReport> RunAsync(string path)
    {
        string[] engine = EngineProblems(path);
        await using var db = await SqliteDatabase.OpenAsync(path, TimeProvider.System, CancellationToken.None);
        var checks = new List<IntegrityCheck>();
        foreach (string tenant in Tenants)
        {
            var check = new IntegrityCheck(tenant, db);
            await check.ReadAsync();
            checks.Add(check);
        }

        var audit = await new AuditStore(db).VerifyAsync([], null, CancellationToken.None);
        string[] broken =
        [
            .. engine,
            .. checks.SelectMany(check => check.rules.Broken),
            .. audit.Breaks.Select(link => $"audit chain {link.WriterId:D}, event {link.Sequence}: {link.Problem}"),
        ];
        return new(
            checks.Sum(check => check.read.Interviews),
            checks.Sum(check => check.read.Revisions),
            checks.Sum(check => check.read.Claims),
            checks.Sum(check => check.read.Decisions),
            checks.Sum(check => check.read.Labels),
            audit.Events,
            broken);
    }

    private async Task ReadAsync()
    {
        var catalog = new RubricCatalog(new DocumentStore(db), tenant);
        await catalog.LoadAsync(CancellationToken.None);
        await ReadInterviewsAsync(catalog);
        foreach (var label in await new GroupLabelStore(db).ReadAsync(tenant, CancellationToken.None))
        {
            InterviewRules.Check(label, rules);
            read.Labels++;
        }
    }

    private async Task ReadInterviewsAsync(RubricCatalog catalog)
    {
        Guid? last = null;
        IReadOnlyList<Interview> page;
        do
        {
            page = await interviews.ListAsync(tenant, new(), last, PageSize, CancellationToken.None);
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
            page = await scorecards.ListAsync(tenant, new(interview.Id), last, PageSize, CancellationToken.None);
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
            var earlier = await scorecards.FindAsync(tenant, card.InterviewId, card.Id, revision, CancellationToken.None);
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
        foreach (var claim in await claims.HistoryAsync(tenant, interview.Id, CancellationToken.None))
        {
            ClaimRules.Check(claim, rules);
            read.Claims++;
        }

        foreach (var decision in await decisions.ListAsync(tenant, interview.Id, CancellationToken.None))
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
