using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Assessment.TSql.Tests;

/// <summary>What the sources of the storage room do with SQL.</summary>
internal static class Sources
{
    private static readonly string[] Makers = ["Statement.Of", "Statement.Only", "Statement.Insert"];

    private static readonly string[] Runners =
    [
        "CreateCommand", "ExecuteNonQuery", "ExecuteNonQueryAsync", "ExecuteReader", "ExecuteReaderAsync", "ExecuteScalar", "ExecuteScalarAsync",
        "Execute", "ExecuteAsync", "Query", "QueryAsync", "QueryFirstOrDefaultAsync", "QueryMultipleAsync", "sqlite3_exec", "sqlite3_prepare_v2",
        "sqlite3_prepare_v3",
    ];

    /// <summary>The folder that the tests were built from.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The files of the room, by path from it.</summary>
    public static IReadOnlyList<(string Path, CompilationUnitSyntax Tree)> Files { get; } = Read();

    /// <summary>Where a file makes a statement that isn't the value of a static readonly field, so that no registry could know it at start.</summary>
    public static IEnumerable<string> StrayStatements(CompilationUnitSyntax tree) =>
        from node in tree.DescendantNodes()
        where node switch
        {
            InvocationExpressionSyntax call => Makers.Contains(call.Expression.ToString()),
            ObjectCreationExpressionSyntax made => made.Type.ToString() is "Statement" or "StatementFamily",
            ImplicitObjectCreationExpressionSyntax made =>
                made.Ancestors().OfType<VariableDeclarationSyntax>().FirstOrDefault()?.Type.ToString() is "Statement" or "StatementFamily",
            _ => false,
        }
        let field = node.Ancestors().OfType<FieldDeclarationSyntax>().FirstOrDefault()
        where field is null
            || !field.Modifiers.Any(SyntaxKind.StaticKeyword)
            || !field.Modifiers.Any(SyntaxKind.ReadOnlyKeyword)
        select node.ToString();

    /// <summary>Where a file runs SQL.</summary>
    public static IEnumerable<string> Runs(CompilationUnitSyntax tree) =>
        from node in tree.DescendantNodes()
        where node switch
        {
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax called } => Runners.Contains(called.Name.Identifier.Text),
            ObjectCreationExpressionSyntax made => made.Type.ToString() is "SqlCommand" or "SqliteCommand" or "CommandDefinition",
            UsingDirectiveSyntax used => used.Name?.ToString() == "Dapper",
            _ => false,
        }
        select node.ToString();

    /// <summary>The syntax tree of a source.</summary>
    public static CompilationUnitSyntax Parse(string source) => CSharpSyntaxTree.ParseText(source).GetCompilationUnitRoot();

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Assessment.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException($"No Assessment.sln above {AppContext.BaseDirectory}.");
    }

    private static List<(string Path, CompilationUnitSyntax Tree)> Read()
    {
        string room = Path.Combine(Root, "src", "Assessment.Storage");
        return
        [
            .. Directory.EnumerateFiles(room, "*.cs", SearchOption.AllDirectories)
                .Select(file => (Path: Path.GetRelativePath(room, file).Replace('\\', '/'), file))
                .Where(of => !of.Path.StartsWith("obj/", StringComparison.Ordinal) && !of.Path.StartsWith("bin/", StringComparison.Ordinal))
                .OrderBy(of => of.Path, StringComparer.Ordinal)
                .Select(of => (of.Path, Parse(File.ReadAllText(of.file)))),
        ];
    }
}
