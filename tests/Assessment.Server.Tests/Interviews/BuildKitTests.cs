using Assessment.Server.Tests.Support;
using Assessment.V1;

namespace Assessment.Server.Tests.Interviews;

public sealed class BuildKitTests(SharedServer shared)
{
    private readonly Api _api = shared.Api;

    [Fact]
    public async Task BuildKit_ForAnInterview_GivesEachMemberQuestionsWithinTheMinutesAndNoneTwice()
    {
        var interview = await _api.CreateAsync("ann", "ben");
        var request = new BuildKitRequest { Interview = interview.Name, Minutes = 30 };
        var first = await _api.Interviews.BuildKitAsync(request);
        Assert.Equal(["ann", "ben"], first.Members.Select(m => m.InterviewerId));
        Assert.Equal((interview.Name, interview.RoleProfile), (first.Interview, first.RoleProfile));
        Assert.All(first.Members, member =>
        {
            Assert.InRange(member.Minutes, 1, 30);
            Assert.Equal(member.Minutes, member.Questions.Sum(q => q.Question.Minutes));
            Assert.All(member.Questions, q => Assert.Equal(q.Question.Criteria, q.Criteria.Select(c => c.Id)));
        });
    }

    [Fact]
    public async Task BuildKit_ForARole_NeedsNoInterview()
    {
        var kit = await _api.Interviews.BuildKitAsync(new BuildKitRequest
        {
            RoleProfile = Api.SeniorMlEngineer,
            QuestionBanks = { "questionBanks/data-modeling/versions/1.0.0" },
            PanelSize = 1,
            Minutes = 45,
        });
        var member = Assert.Single(kit.Members);
        Assert.InRange(member.Minutes, 1, 45);
        Assert.All(member.Focus, id => Assert.StartsWith("D", id, StringComparison.Ordinal));
    }

    [Fact]
    public async Task BuildKit_BadFields_AreAllNamed()
    {
        await _api.Interviews.BuildKitAsync(new BuildKitRequest { Interview = "x", Minutes = 4, AvoidRecentKits = -1 })
            .InvalidAsync("minutes", "avoid_recent_kits", "interview");
        await _api.Interviews.BuildKitAsync(new BuildKitRequest { RoleProfile = "y", QuestionBanks = { "z" }, PanelSize = 9, Minutes = 241 })
            .InvalidAsync("minutes", "panel_size", "role_profile", "question_banks[0]");
        await _api.Interviews.BuildKitAsync(new BuildKitRequest { Interview = $"interviews/{Guid.NewGuid()}", Minutes = 30 }).NotFoundAsync();
        var nobody = await _api.CreateAsync(Array.Empty<string>());
        await _api.Interviews.BuildKitAsync(new BuildKitRequest { Interview = nobody.Name, Minutes = 30 }).InvalidAsync("interview");
    }
}
