using Assessment.Server.Tests.Support;
using Assessment.V1;
using Grpc.Core;

namespace Assessment.Server.Tests.Banks;

public sealed class QuestionBankReadTests(SharedServer shared)
{
    private readonly Api _api = shared.Api;

    [Fact]
    public async Task ListQuestionBanks_AllBanks_AreThoseOfTheFilesWithoutContent()
    {
        var banks = (await _api.Banks.ListQuestionBanksAsync(new ListQuestionBanksRequest())).QuestionBanks;
        Assert.Equal(Repository.Banks.Select(b => (b.Id, b.Version, b.Sha256)), banks.Select(b => (b.BankId, b.Version, b.Sha256)));
        Assert.All(banks, bank =>
        {
            Assert.Empty(bank.Competencies);
            Assert.NotNull(bank.PublishedAt);
            Assert.Equal($"questionBanks/{bank.BankId}/versions/{bank.Version}", bank.Name);
        });
    }

    [Theory]
    [InlineData(Track.ProductSense, "product-sense")]
    [InlineData(Track.DataModeling, "data-modeling")]
    [InlineData(Track.MlPlatform, "ml-platform")]
    public async Task ListQuestionBanks_TrackFilter_GivesThatTrack(Track track, string id)
    {
        var bank = Assert.Single((await _api.Banks.ListQuestionBanksAsync(new ListQuestionBanksRequest { Track = track })).QuestionBanks);
        Assert.Equal((id, track), (bank.BankId, bank.Track));
    }

    [Fact]
    public async Task ListQuestionBanks_UnknownTrack_IsRefused() =>
        await _api.Banks.ListQuestionBanksAsync(new ListQuestionBanksRequest { Track = (Track)77 }).InvalidAsync("track");

    [Fact]
    public async Task ListQuestionBanks_PageByPage_GivesEachOnce()
    {
        var names = new List<string>();
        var request = new ListQuestionBanksRequest { PageSize = 1 };
        do
        {
            var page = await _api.Banks.ListQuestionBanksAsync(request);
            names.Add(Assert.Single(page.QuestionBanks).BankId);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        Assert.Equal(Repository.Banks.Select(b => b.Id), names);
    }

    [Fact]
    public async Task ListQuestionBanks_NegativePageSize_IsRefused() =>
        await _api.Banks.ListQuestionBanksAsync(new ListQuestionBanksRequest { PageSize = -1 }).InvalidAsync("page_size");

    [Fact]
    public async Task ListQuestionBanks_TokenOfAnotherTrack_IsRefused()
    {
        string token = (await _api.Banks.ListQuestionBanksAsync(new ListQuestionBanksRequest { PageSize = 1 })).NextPageToken;
        await _api.Banks.ListQuestionBanksAsync(new ListQuestionBanksRequest { PageSize = 1, PageToken = token, Track = Track.MlPlatform })
            .RefusedAsync(StatusCode.InvalidArgument, "INVALID_PAGE_TOKEN", "page_token");
    }

    [Fact]
    public async Task ListRoleProfiles_TokenOfAnotherRpc_IsRefused()
    {
        string token = (await _api.Banks.ListQuestionBanksAsync(new ListQuestionBanksRequest { PageSize = 1 })).NextPageToken;
        await _api.Banks.ListRoleProfilesAsync(new ListRoleProfilesRequest { PageSize = 1, PageToken = token })
            .RefusedAsync(StatusCode.InvalidArgument, "INVALID_PAGE_TOKEN", "page_token");
    }

    [Fact]
    public async Task GetQuestionBank_EachBank_HasEveryWordOfItsFile()
    {
        foreach (var expected in Repository.Banks)
        {
            var bank = await _api.Banks.GetQuestionBankAsync(
                new GetQuestionBankRequest { Name = $"questionBanks/{expected.Id}/versions/{expected.Version}" });
            Assert.Equal(expected.Competencies.Select(c => (c.Id, c.Name, c.Weight)), bank.Competencies.Select(c => (c.Id, c.DisplayName, c.Weight)));
            Assert.Equal(
                expected.Competencies.SelectMany(c => c.Criteria).SelectMany(c => c.Anchors),
                bank.Competencies.SelectMany(c => c.Criteria).SelectMany(c => c.Anchors));
            Assert.Equal(
                expected.Competencies.SelectMany(c => c.Questions).SelectMany(q => q.Probes.Append(q.Prompt)),
                bank.Competencies.SelectMany(c => c.Questions).SelectMany(q => q.Probes.Append(q.Prompt)));
            Assert.Equal(
                expected.Competencies.SelectMany(c => c.RedFlags).Select(f => (f.Id, f.Sign, f.Cap)),
                bank.Competencies.SelectMany(c => c.RedFlags).Select(f => (f.Id, f.Sign, f.CapLevel)));
        }
    }

    [Fact]
    public async Task GetQuestionBank_Latest_IsTheNewestVersion()
    {
        var latest = await _api.Banks.GetQuestionBankAsync(new GetQuestionBankRequest { Name = "questionBanks/product-sense/versions/latest" });
        var named = await _api.Banks.GetQuestionBankAsync(new GetQuestionBankRequest { Name = latest.Name });
        Assert.Equal(named, latest);
    }

    [Theory]
    [InlineData("questionBanks/product-sense/versions/9.9.9")]
    [InlineData("questionBanks/no-such/versions/1.0.0")]
    [InlineData("questionBanks/no-such/versions/latest")]
    public async Task GetQuestionBank_Unknown_IsNotFound(string name) =>
        await _api.Banks.GetQuestionBankAsync(new GetQuestionBankRequest { Name = name }).NotFoundAsync();

    [Theory]
    [InlineData("")]
    [InlineData("product-sense")]
    [InlineData("questionBanks//versions/1.0.0")]
    [InlineData("questionBanks/product-sense/versions/")]
    [InlineData("questionBanks/product-sense/versions/1.0.0/more")]
    [InlineData("QuestionBanks/product-sense/versions/1.0.0")]
    [InlineData("questionBanks/product\nsense/versions/1.0.0")]
    [InlineData("questionBanks/\u202eesnes/versions/1.0.0")]
    public async Task GetQuestionBank_MalformedName_IsRefused(string name) =>
        await _api.Banks.GetQuestionBankAsync(new GetQuestionBankRequest { Name = name }).InvalidAsync("name");

    [Fact]
    public async Task GetQuestionBank_HugeName_IsRefusedReadably() =>
        await _api.Banks.GetQuestionBankAsync(new GetQuestionBankRequest { Name = $"questionBanks/{new string('a', 1_000_000)}/versions/1.0.0" })
            .InvalidAsync("name");

    [Fact]
    public async Task ListRoleProfiles_AllPages_AreSixRolesAtFourLevels()
    {
        var profiles = new List<RoleProfile>();
        var request = new ListRoleProfilesRequest { PageSize = 7 };
        do
        {
            var page = await _api.Banks.ListRoleProfilesAsync(request);
            profiles.AddRange(page.RoleProfiles);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        Assert.Equal(24, profiles.Select(p => p.Name).Distinct().Count());
        Assert.Equal(profiles.OrderBy(p => p.Role, StringComparer.Ordinal).ThenBy(p => p.Level), profiles);
        Assert.All(profiles, p => Assert.Equal(18, p.Competencies.Count));
    }

    [Fact]
    public async Task GetRoleProfile_ByVersion_EqualsTheNewest()
    {
        var newest = await _api.Banks.GetRoleProfileAsync(new GetRoleProfileRequest { Name = Api.SeniorMlEngineer });
        Assert.Equal(Repository.Profiles.Version, newest.Version);
        Assert.Equal(Repository.Profiles.Sha256, newest.Sha256);
        var named = await _api.Banks.GetRoleProfileAsync(new GetRoleProfileRequest { Name = Api.SeniorMlEngineer, Version = newest.Version });
        Assert.Equal(newest, named);
    }

    [Theory]
    [InlineData("roleProfiles/astronaut/levels/senior", "")]
    [InlineData("roleProfiles/ml_engineer/levels/senior", "8.0.0")]
    public async Task GetRoleProfile_Unknown_IsNotFound(string name, string version) =>
        await _api.Banks.GetRoleProfileAsync(new GetRoleProfileRequest { Name = name, Version = version }).NotFoundAsync();

    [Theory]
    [InlineData("")]
    [InlineData("roleProfiles/ml_engineer")]
    [InlineData("roleProfiles/ml_engineer/levels/chief")]
    [InlineData("roleProfiles/ml_engineer/levels/Senior")]
    [InlineData("roleProfiles/ml\u0000engineer/levels/senior")]
    public async Task GetRoleProfile_MalformedName_IsRefused(string name) =>
        await _api.Banks.GetRoleProfileAsync(new GetRoleProfileRequest { Name = name }).InvalidAsync("name");
}
