using System.Reflection;
using System.Xml.Linq;
using Google.Protobuf;

namespace Assessment.EndToEnd.Tests;

public class ArchitectureTests
{
    /// <summary>Which rooms each room may use; ARCHITECTURE.md says why.</summary>
    private static readonly Dictionary<string, string[]> Arrows = new()
    {
        ["Assessment.Scoring"] = [],
        ["Assessment.Calibration"] = [],
        ["Assessment.Protocol"] = [],
        ["Assessment.QuestionBanks"] = ["Assessment.Scoring"],
        ["Assessment.Storage"] = ["Assessment.Scoring"],
        ["Assessment.Server"] =
        [
            "Assessment.QuestionBanks", "Assessment.Calibration", "Assessment.Reports", "Assessment.Storage", "Assessment.Protocol", "Assessment.Scoring",
        ],
        ["Assessment.Reports"] = ["Assessment.Protocol", "Assessment.Calibration"],
        ["Assessment.Client"] = ["Assessment.Protocol"],
        ["Assessment.Cli"] =
        [
            "Assessment.Server", "Assessment.Client", "Assessment.QuestionBanks", "Assessment.Calibration", "Assessment.Reports",
            "Assessment.Storage", "Assessment.Protocol", "Assessment.Scoring",
        ],
    };

    /// <summary>Which packages the pure rooms may use; the others are free.</summary>
    private static readonly Dictionary<string, string[]> Packages = new()
    {
        ["Assessment.Scoring"] = [],
        ["Assessment.Calibration"] = ["MathNet.Numerics"],
        ["Assessment.QuestionBanks"] = ["YamlDotNet"],
        ["Assessment.Protocol"] = ["Google.Protobuf", "Google.Api.CommonProtos", "Grpc.Core.Api"],
    };

    /// <summary>Hosts of package registries, in two halves so that this file holds none of them.</summary>
    private static readonly string[] RegistryHosts =
    [
        .. new[]
        {
            ("registry.npmjs", "org"), ("npmjs", "com"), ("registry.yarnpkg", "com"), ("nuget", "org"), ("pypi", "org"),
            ("pythonhosted", "org"), ("deb.debian", "org"), ("crates", "io"), ("proxy.golang", "org"), ("repo.maven.apache", "org"),
            ("buf", "build/"), ("jsr", "io/"), ("unpkg", "com"), ("pkgs.dev.azure", "com"), ("cdn.jsdelivr", "net"),
        }.Select(host => $"{host.Item1}.{host.Item2}"),
    ];

    /// <summary>What stands at the top, beside the tools' own root files.</summary>
    private static readonly string[] TopLevel =
    [
        "README.md", "ARCHITECTURE.md", "CHANGELOG.md", "LICENSE", "Assessment.sln",
        "protos", "src", "tests", "load-tests", "question-banks", "db", "docs",
    ];

    private static readonly string[] ToolFiles =
    [
        ".ci", ".editorconfig", ".gitignore", ".gitattributes", "BannedSymbols.txt", "Directory.Build.props", "Directory.Packages.props",
        "buf.yaml", "global.json",
    ];

    public static TheoryData<string> Projects => [.. Arrows.Keys];

    public static TheoryData<string> PureProjects => [.. Packages.Keys];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Assembly_References_OnlyRoomsBelow(string project)
    {
        var used = Load(project).GetReferencedAssemblies().Select(a => a.Name!).Where(IsOurs);
        Assert.Empty(used.Except(Arrows[project]));
    }

    [Fact]
    public void Assembly_OfTheServer_UsesWhatItServes() // So that the tests around it do look at something.
    {
        var used = Load("Assessment.Server").GetReferencedAssemblies().Select(a => a.Name).ToHashSet();
        Assert.Superset(new HashSet<string?> { "Assessment.Scoring", "Assessment.QuestionBanks", "Assessment.Storage", "Assessment.Protocol" }, used);
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Project_References_OnlyRoomsBelow(string project)
    {
        var referenced = Includes(project, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/')));
        Assert.Empty(referenced.Except(Arrows[project]));
    }

    [Theory]
    [MemberData(nameof(PureProjects))]
    public void Assembly_OfAPureRoom_UsesNoOtherPackages(string project)
    {
        var used = Load(project).GetReferencedAssemblies().Select(a => a.Name!).Where(a => !IsOurs(a) && !IsFramework(a));
        Assert.Empty(used.Except(Packages[project]));
    }

    [Fact]
    public void Arrows_NameEveryProject() => Assert.Equal(
        Arrows.Keys.Order(StringComparer.Ordinal),
        Repository.Files.Where(f => f.StartsWith("src/", StringComparison.Ordinal) && f.EndsWith(".csproj", StringComparison.Ordinal))
            .Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Projects))]
    public void GeneratedCode_IsOnlyInProtocol(string project)
    {
        var messages = Load(project).GetTypes().Where(t => t.IsClass && typeof(IMessage).IsAssignableFrom(t)).Select(t => t.FullName);
        if (project == "Assessment.Protocol")
        {
            Assert.NotEmpty(messages);
        }
        else
        {
            Assert.Empty(messages);
            Assert.Empty(Includes(project, "Protobuf"));
        }
    }

    [Fact]
    public void Protocol_HoldsNothingButGeneratedCode() =>
        Assert.Equal(["src/Assessment.Protocol/Assessment.Protocol.csproj"], Under("src/Assessment.Protocol/"));

    [Fact]
    public void GeneratedCode_IsNotCommitted() => Assert.DoesNotContain(
        Repository.Files.Where(f => f.EndsWith(".cs", StringComparison.Ordinal)),
        f => File.ReadLines(Repository.At(f)).Take(3).Any(l => l.StartsWith("// <auto-generated", StringComparison.Ordinal)));

    [Fact]
    public void TopLevel_HoldsNothingElse()
    {
        var entries = Repository.Files.Select(f => f.Split('/')[0]).Distinct().Where(e => e != ".git");
        Assert.Empty(entries.Except([.. TopLevel, .. ToolFiles]));
    }

    [Fact]
    public void Files_NameNoPackageRegistry()
    {
        var found =
            from file in Repository.Files
            let text = File.ReadAllText(Repository.At(file))
            from host in RegistryHosts
            where text.Contains(host, StringComparison.OrdinalIgnoreCase)
            select $"{file}: {host}";
        Assert.Empty(found);
    }

    [Fact]
    public void LockFiles_SayNotWhereAPackageWasTakenFrom() => Assert.DoesNotContain(
        Repository.Files.Where(f => Path.GetFileName(f) is "package-lock.json" or "packages.lock.json"),
        f => File.ReadAllText(Repository.At(f)) is var text
            && (text.Contains("\"resolved\"", StringComparison.Ordinal) || text.Contains(".tgz", StringComparison.Ordinal)));

    private static IEnumerable<string> Under(string folder) => Repository.Files.Where(f => f.StartsWith(folder, StringComparison.Ordinal));

    private static bool IsOurs(string assembly) => assembly.StartsWith("Assessment.", StringComparison.Ordinal);

    private static bool IsFramework(string assembly) =>
        assembly is "System" or "netstandard" or "mscorlib" || assembly.StartsWith("System.", StringComparison.Ordinal);

    private static Assembly Load(string project) => Assembly.Load(project == "Assessment.Cli" ? "assess" : project);

    private static IEnumerable<string> Includes(string project, string item) =>
        XDocument.Load(Repository.At($"src/{project}/{project}.csproj")).Descendants(item).Select(e => (string?)e.Attribute("Include") ?? "");
}
