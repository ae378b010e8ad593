using System.Text;
using Assessment.Server.Tests.Support;
using Assessment.V1;
using Google.Protobuf;
using Grpc.Core;

namespace Assessment.Server.Tests.Interviews;

public sealed class CreateInterviewTests(SharedServer shared)
{
    private readonly Api _api = shared.Api;

    public static TheoryData<string> HostileIds =>
    [
        "a\u0000b", "tab\tbed", "line\nbreak", "esc\u001b[31m", "\u202egnp.exe", "a\u200bb", "a\u2028b", "\ufeffbom", " ", "   ", " lead", "trail ",
        "\u00a0nbsp", new string('x', 129), "private\ue000use", "repl\ufffdaced",
    ];

    [Fact]
    public async Task CreateInterview_Defaults_PinsTheNewestAndReadsBackEqual()
    {
        var created = await _api.CreateAsync(Api.Member("zoe"), Api.Member("ann", "D2", "P1"));
        Assert.Equal(Repository.Profiles.Version, created.RoleProfileVersion);
        Assert.Equal(Repository.Banks.Select(b => $"questionBanks/{b.Id}/versions/{b.Version}"), created.QuestionBanks);
        Assert.Equal(Interview.Types.State.Open, created.State);
        Assert.Equal(["ann", "zoe"], created.Panel.Select(m => m.InterviewerId));
        Assert.Equal(["P1", "D2"], created.Panel[0].Focus);
        Assert.Null(created.ClosedAt);
        Assert.NotEmpty(created.Etag);
        Assert.Equal(created, await _api.Interviews.GetInterviewAsync(new GetInterviewRequest { Name = created.Name }));
    }

    [Fact]
    public async Task CreateInterview_ExplicitPins_AreKept()
    {
        var interview = Api.NewInterview(Api.Member("ann", "D1"));
        interview.ApplicationId = "application 7";
        interview.Step = "onsite";
        interview.RoleProfileVersion = Repository.Profiles.Version;
        interview.QuestionBanks.Add(["questionBanks/product-sense/versions/1.0.0", "questionBanks/data-modeling/versions/1.0.0"]);
        interview.OpenRoles.Add(["roleProfiles/data_scientist/levels/senior", "roleProfiles/data_engineer/levels/mid"]);
        var created = await _api.Interviews.CreateInterviewAsync(new CreateInterviewRequest { Interview = interview });
        Assert.Equal(["questionBanks/data-modeling/versions/1.0.0", "questionBanks/product-sense/versions/1.0.0"], created.QuestionBanks);
        Assert.Equal(interview.OpenRoles, created.OpenRoles);
        Assert.Equal(("application 7", "onsite"), (created.ApplicationId, created.Step));
        Assert.Equal(created, await _api.Interviews.GetInterviewAsync(new GetInterviewRequest { Name = created.Name }));
    }

    [Fact]
    public async Task CreateInterview_ManyViolations_ListsThemAllInOneError()
    {
        var interview = new Interview
        {
            CandidateId = "",
            ApplicationId = "a\u0007",
            Step = new string('s', 129),
            RoleProfile = "roleProfiles/ml_engineer/levels/wizard",
            RoleProfileVersion = "none",
            QuestionBanks = { "x", "questionBanks/product-sense/versions/1.0.0", "questionBanks/product-sense/versions/9.0.0" },
            OpenRoles = { "roleProfiles/data_engineer/levels/mid", "roleProfiles/data_engineer/levels/mid", "data_engineer" },
            Panel = { Api.Member("ann"), Api.Member("ann"), Api.Member(""), Api.Member("b\u200bob") },
        };
        await _api.Interviews.CreateInterviewAsync(new CreateInterviewRequest { Interview = interview, RequestId = "not-a-uuid" }).InvalidAsync(
            "request_id",
            "interview.candidate_id",
            "interview.application_id",
            "interview.step",
            "interview.role_profile_version",
            "interview.role_profile",
            "interview.question_banks[0]",
            "interview.question_banks[2]",
            "interview.open_roles[1]",
            "interview.open_roles[2]",
            "interview.panel[1].interviewer_id",
            "interview.panel[2].interviewer_id",
            "interview.panel[3].interviewer_id");
    }

    [Fact]
    public async Task CreateInterview_UnknownRolesAndCompetencies_AreNamed()
    {
        var interview = Api.NewInterview(Api.Member("ann", "P1", "P9", "P1"), Api.Member("ben", ""));
        interview.OpenRoles.Add("roleProfiles/astronaut/levels/mid");
        await _api.Interviews.CreateInterviewAsync(new CreateInterviewRequest { Interview = interview }).InvalidAsync(
            "interview.open_roles[0]", "interview.panel[0].focus[1]", "interview.panel[0].focus[2]", "interview.panel[1].focus[0]");
    }

    [Fact]
    public async Task CreateInterview_TooMany_AreRefused()
    {
        var interview = Api.NewInterview([.. Enumerable.Range(0, 33).Select(i => Api.Member($"i{i}"))]);
        interview.QuestionBanks.Add(Enumerable.Range(0, 13).Select(i => $"questionBanks/b{i}/versions/1.0.0"));
        interview.OpenRoles.Add(Enumerable.Repeat("roleProfiles/data_engineer/levels/mid", 25));
        await _api.Interviews.CreateInterviewAsync(new CreateInterviewRequest { Interview = interview })
            .InvalidAsync("interview.question_banks", "interview.open_roles", "interview.panel");
    }

    [Fact]
    public async Task CreateInterview_HugeFocus_IsRefusedReadably()
    {
        var interview = Api.NewInterview(Api.Member("ann", [.. Enumerable.Repeat("P1", 20_000)]));
        var exception = await Assert.ThrowsAsync<RpcException>(async () =>
            await _api.Interviews.CreateInterviewAsync(new CreateInterviewRequest { Interview = interview }));
        Assert.Equal((int)StatusCode.InvalidArgument, Refusals.ReadableStatus(exception).Code);
    }

    [Fact]
    public async Task CreateInterview_Nothing_NamesWhatIsRequired() =>
        await _api.Interviews.CreateInterviewAsync(new CreateInterviewRequest()).InvalidAsync("interview.candidate_id", "interview.role_profile");

    [Theory]
    [MemberData(nameof(HostileIds))]
    public async Task CreateInterview_HostileId_IsRefusedEverywhere(string id)
    {
        var interview = Api.NewInterview(Api.Member(id));
        (interview.CandidateId, interview.ApplicationId, interview.Step) = (id, id, id);
        await _api.Interviews.CreateInterviewAsync(new CreateInterviewRequest { Interview = interview }).InvalidAsync(
            "interview.candidate_id", "interview.application_id", "interview.step", "interview.panel[0].interviewer_id");
    }

    [Theory]
    [InlineData("José Ñandú")]
    [InlineData("候选人-42")]
    [InlineData("a/b?c=d&e%20\"'\\;DROP TABLE interview;--")]
    [InlineData("🦉")]
    public async Task CreateInterview_UnusualButPrintableIds_AreKeptExactly(string id)
    {
        id = $"{id} {Api.NewId("x")}";
        var interview = Api.NewInterview(Api.Member(id));
        interview.CandidateId = id;
        var created = await _api.Interviews.CreateInterviewAsync(new CreateInterviewRequest { Interview = interview });
        Assert.Equal((id, id), (created.CandidateId, created.Panel[0].InterviewerId));
        var found = await _api.Interviews.ListInterviewsAsync(new ListInterviewsRequest { CandidateId = id });
        Assert.Equal(created, Assert.Single(found.Interviews));
        var mine = await _api.Interviews.ListMyInterviewsAsync(new ListMyInterviewsRequest { InterviewerId = id });
        Assert.Equal(created, Assert.Single(mine.Interviews));
        var outstanding = await _api.Interviews.ListOutstandingScorecardsAsync(new ListOutstandingScorecardsRequest { InterviewerId = id });
        Assert.Equal(id, Assert.Single(outstanding.Outstanding).CandidateId);
    }

    [Theory]
    [InlineData(new byte[] { 0xFF, 0xFE })]
    [InlineData(new byte[] { 0xC3, 0x28 })]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 })] // a lone surrogate
    [InlineData(new byte[] { 0xF4, 0x90, 0x80, 0x80 })] // above U+10FFFF
    public async Task CreateInterview_InvalidUtf8_IsRefusedAndTheServerStaysUp(byte[] id)
    {
        var interview = Api.NewInterview();
        interview.CandidateId = "PLACE";
        byte[] request = new CreateInterviewRequest { Interview = interview }.ToByteArray();
        byte[] place = Encoding.ASCII.GetBytes("PLACE");
        int at = request.AsSpan().IndexOf(place);
        byte[] replaced = [.. "xxxxx"u8];
        id.CopyTo(replaced, 0);
        replaced.CopyTo(request, at);

        // The framework refuses it before any code of the server sees it.
        await Assert.ThrowsAsync<RpcException>(async () => await RawCalls.Unary(_api, "InterviewService", "CreateInterview", request));
        await _api.CreateAsync("ann");
    }

    [Theory]
    [InlineData(new byte[] { 0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F })]
    [InlineData(new byte[] { 0x0A, 0x05, 0x01 })]
    [InlineData(new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF })]
    public async Task CreateInterview_MalformedProtobuf_IsAnErrorAndTheServerStaysUp(byte[] request)
    {
        await Assert.ThrowsAsync<RpcException>(async () => await RawCalls.Unary(_api, "InterviewService", "CreateInterview", request));
        await _api.CreateAsync("ann");
    }

    [Fact]
    public async Task CreateInterview_SameRequestId_GivesTheFirstAnswer()
    {
        var request = new CreateInterviewRequest { Interview = Api.NewInterview(Api.Member("ann")), RequestId = Api.NewRequestId() };
        var first = await _api.Interviews.CreateInterviewAsync(request);
        request.RequestId = request.RequestId.ToUpperInvariant();
        Assert.Equal(first, await _api.Interviews.CreateInterviewAsync(request));
        Assert.Single((await _api.Interviews.ListInterviewsAsync(new ListInterviewsRequest { CandidateId = first.CandidateId })).Interviews);
    }

    [Fact]
    public async Task CreateInterview_SameRequestIdOtherBody_IsRefused()
    {
        var request = new CreateInterviewRequest { Interview = Api.NewInterview(), RequestId = Api.NewRequestId() };
        await _api.Interviews.CreateInterviewAsync(request);
        request.Interview.Step = "other";
        await _api.Interviews.CreateInterviewAsync(request).RefusedAsync(StatusCode.AlreadyExists, "REQUEST_ID_REUSED");
    }

    [Fact]
    public async Task SubmitScorecard_RequestIdOfAnInterview_IsRefused()
    {
        string id = Api.NewRequestId();
        var interview = await _api.Interviews.CreateInterviewAsync(
            new CreateInterviewRequest { Interview = Api.NewInterview(Api.Member("ann")), RequestId = id });
        await _api.Scorecards.SubmitScorecardAsync(
                new SubmitScorecardRequest { Parent = interview.Name, Scorecard = Cards.Small("ann"), RequestId = id })
            .RefusedAsync(StatusCode.AlreadyExists, "REQUEST_ID_REUSED");
        await _api.AssertNothingStoredAsync(interview);
    }

    [Fact]
    public async Task CreateInterview_SixtyFourAtOnceWithOneRequestId_CreatesOne()
    {
        var request = new CreateInterviewRequest { Interview = Api.NewInterview(), RequestId = Api.NewRequestId() };
        var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(async _ => await _api.Interviews.CreateInterviewAsync(request)));
        Assert.Single(answers.Distinct());
        Assert.Single((await _api.Interviews.ListInterviewsAsync(new ListInterviewsRequest { CandidateId = request.Interview.CandidateId })).Interviews);
    }
}
