using System.Text.RegularExpressions;
using Assessment.EndToEnd.Tests.Processes;

namespace Assessment.EndToEnd.Tests.Contract;

public sealed class BufTests : IDisposable
{
    private const int Findings = 100;
    private readonly TemporaryFolder _copy = new();

    public void Dispose() => _copy.Dispose();

    [Fact]
    public async Task Lint_Contract_FindsNothing()
    {
        Tools.RequireBuf();
        (await BufAsync(Repository.Root, "lint")).ShouldSucceed();
    }

    [Fact]
    public async Task Breaking_Contract_IsCompatibleWithTheBaseline()
    {
        Tools.RequireBuf();
        (await BreakingAsync(Repository.Root)).ShouldSucceed();
    }

    [Fact]
    public async Task Breaking_UnchangedCopy_FindsNothing()
    {
        Tools.RequireBuf();
        CopyContract();
        (await BreakingAsync(_copy.Path)).ShouldSucceed();
    }

    [Theory]
    [InlineData("rubric.proto", @"string evidence = 4 ", "string evidence = 14 ", "Rating")] // Renumbered.
    [InlineData("rubric.proto", @"int32 level = 2;", "string level = 2;", "level")] // Another type.
    [InlineData("rubric.proto", @"  string criterion = 1 [^;]*;\r?\n", "", "criterion")] // Removed.
    [InlineData("scorecard_service.proto", @"  rpc GetScorecard\([^{]*\{\s*option[^;]*;\s*\}", "", "GetScorecard")] // A removed rpc.
    [InlineData("candidate_assessment_service.proto", @"BAND_LEAN_YES = 5;", "BAND_ALMOST_YES = 5;", "BAND_LEAN_YES")] // A renamed value.
    public async Task Breaking_IncompatibleChange_IsFound(string file, string pattern, string replacement, string named)
    {
        Tools.RequireBuf();
        CopyContract();
        string path = Path.Combine(_copy.Path, "protos", "assessment", "v1", file);
        string before = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        string after = new Regex(pattern).Replace(before, replacement, 1);
        Assert.NotEqual(before, after);
        await File.WriteAllTextAsync(path, after, TestContext.Current.CancellationToken);

        var ended = await BreakingAsync(_copy.Path);

        Assert.True(ended.ExitCode == Findings, ended.Everything);
        Assert.Contains(file, ended.Output, StringComparison.Ordinal);
        Assert.Contains(named, ended.Output, StringComparison.Ordinal);
    }

    private static Task<Ended> BreakingAsync(string folder) => BufAsync(folder, "breaking", "--against", Repository.At("protos/baseline.binpb"));

    private static Task<Ended> BufAsync(string folder, params string[] arguments) => new Command(Tools.Buf, arguments) { Folder = folder }.RunAsync();

    private void CopyContract()
    {
        foreach (string file in Repository.Files.Where(f => f == "buf.yaml" || (f.StartsWith("protos/", StringComparison.Ordinal) && f.EndsWith(".proto", StringComparison.Ordinal))))
        {
            string to = Path.Combine(_copy.Path, file);
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(Repository.At(file), to);
        }
    }
}
