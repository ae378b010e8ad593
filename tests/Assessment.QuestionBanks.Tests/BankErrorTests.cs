namespace Assessment.QuestionBanks.Tests;

public class BankErrorTests
{
    [Fact]
    public void Read_SampleBank_HasNoDiagnostics()
    {
        var reading = Sample.Read(Sample.Bank);
        Assert.Empty(reading.Diagnostics);
        Assert.NotNull(reading.Bank);
        Assert.Null(reading.Profiles);
        Assert.Equal("file.yaml", reading.File);
    }

    [Theory] // code, what is replaced, by what, and the piece at whose start the diagnostic stands
    [InlineData("unknown-key", "title: Sample\n", "title: Sample\nauthor: me\n", "author")]
    [InlineData("unknown-key", "        weight: 60\n", "        weight: 60\n        wieght: 3\n", "wieght")]
    [InlineData("unknown-key", "          5: Tells how naming", "          6: Six is one level more than there are.\n          5: Tells how naming", "6: Six")]
    [InlineData("missing-key", "version: 1.0.0\n", "", "kind: question-bank")]
    [InlineData("missing-key", "    weight: 100\n", "", "id: P1\n")]
    [InlineData("missing-key", "        minutes: 7\n", "", "id: P1.q01")]
    [InlineData("missing-key", "          part: shared\n", "", "probe: 1\n")]
    [InlineData("missing-key", "kind: question-bank\n", "", "id: sample")]
    [InlineData("duplicate-key", "title: Sample\n", "title: Sample\ntitle: Again\n", "title: Again")]
    [InlineData("unknown-kind", "kind: question-bank", "kind: question-bnak", "question-bnak")]
    [InlineData("wrong-type", "kind: question-bank", "kind: [question-bank]", "[question-bank]")]
    [InlineData("wrong-type", "title: Sample", "title: 12", "12")]
    [InlineData("wrong-type", "title: Sample", "title: true", "true\nsummary")]
    [InlineData("wrong-type", "title: Sample", "title: 1e3", "1e3")]
    [InlineData("wrong-type", "title: Sample", "title: [Sample]", "[Sample]")]
    [InlineData("wrong-type", "evidence_at_extremes: true", "evidence_at_extremes: \"true\"", "\"true\"")]
    [InlineData("wrong-type", "weight: 100", "weight: \"100\"", "\"100\"")]
    [InlineData("wrong-type", "weight: 100", "weight: 1.5", "1.5")]
    [InlineData("wrong-type", "weight: 100", "weight: 0x10", "0x10")]
    [InlineData("wrong-type", "weight: 100", "weight: [1]", "[1]")]
    [InlineData("wrong-type", "    red_flags: []", "    red_flags: none", "none")]
    [InlineData("wrong-type", "    red_flags: []", "    red_flags: [P2.flag-x]", "P2.flag-x")]
    [InlineData("empty-value", "title: Sample", "title: \"  \"", "\"  \"")]
    [InlineData("empty-value", "title: Sample", "title: ~", "~")]
    [InlineData("empty-value", "levels: [mid]", "levels: []", "[]\n        criteria: [P2")]
    [InlineData("character", "title: Sample", "title: \"A\\u0007bell\"", "\"A")]
    [InlineData("character", "title: Sample", "title: \"A\\Lline\"", "\"A")]
    [InlineData("version", "version: 1.0.0", "version: 1.0", "1.0\n")]
    [InlineData("version", "version: 1.0.0", "version: v1.0.0", "v1.0.0")]
    [InlineData("version", "version: 1.0.0", "version: 1.0.00", "1.0.00")]
    [InlineData("wrong-type", "version: 1.0.0", "version: {}", "{}")]
    [InlineData("unknown-value", "track: product_sense", "track: product", "product\n")]
    [InlineData("unknown-value", "levels: [mid]", "levels: [mid, principal]", "principal")]
    [InlineData("unknown-value", "records: [target, label_source]", "records: [target, labels]", "labels]")]
    [InlineData("unknown-value", "part: shared", "part: third", "third")]
    [InlineData("duplicate-value", "levels: [mid]", "levels: [mid, mid]", "mid]\n        criteria: [P2")]
    [InlineData("duplicate-value", "criteria: [P2.baseline, P1.cost]", "criteria: [P2.baseline, P2.baseline]", "P2.baseline]")]
    [InlineData("id-format", "id: sample", "id: Sample_Bank", "Sample_Bank")]
    [InlineData("id-format", "id: P1.q01", "id: P1.question1", "P1.question1")]
    [InlineData("id-format", "id: P1.q01", "id: P1.q1", "P1.q1")]
    [InlineData("id-format", "id: P2.q01", "id: P1.q09", "P1.q09")]
    [InlineData("id-format", "id: P1.flag-no-user", "id: P1.no-user", "P1.no-user")]
    [InlineData("id-format", "id: P1.flag-no-user", "id: P1.flag-No", "P1.flag-No")]
    [InlineData("duplicate-id", "id: P1.q02", "id: P1.q01", "P1.q01\n        prompt: What")]
    [InlineData("unknown-criterion", "criteria: [P2.baseline, P1.cost]", "criteria: [P2.baseline, P1.costs]", "P1.costs")]
    [InlineData("unknown-criterion", "cap: 2\n        criteria: [P1.decision]", "cap: 2\n        criteria: [D9.other]", "D9.other")]
    [InlineData("weight-out-of-range", "weight: 60", "weight: 0", "0\n        anchors:\n          1: Names")]
    [InlineData("weight-out-of-range", "weight: 60", "weight: 1001", "1001")]
    [InlineData("weight-out-of-range", "weight: 60", "weight: -5", "-5")]
    [InlineData("weight-out-of-range", "weight: 60", "weight: 99999999999999999999", "99999999999999999999")]
    [InlineData("minutes-out-of-range", "minutes: 7", "minutes: 61", "61")]
    [InlineData("cap-out-of-range", "cap: 2", "cap: 6", "6\n        criteria")]
    [InlineData("out-of-range", "probe: 1\n", "probe: 11\n", "11\n")]
    [InlineData("claim-part", "part: shared", "part: first", "first\n")]
    [InlineData("claim-part", "probe: 1\n", "probe: 4\n", "shared")]
    [InlineData("too-few", "probes: [\"What would change your mind?\", \"How would you measure it?\"]", "probes: [\"What would change?\"]", "[\"What")]
    [InlineData("anchor-missing", "          2: Lists two kinds of error and leaves open which one hurts more.\n", "", "1: Says that")]
    [InlineData("anchor-length", "1: Says that every error is the same, whoever has to bear it.", "1: Says that all errors are the same.", "Says that all")]
    [InlineData("wrong-type", "1: Says that every error is the same, whoever has to bear it.", "1: [Says]", "[Says]")]
    [InlineData("criterion-not-elicited", "criteria: [P2.baseline, P1.cost]", "criteria: [P1.cost]", "P2.baseline\n")]
    public void Read_OneFault_IsReportedWhereItStands(string code, string piece, string replacement, string place) =>
        Sample.AssertOnly(Sample.Bank.With(piece, replacement), code, place);

    [Fact]
    public void Read_AnchorOfFortyOneWords_IsTooLong()
    {
        string anchor = string.Join(' ', Enumerable.Repeat("word", 40));
        string yaml = Sample.Bank.With("1: Says that every error is the same, whoever has to bear it.", $"1: {anchor}");
        Assert.Empty(Sample.Read(yaml).Diagnostics);
        Sample.AssertOnly(yaml.With(anchor, $"{anchor} more"), "anchor-length", $"{anchor} more");
    }

    [Fact]
    public void Read_CheapestCoverAboveAnHour_IsReportedWithItsMinutes()
    {
        string yaml = Sample.Bank.With("minutes: 7", "minutes: 41").With("minutes: 6", "minutes: 42").With("minutes: 5", "minutes: 20");
        var diagnostic = Sample.AssertOnly(yaml, "not-coverable", "- id: P1\n");
        Assert.Contains("takes 61 minutes", diagnostic.Message, StringComparison.Ordinal);
        Assert.NotNull(Sample.Read(yaml.With("minutes: 41", "minutes: 40")).Bank);
    }

    [Fact]
    public void Read_MoreCriteriaOrCompetenciesThanAllowed_IsReported()
    {
        string criteria = string.Concat(Enumerable.Range(0, 65).Select(i => $"{{id: P1.c{i}, name: x, weight: 1, anchors: {Anchors(i)}}},"));
        string all = string.Join(", ", Enumerable.Range(0, 65).Select(i => $"P1.c{i}"));
        var crowded = Sample.Read(Bank($"{{{Head("P1")}, criteria: [{criteria}], questions: [{{id: P1.q01, prompt: x, probes: [a, b], minutes: 5, levels: [mid], criteria: [{all}]}}], red_flags: []}}"));
        Assert.Equal(["too-many", "too-many"], crowded.Diagnostics.Select(d => d.Code).Order());

        string[] competencies = [.. Enumerable.Range(0, 65).Select(i => $"{{{Head($"P{i}")}, criteria: [{{id: P{i}.c, name: x, weight: 1, anchors: {Anchors(i)}}}], questions: [{{id: P{i}.q01, prompt: x, probes: [a, b], minutes: 1, levels: [mid], criteria: [P{i}.c]}}], red_flags: []}}")];
        Assert.Equal(["too-many", "too-many"], Sample.Read(Bank(string.Join(',', competencies))).Diagnostics.Select(d => d.Code));
        var wide = Sample.Read(Bank(string.Join(',', competencies.Take(60))));
        Assert.Equal(60, wide.Bank!.Competencies.Count);
        Assert.Equal(60, RubricCompiler.Compile([wide.Bank]).CompetencyIds.Count);
        Assert.Contains("takes 64 minutes", Assert.Single(Sample.Read(Bank(string.Join(',', competencies.Take(64)))).Diagnostics).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_FileFullOfFaults_ReportsEachOfThem()
    {
        string many = string.Join(", ", Enumerable.Range(0, 50_000).Select(i => $"P1.x{i}"));
        var reading = Sample.Read(Sample.Bank.With("criteria: [P2.baseline, P1.cost]", $"criteria: [P2.baseline, P1.cost, {many}]"));
        Assert.Equal(50_000, reading.Diagnostics.Count(d => d.Code == "unknown-criterion"));
    }

    [Theory]
    [InlineData("author: me\n", "Known are", "title: Sample\n", "title: Sample\nauthor: me\n")]
    [InlineData("critera", "Did you mean 'criteria'?", "cap: 2\n        criteria:", "cap: 2\n        critera:")]
    [InlineData("question-bnak", "Did you mean 'question-bank'?", "kind: question-bank", "kind: question-bnak")]
    [InlineData("P1.costs", "Did you mean 'P1.cost'?", "criteria: [P2.baseline, P1.cost]", "criteria: [P2.baseline, P1.costs]")]
    [InlineData("seniour", "Did you mean 'senior'?", "levels: [mid]", "levels: [seniour]")]
    public void Read_NearWord_IsSuggested(string word, string advice, string piece, string replacement)
    {
        string yaml = Sample.Bank.With(piece, replacement);
        var (line, column) = yaml.PlaceOf(word);
        var diagnostic = Sample.Read(yaml).Diagnostics.Single(d => d.Line == line && d.Column == column);
        Assert.Contains(advice, diagnostic.Message, StringComparison.Ordinal);
    }

    private static string Bank(string competencies) =>
        $"{{kind: question-bank, id: x, version: 1.0.0, track: ml_platform, title: x, summary: x, rationale: x, provenance: x, evidence_at_extremes: false, competencies: [{competencies}]}}";

    private static string Head(string id) => $"id: {id}, name: x, description: x, weight: 1, rationale: x";

    private static string Anchors(int i) =>
        $"{{{string.Join(", ", Enumerable.Range(1, 5).Select(level => $"{level}: one two three four five six seven {i}-{level}"))}}}";
}
