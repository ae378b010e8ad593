using Assessment.QuestionBanks;
using Assessment.Scoring;

namespace Assessment.Server.Tests.Support;

/// <summary>The repository's own banks and profiles, read and compiled as a reader of the files would.</summary>
public static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string QuestionBanks { get; } = Path.Combine(Root, "question-banks");

    private static readonly BankFolderReading Reading = BankFolder.Read([QuestionBanks]);

    /// <summary>Ordered by id.</summary>
    public static IReadOnlyList<QuestionBank> Banks { get; } = [.. Reading.Banks.OrderBy(b => b.Id, StringComparer.Ordinal)];

    public static RoleProfileSet Profiles { get; } = Reading.Profiles.Single();

    public static Rubric Rubric { get; } = RubricCompiler.Compile(Banks);

    public static BoundProfile Profile(string role = "ml_engineer", RoleLevel level = RoleLevel.Senior) =>
        new(Rubric, Profiles.Find(role, level)!);

    public static string Source(string bank) => File.ReadAllText(Path.Combine(QuestionBanks, $"{bank}.yaml"));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Assessment.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("Assessment.sln is in no folder above the tests.");
        }

        return folder.FullName;
    }
}
