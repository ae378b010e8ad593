using Assessment.Cli.Kits;
using Assessment.V1;
using Google.Protobuf;

namespace Assessment.Cli.Tests;

public class KitTests(ServedBanks served) : IClassFixture<ServedBanks>
{
    private static readonly string[] Line = ["kit", "--role", "data_analyst", "--level", "junior", "--panel", "2", "--minutes", "30"];

    [Fact]
    public async Task Kit_EveryFormat_HoldsEveryQuestionWithItsAnchors()
    {
        var json = await Assess.RunAsync([.. Line, "--json", "--server", served.Address]);
        var kit = JsonParser.Default.Parse<InterviewKit>(json.Out);
        var table = await Assess.RunAsync([.. Line, "--server", served.Address]);
        string markdown = KitMarkdown.Of(kit), html = KitHtml.Of(kit);
        Assert.Equal((2, ExitCodes.Done), (kit.Members.Count, table.Code));
        Assert.All(kit.Members, m => Assert.InRange(m.Minutes, 5, 30));
        foreach (var item in kit.Members.SelectMany(m => m.Questions))
        {
            Assert.Contains(item.Question.Id, table.Out, StringComparison.Ordinal);
            Assert.Contains($"{item.Question.Id} · {item.Question.Minutes} min", markdown, StringComparison.Ordinal);
            Assert.Contains(System.Net.WebUtility.HtmlEncode(item.Question.Prompt), html, StringComparison.Ordinal);
            Assert.All(item.Criteria.SelectMany(c => c.Anchors), a => Assert.Contains($"<span>{System.Net.WebUtility.HtmlEncode(a)}</span>", html, StringComparison.Ordinal));
            Assert.All(item.Question.Probes, p => Assert.Contains($"<li>{System.Net.WebUtility.HtmlEncode(p)}</li>", html, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Html_TextWithMarkup_IsEscapedAndNeedsNoOtherFile()
    {
        string html = KitHtml.Of(Hostile());
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;", html, StringComparison.Ordinal);
        Assert.DoesNotContain("http", html.Replace("<!doctype html>", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("prefers-color-scheme: dark", html, StringComparison.Ordinal);
        Assert.Contains("@media print", html, StringComparison.Ordinal);
        Assert.Contains("""<meta name="viewport" content="width=device-width""", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Markdown_TextWithMarkup_IsEscaped()
    {
        string markdown = KitMarkdown.Of(Hostile());
        Assert.DoesNotContain("<script", markdown.Replace("\\<script", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains(@"one \| two", markdown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("kit")]
    [InlineData("kit --role ml_engineer --interview interviews/x")]
    [InlineData("kit --role ml_engineer --format pdf")]
    public async Task Kit_WrongUsage_ExitsWith2(string line) => Assert.Equal(ExitCodes.WrongUsage, (await Assess.RunAsync(line.Split(' '))).Code);

    private static InterviewKit Hostile() => new()
    {
        RoleProfile = "roleProfiles/ml_engineer/levels/senior",
        Members =
        {
            new KitMember
            {
                InterviewerId = "<script>",
                Questions =
                {
                    new KitQuestion
                    {
                        Question = new Question { Id = "P1.q01", Prompt = "<script>alert(1)</script>", Probes = { "*why*" } },
                        Criteria = { new Criterion { Id = "P1.x", Anchors = { "one | two", "b", "c", "d", "e" } } },
                    },
                },
            },
        },
    };
}
