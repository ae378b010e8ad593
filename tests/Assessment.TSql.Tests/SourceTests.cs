namespace Assessment.TSql.Tests;

public sealed class SourceTests
{
    /// <summary>Sessions run statements; the rest brings a database to its schema, sets a connection's options, or tends a closed file.</summary>
    private static readonly string[] MayRun =
    [
        "Session.cs", "Sqlite/SqliteSession.cs", "Sqlite/SqliteStatement.cs", "SqlServer/SqlServerSession.cs",
        "Sqlite/SqliteMigrations.cs", "SqlServer/SqlServerMigrations.cs", "Migrations/MigrationJournal.cs", "Sqlite/SqliteFile.cs", "Sqlite/SqliteMaintenance.cs",
        "Copying/DatabaseCopy.cs",
    ];

    private static readonly string[] MayMake = ["Statement.cs", "StatementFamily.cs"];

    [Fact]
    public void EveryStatement_IsMadeInAStaticReadonlyField()
    {
        var files = Sources.Files.Where(file => !MayMake.Contains(file.Path)).ToList();
        Assert.True(files.Count > 50, $"Only {files.Count} files were found.");
        Assert.All(files, file => Assert.Empty(Sources.StrayStatements(file.Tree).Select(text => $"{file.Path}: {text}")));
    }

    [Fact]
    public void NoSql_IsRunOutsideSessionsAndMigrations()
    {
        Assert.All(
            Sources.Files.Where(file => !MayRun.Contains(file.Path)),
            file => Assert.Empty(Sources.Runs(file.Tree).Select(text => $"{file.Path}: {text}")));
        Assert.All(MayRun, path => Assert.Contains(Sources.Files, file => file.Path == path));
    }

    [Theory]
    [InlineData("class C { static Statement A = Statement.Of(\"SELECT 1\"); }")]
    [InlineData("class C { readonly Statement A = Statement.Of(\"SELECT 1\"); }")]
    [InlineData("class C { void M() { Run(Statement.Only(Dialect.Sqlite, \"SELECT 1\")); } }")]
    [InlineData("class C { void M() { StatementFamily family = new((d, w) => w); } }")]
    [InlineData("class C { static Statement P => Statement.Insert(\"t\", \"a\"); }")]
    public void StrayStatements_OfEachStray_FindsIt(string source) =>
        Assert.NotEmpty(Sources.StrayStatements(Sources.Parse(source)));

    [Theory]
    [InlineData("class C { void M() { connection.Execute(\"DELETE FROM t\"); } }")]
    [InlineData("class C { void M() { using var c = connection.CreateCommand(); } }")]
    [InlineData("class C { void M() { var c = new SqlCommand(\"SELECT 1\", connection); } }")]
    [InlineData("using Dapper;")]
    public void Runs_OfEachWay_FindsIt(string source) =>
        Assert.NotEmpty(Sources.Runs(Sources.Parse(source)));
}
