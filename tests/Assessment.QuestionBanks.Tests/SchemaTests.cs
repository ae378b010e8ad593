using System.Text.Json;

namespace Assessment.QuestionBanks.Tests;

public class SchemaTests
{
    public static TheoryData<string, string, string> Mappings => new()
    {
        { "question-bank", "", nameof(KnownKeys.Bank) },
        { "question-bank", "competency", nameof(KnownKeys.Competency) },
        { "question-bank", "criterion", nameof(KnownKeys.Criterion) },
        { "question-bank", "anchors", nameof(KnownKeys.Anchors) },
        { "question-bank", "question", nameof(KnownKeys.Question) },
        { "question-bank", "claim", nameof(KnownKeys.Claim) },
        { "question-bank", "red_flag", nameof(KnownKeys.RedFlag) },
        { "role-profiles", "", nameof(KnownKeys.Profiles) },
        { "role-profiles", "cut_scores", nameof(KnownKeys.CutScores) },
        { "role-profiles", "verdict", nameof(KnownKeys.Verdict) },
        { "role-profiles", "weeks_per_level", nameof(KnownKeys.WeeksPerLevel) },
        { "role-profiles", "shape", nameof(KnownKeys.Shape) },
        { "role-profiles", "role", nameof(KnownKeys.Role) },
        { "role-profiles", "role_competency", nameof(KnownKeys.RoleCompetency) },
        { "role-profiles", "bars", nameof(KnownKeys.Bars) },
    };

    [Theory]
    [MemberData(nameof(Mappings))]
    public void Schema_Mapping_HasTheKeysOfTheLoader(string schema, string definition, string keySet)
    {
        var root = Load(schema);
        var mapping = definition.Length == 0 ? root : root.GetProperty("$defs").GetProperty(definition);
        var keys = (KeySet)typeof(KnownKeys).GetField(keySet)!.GetValue(null)!;
        Assert.Equal(keys.Required.Concat(keys.Optional).Order(), mapping.GetProperty("properties").EnumerateObject().Select(p => p.Name).Order());
        Assert.Equal(keys.Required.Order(), mapping.GetProperty("required").EnumerateArray().Select(r => r.GetString()).Order());
        Assert.False(mapping.GetProperty("additionalProperties").GetBoolean());
        Assert.All(mapping.GetProperty("properties").EnumerateObject(), p => Assert.True(IsDescribed(root, p.Value), $"'{p.Name}' has no description."));
    }

    [Fact]
    public void Schema_Mappings_AreAllHeldToTheLoader()
    {
        string[] held = [.. Mappings.Select(row => row.Data.Item3).Order()];
        Assert.Equal(held, typeof(KnownKeys).GetFields().Select(f => f.Name).Order());
        int defined = Load("question-bank").GetProperty("$defs").EnumerateObject().Count() + Load("role-profiles").GetProperty("$defs").EnumerateObject().Count();
        Assert.Equal(held.Length - 2, defined);
    }

    [Fact]
    public void Schema_Words_AreThoseOfTheLoader()
    {
        var bank = Load("question-bank");
        var profiles = Load("role-profiles");
        AssertWords(WireNames.Tracks.Keys, bank.GetProperty("properties").GetProperty("track"));
        AssertWords(WireNames.Levels.Keys, Property(bank, "question", "levels").GetProperty("items"));
        AssertWords(WireNames.Parts.Keys, Property(bank, "claim", "part"));
        AssertWords(ClaimProbe.KnownRecords, Property(bank, "claim", "records").GetProperty("items"));
        AssertWords(WireNames.Combinations.Keys, profiles.GetProperty("properties").GetProperty("combination"));
        AssertWords(WireNames.LearningTimes.Keys, profiles.GetProperty("properties").GetProperty("learning_times").GetProperty("patternProperties").EnumerateObject().Single().Value);
        foreach (var part in bank.GetProperty("$defs").GetProperty("claim").GetProperty("oneOf").EnumerateArray().Select(o => o.GetProperty("properties")))
        {
            string word = part.GetProperty("part").GetProperty("const").GetString()!;
            Assert.All(part.GetProperty("probe").GetProperty("enum").EnumerateArray(), p => Assert.Equal(word, ClaimProbe.PartOf(p.GetInt32()).WireName()));
        }
    }

    private static JsonElement Load(string name) =>
        JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Sample.Root, "question-banks", "schema", $"{name}.schema.json"))).RootElement;

    private static JsonElement Property(JsonElement root, string definition, string name) =>
        root.GetProperty("$defs").GetProperty(definition).GetProperty("properties").GetProperty(name);

    private static void AssertWords(IEnumerable<string> words, JsonElement property) =>
        Assert.Equal(words.Order(), property.GetProperty("enum").EnumerateArray().Select(e => e.GetString()!).Order());

    private static bool IsDescribed(JsonElement root, JsonElement property) => property.TryGetProperty("$ref", out var reference)
        ? IsDescribed(root, root.GetProperty("$defs").GetProperty(reference.GetString()!["#/$defs/".Length..]))
        : property.GetProperty("description").GetString()!.Length > 0;
}
