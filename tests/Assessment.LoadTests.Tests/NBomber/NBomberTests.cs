using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Assessment.LoadTests.Tests.NBomber;

/// <summary>The project that is built by nobody by default, for want of its package: what can be known of it nevertheless.</summary>
public sealed partial class NBomberTests
{
    private const string Newer = "NewerCalls.cs";

    /// <summary>Members that NBomber 4.1 does not have.</summary>
    private static readonly string[] NewerNames =
    [
        "WithLicense", "WithThresholds", "Threshold", "IterationsForConstant", "IterationsForInject", "Percent", "Get", "Find", "Exists",
        "WithScenarioCompletionTimeout",
    ];

    private static readonly CSharpParseOptions Options = new(LanguageVersion.Latest);

    private static string Folder => Path.Combine(Repository, "load-tests", "NBomber");

    /// <summary>Found from the binary: a deterministic build knows no path of its sources.</summary>
    private static string Repository { get; } = FindRepository();

    private static IReadOnlyList<SyntaxTree> Trees { get; } =
    [
        .. Directory.GetFiles(Folder, "*.cs").Order(StringComparer.Ordinal)
            .Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), Options, file, cancellationToken: CancellationToken.None)),
    ];

    [Fact]
    public void Files_Parsed_HaveNoSyntaxErrors()
    {
        Assert.NotEmpty(Trees);
        Assert.Empty(Trees.SelectMany(tree => tree.GetDiagnostics(TestContext.Current.CancellationToken)).Select(found => found.ToString()));
    }

    [Fact]
    public void Files_AgainstWhatIsDocumentedOfNBomber_Compile()
    {
        string[] given = ["global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Threading; global using System.Threading.Tasks;"];
        string declarations = File.ReadAllText(Path.Combine(Repository, "tests", "Assessment.LoadTests.Tests", "NBomber", "NBomberDeclarations.txt"));
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Select(path => MetadataReference.CreateFromFile(path));
        var compilation = CSharpCompilation.Create(
            "NBomberLoad",
            [.. Trees, .. given.Append(declarations).Select(text => CSharpSyntaxTree.ParseText(text, Options, cancellationToken: CancellationToken.None))],
            references,
            new(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));

        var ours = compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(found => found.Severity >= DiagnosticSeverity.Warning);
        Assert.Empty(ours.Select(found => found.ToString()));
    }

    [Fact]
    public void Files_Together_AreShort() => Assert.InRange(Trees.Sum(tree => tree.GetText(TestContext.Current.CancellationToken).Lines.Count), 1, 150);

    [Fact]
    public void NewerCalls_AreInOneFile()
    {
        var places =
            from tree in Trees
            from name in tree.GetRoot(TestContext.Current.CancellationToken).DescendantNodes().OfType<SimpleNameSyntax>()
            where NewerNames.Contains(name.Identifier.Text)
            select Path.GetFileName(tree.FilePath);

        Assert.Equal([Newer], places.Distinct());
    }

    [Fact]
    public void Solution_HoldsTheProject_AndDoesNotBuildIt()
    {
        string solution = File.ReadAllText(Path.Combine(Repository, "Assessment.sln"));
        string id = ProjectId().Match(solution).Groups[1].Value;

        Assert.NotEmpty(id);
        Assert.Contains($"{id}.Release|Any CPU.ActiveCfg", solution, StringComparison.Ordinal);
        Assert.DoesNotContain(solution.Split('\n'), line => line.Contains($"{id}.", StringComparison.Ordinal) && line.Contains(".Build.", StringComparison.Ordinal));
    }

    [Fact] // A restore of the solution looks at every project, built or not.
    public void Project_UnlessAskedFor_NeedsNoPackage()
    {
        var project = XDocument.Load(Path.Combine(Folder, "Assessment.NBomberLoad.csproj"));
        var groups = project.Descendants("PackageReference").Select(reference => reference.Parent!);

        Assert.NotEmpty(groups);
        Assert.All(groups, group => Assert.Equal("$(WithNBomber)", group.Attribute("Condition")?.Value));
        Assert.Equal("false", project.Descendants("WithNBomber").Single().Value);
        Assert.Equal("$(WithNBomber)", project.Descendants("EnableDefaultCompileItems").Single().Value);
    }

    [GeneratedRegex("""Assessment\.NBomberLoad\.csproj", "(\{[0-9A-F-]+\})""")]
    private static partial Regex ProjectId();

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Assessment.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside of the repository.");
        }

        return folder.FullName;
    }
}
