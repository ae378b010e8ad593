using Assessment.Cli.Files;
using Assessment.V1;

namespace Assessment.Cli.Tests;

public class CardTableTests(ServedBanks served) : IClassFixture<ServedBanks>
{
    private const string Head = "interview,interviewer,criterion,level,reason,red_flag,evidence,note,interviewed_at\n";
    private const string Id = "0199d2c1-6c1e-7b60-a1d4-0d4c5a3e9f11";

    [Fact]
    public void Parse_RowsOfOneInterviewAndInterviewer_AreOneCard()
    {
        var cards = CardTable.Parse("t.csv", Head
            + $"{Id},ada,P1.decision,4,,,\"Said \"\"the loss\"\",\nthen more.\",Fine.,2026-11-24T10:30:00Z\n"
            + $"{Id},grace,P1.decision,2,,,,,\r\n\r\n"
            + $"{Id},ada,P1.measure,,out_of_time,,,,\n"
            + $"{Id},ada,,,,P1.flag-model-first,Began with the model.,,\n").ToArray();
        Assert.Equal([null, null], cards.Select(c => c.Problem));
        var ada = cards[0].Request!;
        Assert.Equal(($"interviews/{Id}", "ada", "Fine."), (ada.Parent, ada.Scorecard.InterviewerId, ada.Scorecard.Note));
        Assert.Equal("Said \"the loss\",\nthen more.", ada.Scorecard.Ratings[0].Evidence);
        Assert.Equal((4, NotObservedReason.OutOfTime), (ada.Scorecard.Ratings[0].Level, ada.Scorecard.Ratings[1].NotObservedReason));
        Assert.Equal("P1.flag-model-first", Assert.Single(ada.Scorecard.RaisedFlags).RedFlag);
        Assert.Equal(new DateTime(2026, 11, 24, 10, 30, 0, DateTimeKind.Utc), ada.Scorecard.InterviewedAt.ToDateTime());
    }

    [Theory]
    [InlineData("x,ada,P1.decision,four,,,,,", "Line 2: 'four' is no level")]
    [InlineData("x,ada,P1.decision,,,,,,", "Line 2: needs a level or a reason")]
    [InlineData("x,ada,P1.decision,3,not_asked,,,,", "Line 2: needs a level or a reason")]
    [InlineData("x,ada,P1.decision,,tired,,,,", "Line 2: 'tired' is no reason")]
    [InlineData("x,ada,,3,,,,,", "Line 2: needs a criterion or a red_flag")]
    [InlineData("x,ada,,3,,P1.flag-x,,,", "Line 2: is a red flag's")]
    [InlineData("x,ada,P1.a,3,,,,,soon", "Line 2: 'soon' is no time")]
    [InlineData("x,ada,P1.a,3,,,,one,\nx,ada,P1.b,3,,,,two,", "Line 3: the card's note is another")]
    [InlineData("x,ada,P1.a,3,,,\"open,,", "line 2: a quote is never closed")]
    [InlineData("x,ada,P1.a,3,,,\"a\"b,,", "line 2: text stands after a closing quote")]
    public void Parse_BrokenRow_SaysWhereAndWhat(string row, string expected) =>
        Assert.Contains(expected, Assert.Single(CardTable.Parse("t.csv", Head + row)).Problem, StringComparison.Ordinal);

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData("interview,interviewer\n", "the column 'criterion' is missing")]
    [InlineData("interview,interviewer,criterion,color\n", "'color' is no column")]
    [InlineData("interview,interviewer,criterion,level,level\n", "'level' is there twice")]
    public void Parse_BrokenHead_SaysSo(string text, string expected) =>
        Assert.Contains(expected, Assert.Single(CardTable.Parse("t.csv", text)).Problem, StringComparison.Ordinal);

    [Fact]
    public async Task Submit_Csv_SubmitsOnceHoweverOften()
    {
        using var folder = new TemporaryFolder();
        string interview = await served.CreateInterviewAsync("ada", "grace");
        string file = folder.File("cards.csv", $"interview,interviewer,criterion,level\n{interview},ada,P1.decision,4\n{interview},grace,P1.decision,2\n");
        var first = await Assess.RunAsync("submit", file, "--server", served.Address);
        var second = await Assess.RunAsync("submit", file, "--server", served.Address);
        Assert.Equal((ExitCodes.Done, first.Out), (second.Code, second.Out));
        Assert.Contains("2 submitted, 0 refused, 0 not sent.", second.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Submit_ServerAway_KeepsCardsThatAFlushDelivers()
    {
        using var folder = new TemporaryFolder();
        string interview = await served.CreateInterviewAsync("ada");
        string file = folder.File("cards.csv", $"interview,interviewer,criterion,level\n{interview},ada,P1.decision,4\n{interview},ada2,P1.decision,9x\n");
        string outbox = folder.File("outbox");
        var kept = await Assess.RunAsync("submit", file, "--outbox", outbox, "--server", "http://127.0.0.1:1");
        Assert.Equal(ExitCodes.ProblemsFound, kept.Code); // the second card can't be read
        Assert.Contains("1 kept in the outbox", kept.Error, StringComparison.Ordinal);
        var status = await Assess.RunAsync("outbox", "status", "--outbox", outbox, "--json");
        Assert.Equal((ExitCodes.Done, 1), (status.Code, (int)status.Json["waiting"]!));
        var flush = await Assess.RunAsync("outbox", "flush", "--outbox", outbox, "--server", served.Address);
        Assert.Equal((ExitCodes.Done, "1 delivered, 0 refused, 0 waiting."), (flush.Code, flush.Out.Trim()));
        var away = await Assess.RunAsync("outbox", "flush", "--outbox", outbox, "--server", "http://127.0.0.1:1");
        Assert.Equal(ExitCodes.Done, away.Code); // nothing waits, so nobody is called
    }
}
