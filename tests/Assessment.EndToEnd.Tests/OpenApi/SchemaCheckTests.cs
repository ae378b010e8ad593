using System.Text.Json.Nodes;

namespace Assessment.EndToEnd.Tests.OpenApi;

/// <summary>The check that the other tests rely on does find what it is there to find.</summary>
public class SchemaCheckTests
{
    private static readonly JsonNode Document = JsonNode.Parse(OpenApiDocument.Write())!;

    [Theory]
    [InlineData("""{"criterion":"P1.decision","level":3}""", null)]
    [InlineData("""{"level":3}""", ".criterion is missing")]
    [InlineData("""{"criterion":"P1.decision","stars":3}""", ".stars is not in the schema")]
    [InlineData("""{"criterion":7}""", ".criterion: 7 is no string")]
    [InlineData("""{"criterion":null}""", ".criterion: null is no string")]
    [InlineData("""{"criterion":"P1.decision","level":3.5}""", ".level: 3.5 is no integer")]
    [InlineData("""{"criterion":"P1.decision","notObservedReason":"TIRED"}""", ".notObservedReason: 'TIRED' is no value of the enum")]
    public void Check_Rating_FindsTheProblem(string rating, string? problem) => AssertProblem("Rating", rating, problem);

    [Theory]
    [InlineData("""{"createdAt":"2026-01-31T12:00:00Z","ratings":[{"criterion":"P1.decision"}],"interviewerId":"ines"}""", null)]
    [InlineData("""{"createdAt":"yesterday","ratings":[],"interviewerId":"ines"}""", ".createdAt: 'yesterday' is no date-time")]
    [InlineData("""{"ratings":{},"interviewerId":"ines"}""", ".ratings: {} is no array")]
    [InlineData("""{"ratings":[{}],"interviewerId":"ines"}""", ".ratings[0].criterion is missing")]
    public void Check_Scorecard_FindsTheProblem(string card, string? problem) => AssertProblem("Scorecard", card, problem);

    [Theory]
    [InlineData("""{"roleProfile":"x","shapeCorrelation":-0.25}""", null)]
    [InlineData("""{"roleProfile":"x","shapeCorrelation":"0.5"}""", ".shapeCorrelation: \"0.5\" is no number")]
    [InlineData("""{"roleProfile":"x","shapeCorrelation":null}""", ".shapeCorrelation: null is no number")]
    public void Check_Number_FindsTheProblem(string standing, string? problem) => AssertProblem("RoleStanding", standing, problem);

    private static void AssertProblem(string schema, string json, string? problem)
    {
        var check = new SchemaCheck(Document);
        check.Check(JsonNode.Parse(json), new JsonObject { ["$ref"] = $"#/components/schemas/{schema}" }, "");
        Assert.Equal(problem is null ? [] : [problem], check.Problems);
    }
}
