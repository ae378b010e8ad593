namespace Assessment.QuestionBanks.Tests;

public sealed class BankFolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("banks").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Read_FolderAndFile_GivesBanksAndProfilesInTheOrderOfTheirFiles()
    {
        Write("b.yml", Platform());
        Write("a.yaml", Sample.Bank);
        Write("sub/c.yaml", Sample.Profiles);
        Write("schema/d.yaml", "not: read");
        Write("notes.txt", "not: read");
        string twin = Write("twin.yaml", Sample.Bank); // the same content twice is one bank
        var reading = BankFolder.Read([_folder, twin]);
        Assert.Empty(reading.Diagnostics);
        Assert.Equal(["sample", "platform"], reading.Banks.Select(b => b.Id));
        Assert.Equal("sample", Assert.Single(reading.Profiles).Id);
    }

    [Fact]
    public void Read_SingleFiles_StandInTheOrderGiven()
    {
        string first = Write("z.yaml", Platform());
        string second = Write("a.yaml", Sample.Bank);
        Assert.Equal(["platform", "sample"], BankFolder.Read([first, second]).Banks.Select(b => b.Id));
    }

    [Fact]
    public void Read_MissingPathAndEmptyFolder_AreDiagnostics()
    {
        string missing = Path.Combine(_folder, "none", "missing.yaml");
        var reading = BankFolder.Read([missing, _folder]);
        Assert.Equal([$"{missing}:1:1: missing-path There is no such file or folder.", $"{_folder}:1:1: empty-folder The folder holds no .yaml or .yml file."], reading.Diagnostics.Select(d => d.ToString()));
        Assert.Equal("missing-path", Assert.Single(BankFolder.Read(["a\0b"]).Diagnostics).Code);
    }

    [Fact]
    public void Read_UnreadableFile_IsADiagnostic()
    {
        string file = Write("a.yaml", Sample.Bank);
        using var held = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        Assert.Equal("unreadable", Assert.Single(BankFolder.Read([file]).Diagnostics).Code);
    }

    [Fact]
    public void Read_FileTooLarge_IsADiagnostic()
    {
        string file = Write("a.yaml", new string('#', BankReader.MaximumBytes + 100));
        Assert.Equal("too-large", Assert.Single(BankFolder.Read([file]).Diagnostics).Code);
        Assert.Equal("empty-file", Assert.Single(BankFolder.Read([Write("a.yaml", new string('#', BankReader.MaximumBytes))]).Diagnostics).Code);
    }

    [Fact]
    public void Read_FaultsInSeveralFiles_StandInTheOrderOfTheFiles()
    {
        Write("b.yaml", Sample.Bank.With("minutes: 7", "minutes: 70").With("title: Sample\n", "title: 1\n"));
        Write("a.yaml", "a: b: c\n");
        var reading = BankFolder.Read([_folder]);
        Assert.Equal(["a.yaml syntax", "b.yaml wrong-type", "b.yaml minutes-out-of-range"], reading.Diagnostics.Select(d => $"{Path.GetFileName(d.File)} {d.Code}"));
        Assert.Empty(reading.Banks);
    }

    [Fact]
    public void Read_SameVersionWithOtherContent_NamesBothFiles()
    {
        string first = Write("a.yaml", Sample.Bank);
        string second = Write("b.yaml", Sample.Bank.With("title: Sample\n", "title: Other\n"));
        string third = Write("c.yaml", Sample.Profiles);
        string fourth = Write("d.yaml", Sample.Profiles.With("minimum_coverage: 70", "minimum_coverage: 60"));
        Write("e.yaml", Sample.Bank.With("version: 1.0.0", "version: 1.1.0"));
        var diagnostics = BankFolder.Read([_folder]).Diagnostics;
        Assert.Equal([(second, 3, 10, "duplicate-version"), (fourth, 3, 10, "duplicate-version")], diagnostics.Select(d => (d.File, d.Line, d.Column, d.Code)));
        Assert.Contains(first, diagnostics[0].Message, StringComparison.Ordinal);
        Assert.Contains(third, diagnostics[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_CompetencyOfTwoBanks_IsReportedWhereItIsDefinedAgain()
    {
        Write("a.yaml", Sample.Bank);
        string second = Write("b.yaml", Sample.Bank.With("id: sample\n", "id: other\n"));
        var diagnostics = BankFolder.Read([_folder]).Diagnostics;
        Assert.Equal([(second, 13, 9, "duplicate-competency"), (second, 61, 9, "duplicate-competency")], diagnostics.Select(d => (d.File, d.Line, d.Column, d.Code)));
    }

    [Fact]
    public void Read_ProfileCompetencyThatNoBankHas_IsReportedOnceAllTracksAreThere()
    {
        Write("a.yaml", Sample.Bank);
        Write("b.yaml", Platform());
        string profiles = Write("p.yaml", Sample.Profiles.Replace("P2", "D2", StringComparison.Ordinal));
        Assert.Empty(BankFolder.Read([_folder]).Diagnostics);
        Write("c.yaml", Platform().Replace("I1", "X1", StringComparison.Ordinal).With("id: platform", "id: data").With("ml_platform", "data_modeling"));
        var diagnostics = BankFolder.Read([_folder]).Diagnostics;
        Assert.Equal([(profiles, 20, 3), (profiles, 27, 7), (profiles, 33, 7)], diagnostics.Select(d => (d.File, d.Line, d.Column)));
        Assert.All(diagnostics, d => Assert.Equal("unknown-competency", d.Code));
    }

    private static string Platform()
    {
        int second = Sample.Bank.IndexOf("  - id: P2\n", StringComparison.Ordinal);
        string one = Sample.Bank[..Sample.Bank.IndexOf("  - id: P1\n", StringComparison.Ordinal)] + Sample.Bank[second..];
        return one.Replace("P2", "I1", StringComparison.Ordinal).With(", P1.cost", "").With("id: sample", "id: platform").With("product_sense", "ml_platform");
    }

    private string Write(string name, string content)
    {
        string path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        return path;
    }
}
