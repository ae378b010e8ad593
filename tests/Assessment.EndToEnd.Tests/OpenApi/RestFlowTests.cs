using System.Text;
using System.Text.Json.Nodes;
using Assessment.EndToEnd.Tests.Processes;
using Google.Protobuf;

namespace Assessment.EndToEnd.Tests.OpenApi;

/// <summary>Every operation of the document once, with success, by a caller that has only the document.</summary>
public sealed class RestFlowTests(LiveServer live)
{
    private const string Interviews = "/v1/interviews";
    private const string One = "/v1/interviews/{interview}";
    private const string Cards = "/v1/interviews/{interview}/scorecards";
    private const string Card = "/v1/interviews/{interview}/scorecards/{scorecard}";
    private const string Profile = "/v1/roleProfiles/{roleProfile}/levels/{level}";

    private static readonly string[] Panel = ["ines", "jonas", "kim", "lea", "mio"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Answers_OfEveryOperation_FitTheDocument()
    {
        using var api = new RestApi(live.Server.Http);
        await ReadBanksAsync(api);
        await ScoreAsync(api);
        string interview = await PlanAsync(api);
        await RateAsync(api, interview);
        await Do(api, "get", $"{One}/candidateAssessment", $"/v1/{interview}/candidateAssessment");
        await JudgeAsync(api, interview);
        await Do(api, "post", $"{One}:close", $"/v1/{interview}:close", []);
        await CalibrateAsync(api); // reads what is released, and a closed interview is
        await AccountAsync(api);
        Assert.Empty(api.Problems);
        Assert.Empty(api.NotDone);
    }

    private static async Task ReadBanksAsync(RestApi api)
    {
        byte[] source = await File.ReadAllBytesAsync(Repository.At("question-banks/product-sense.yaml"), Cancellation);
        var bank = new JsonObject { ["source"] = Convert.ToBase64String(source), ["file"] = "product-sense.yaml" };
        var broken = new JsonObject { ["source"] = Convert.ToBase64String(Encoding.UTF8.GetBytes("kind: question-bank\ncolour: red\n")) };
        await Do(api, "get", "/v1/questionBanks", "/v1/questionBanks?pageSize=2&track=TRACK_PRODUCT_SENSE");
        await Do(api, "get", "/v1/questionBanks/{questionBank}/versions/{version}", "/v1/questionBanks/product-sense/versions/latest");
        await Do(api, "post", "/v1/questionBanks:validate", "/v1/questionBanks:validate", bank);
        await Do(api, "post", "/v1/questionBanks:validate", "/v1/questionBanks:validate", broken);
        await Do(api, "post", "/v1/questionBanks:publish", "/v1/questionBanks:publish", bank); // The same content again succeeds.
        await Do(api, "get", "/v1/roleProfiles", "/v1/roleProfiles?pageSize=3");
        await Do(api, "get", Profile, $"/v1/{SampleInterview.RoleProfile}");
    }

    private static async Task ScoreAsync(RestApi api)
    {
        var request = Json(SampleInterview.ToScore());
        var batch = new JsonObject { ["requests"] = new JsonArray(request.DeepClone()) };
        await Do(api, "post", "/v1/scoring:score", "/v1/scoring:score", request);
        await Do(api, "post", "/v1/scoring:batchScore", "/v1/scoring:batchScore", batch);
    }

    private static async Task<string> PlanAsync(RestApi api)
    {
        var created = await Do(api, "post", Interviews, $"{Interviews}?requestId={Guid.NewGuid()}", new JsonObject
        {
            ["candidateId"] = "candidate-rest",
            ["roleProfile"] = SampleInterview.RoleProfile,
            ["panel"] = new JsonArray(new JsonObject { ["interviewerId"] = "ines", ["focus"] = new JsonArray("P1", "P2") }),
        });
        string name = (string)created["name"]!;
        await Do(api, "get", One, $"/v1/{name}");
        await Do(api, "get", Interviews, $"{Interviews}?candidateId=candidate-rest&state=STATE_OPEN&pageSize=1");
        await Do(api, "get", $"{Interviews}:mine", $"{Interviews}:mine?interviewerId=ines");
        await Do(api, "post", $"{One}:assign", $"/v1/{name}:assign", new JsonObject
        {
            ["panel"] = new JsonArray([.. Panel.Select(i => new JsonObject { ["interviewerId"] = i })]),
        });
        await Do(api, "post", $"{One}:unassign", $"/v1/{name}:unassign", new JsonObject { ["interviewerId"] = "mio" });
        await Do(api, "get", $"{Interviews}:outstanding", $"{Interviews}:outstanding?interview={name}");
        await Do(api, "post", $"{Interviews}:buildKit", $"{Interviews}:buildKit", new JsonObject { ["interview"] = name, ["minutes"] = 30 });
        return name;
    }

    private static async Task RateAsync(RestApi api, string interview)
    {
        JsonObject Of(string interviewer) => new() { ["scorecard"] = Json(SampleInterview.Card(interviewer)) };
        await Do(api, "post", $"{Cards}:preview", $"/v1/{interview}/scorecards:preview", Of("ines"));
        var draft = await Do(api, "post", $"{Cards}:saveDraft", $"/v1/{interview}/scorecards:saveDraft", Of("ines"));
        await Do(api, "post", $"{Card}:submit", $"/v1/{draft["name"]}:submit", new JsonObject { ["etag"] = (string?)draft["etag"] });
        var card = await Do(api, "post", $"{Cards}:submit", $"/v1/{interview}/scorecards:submit", Of("jonas"));
        var amendment = Of("jonas");
        amendment["reason"] = "A level was mistyped.";
        amendment["etag"] = (string?)card["etag"];
        var amended = await Do(api, "post", $"{Card}:amend", $"/v1/{card["name"]}:amend", amendment);
        await Do(api, "post", $"{Card}:withdraw", $"/v1/{card["name"]}:withdraw", new JsonObject
        {
            ["reason"] = "Another candidate was meant.",
            ["etag"] = (string?)amended["etag"],
        });
        var batch = Of("kim");
        batch["parent"] = interview;
        await Do(api, "post", "/v1/scorecards:batchSubmit", "/v1/scorecards:batchSubmit", new JsonObject { ["requests"] = new JsonArray(batch) });
        await Do(api, "get", Card, $"/v1/{card["name"]}?revision=1");
        await Do(api, "get", Cards, $"/v1/{interview}/scorecards?state=STATE_SUBMITTED");
    }

    private static async Task JudgeAsync(RestApi api, string interview)
    {
        string name = $"{interview}/candidateAssessment";
        await Do(api, "get", "/v1/candidateAssessments:batchGet", $"/v1/candidateAssessments:batchGet?names={name}");
        await Do(api, "get", $"{One}/candidateAssessment:render", $"/v1/{name}:render");
        await Do(api, "post", $"{One}/decisions", $"/v1/{interview}/decisions?requestId={Guid.NewGuid()}", new JsonObject
        {
            ["decidedBy"] = "chair",
            ["outcome"] = "OUTCOME_CONTINUE",
            ["reasonCode"] = "REASON_CODE_WEAK_EVIDENCE",
        });
        await Do(api, "get", $"{One}/decisions", $"/v1/{interview}/decisions");
        await Do(api, "post", $"{One}/claims", $"/v1/{interview}/claims", new JsonObject
        {
            ["interviewerId"] = "kim",
            ["system"] = "ranking",
            ["labelSource"] = "LABEL_SOURCE_BEHAVIOR",
            ["labelCount"] = "1200000",
        });
        await Do(api, "get", $"{One}/claims", $"/v1/{interview}/claims");
        var other = await Do(api, "post", Interviews, Interviews, new JsonObject
        {
            ["candidateId"] = "candidate-rest-2",
            ["roleProfile"] = SampleInterview.RoleProfile,
            ["panel"] = new JsonArray(new JsonObject { ["interviewerId"] = "kim" }),
        });
        await Do(api, "post", "/v1/candidateAssessments:rank", "/v1/candidateAssessments:rank", new JsonObject
        {
            ["interviews"] = new JsonArray(interview, (string)other["name"]!),
        });
    }

    private static async Task CalibrateAsync(RestApi api)
    {
        const string Run = "/v1/calibrationRuns/{calibrationRun}";
        const string Report = "/v1/calibrationReports/{calibrationReport}";
        var run = await Do(api, "post", "/v1/calibrationRuns", "/v1/calibrationRuns", new JsonObject { ["choices"] = new JsonObject { ["seed"] = "7" } });
        string name = (string)run["name"]!;
        while ((string)run["state"]! is "STATE_QUEUED" or "STATE_RUNNING")
        {
            await Task.Delay(100, Cancellation);
            run = await Do(api, "get", Run, $"/v1/{name}");
        }

        Assert.Equal("STATE_SUCCEEDED", (string)run["state"]!);
        await Do(api, "get", "/v1/calibrationRuns", "/v1/calibrationRuns?pageSize=2&state=STATE_SUCCEEDED");
        await Do(api, "post", $"{Run}:cancel", $"/v1/{name}:cancel", []);
        string report = (string)run["report"]!;
        await Do(api, "get", Report, "/v1/calibrationReports/latest");
        await Do(api, "get", $"{Report}/fairScores", $"/v1/{report}/fairScores?pageSize=1");
        await Do(api, "get", $"{Report}:render", $"/v1/{report}:render");
        await Do(api, "post", $"{Report}:replay", $"/v1/{report}:replay", []);
        await Do(api, "get", $"{Report}/interviewers/{{interviewer}}", $"/v1/{report}/interviewers/kim");
        await Do(api, "post", "/v1/groupLabels:set", "/v1/groupLabels:set", new JsonObject
        {
            ["labels"] = new JsonArray(new JsonObject { ["candidateId"] = "candidate-rest", ["category"] = "sex", ["label"] = "woman" }),
        });
        await Do(api, "get", $"{Report}/impactReport", $"/v1/{report}/impactReport?categories=sex&basis=BASIS_DECISION");
    }

    private static async Task AccountAsync(RestApi api)
    {
        var candidate = new JsonObject { ["candidateId"] = "candidate-rest" };
        await Do(api, "post", "/v1/candidates:accessPacket", "/v1/candidates:accessPacket", candidate);
        var heads = await Do(api, "get", "/v1/audit/heads", "/v1/audit/heads");
        await Do(api, "post", "/v1/candidates:erase", "/v1/candidates:erase", candidate.DeepClone().AsObject());
        await Do(api, "post", "/v1/audit:verify", "/v1/audit:verify", new JsonObject { ["heads"] = heads["heads"]!.DeepClone() });
    }

    private static Task<JsonObject> Do(RestApi api, string method, string path, string url, JsonObject? body = null) =>
        api.DoAsync(method, path, url, body, Cancellation);

    private static JsonObject Json(IMessage message) => JsonNode.Parse(JsonFormatter.Default.Format(message))!.AsObject();
}
