using System.Net;
using System.Text.Json.Nodes;
using Assessment.EndToEnd.Tests.Processes;

namespace Assessment.EndToEnd.Tests.OpenApi;

public sealed class OpenApiTests(LiveServer live)
{
    private const string Committed = "docs/openapi.json";

    /// <summary>Set it to 1 to write the document instead of comparing it.</summary>
    private const string Rewrite = "ASSESSMENT_WRITE_OPENAPI";

    /// <summary>What an empty request to an operation that is served is not answered with.</summary>
    private static readonly HttpStatusCode[] NotServed =
        [HttpStatusCode.NotFound, HttpStatusCode.MethodNotAllowed, HttpStatusCode.InternalServerError, HttpStatusCode.NotImplemented];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Document_IsGeneratedFromTheContract()
    {
        string generated = OpenApiDocument.Write();
        if (Environment.GetEnvironmentVariable(Rewrite) == "1")
        {
            await File.WriteAllTextAsync(Repository.At(Committed), generated, Cancellation);
        }

        Assert.True(
            File.Exists(Repository.At(Committed)) && generated == await File.ReadAllTextAsync(Repository.At(Committed), Cancellation),
            $"{Committed} is not what the contract says. Run this test with {Rewrite}=1 to write it anew.");
    }

    [Fact]
    public void References_All_LeadToASchema()
    {
        var document = JsonNode.Parse(OpenApiDocument.Write())!;
        var schemas = document["components"]!["schemas"]!.AsObject();
        var references = References(document).Distinct().ToList();
        Assert.True(references.Count > 40, $"only {references.Count} references");
        Assert.DoesNotContain(references, r => !schemas.ContainsKey(r.Split('/')[^1]));
        Assert.Empty(schemas.Select(s => s.Key).Except(references.Select(r => r.Split('/')[^1])));
    }

    /// <summary>Every operation is served: even an empty request gets an answer of the call itself, which fits the document.</summary>
    [Fact]
    public async Task Operations_All_AreServed()
    {
        var sample = await SampleInterview.CreateAsync(live.Server.Channel, Cancellation);
        var card = await sample.SubmitAsync(live.Server.Channel, "ines", "", Cancellation);
        var names = new Dictionary<string, string>
        {
            ["interview"] = sample.Interview.Name.Split('/')[1],
            ["scorecard"] = card.Name.Split('/')[3],
            ["questionBank"] = "product-sense",
            ["version"] = "latest",
            ["roleProfile"] = "ml_engineer",
            ["level"] = "senior",
            ["calibrationRun"] = Guid.Empty.ToString(),
            ["calibrationReport"] = Guid.Empty.ToString(),
            ["interviewer"] = "ines",
        };
        using var api = new RestApi(live.Server.Http);
        foreach (var (method, path) in api.Operations)
        {
            string url = names.Aggregate(path, (text, name) => text.Replace($"{{{name.Key}}}", name.Value, StringComparison.Ordinal));
            var status = await api.CallAsync(method, path, url, method == "post" ? [] : null, Cancellation);
            bool named = path.Contains("{calibration", StringComparison.Ordinal) && status == HttpStatusCode.NotFound; // by the call itself: the answer fits
            Assert.False(NotServed.Contains(status) && !named, $"{method} {url}: {status}");
        }

        Assert.Empty(api.Problems);
    }

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject item => item.SelectMany(p => p is { Key: "$ref", Value: JsonValue reference } ? [(string)reference!] : References(p.Value)),
        JsonArray items => items.SelectMany(References),
        _ => [],
    };
}
