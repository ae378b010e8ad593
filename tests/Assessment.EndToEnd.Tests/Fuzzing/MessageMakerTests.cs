using System.Text;
using Assessment.Fuzz;
using Assessment.Fuzz.Contract;
using Assessment.Fuzz.Messages;
using Assessment.V1;

namespace Assessment.EndToEnd.Tests.Fuzzing;

public sealed class MessageMakerTests
{
    private const int MessagesOfEach = 40;

    [Fact]
    public void Rpcs_AreThoseOfTheContract()
    {
        int written = Directory.EnumerateFiles(Repository.At("protos/assessment/v1"), "*.proto")
            .Sum(file => File.ReadLines(file).Count(line => line.TrimStart().StartsWith("rpc ", StringComparison.Ordinal)));
        Assert.Equal(written, Rpcs.All.Count);
    }

    [Fact]
    public void Make_OfEveryRpc_HasEveryKindOfHostility()
    {
        var seen = Rpcs.All.SelectMany(rpc => Messages(1, rpc)).Aggregate(Hostility.None, (kinds, message) => kinds | message.Kinds);
        Assert.Equal(Enum.GetValues<Hostility>().Aggregate((one, other) => one | other), seen);
    }

    [Fact]
    public void Make_OfARpc_IsReadableOrNotAsItsKindSays()
    {
        var rpc = Rpcs.All.Single(rpc => rpc.Name == "ScorecardService/SubmitScorecard");
        var messages = Messages(1, rpc, 1_500);
        Assert.All(messages.Where(message => message.Kinds == Hostility.None), message => Assert.True(rpc.IsRequest(message.Bytes)));
        Assert.Contains(messages, message => message.Kinds.HasFlag(Hostility.Truncated) && !rpc.IsRequest(message.Bytes));
        Assert.Contains(messages, message => message.Kinds.HasFlag(Hostility.DeepNesting) && !rpc.IsRequest(message.Bytes));
        Assert.Contains(messages, message => message.Kinds.HasFlag(Hostility.HugeText) && message.Bytes.Length > 1 << 20);
        Assert.Contains(messages, message => message.Kinds.HasFlag(Hostility.LongList) && message.Bytes.Length > 10_000);
        Assert.Contains(messages, message => message.Kinds == Hostility.InvalidUtf8 && !IsUtf8Inside(message.Bytes));
        var cards = messages.Where(message => rpc.IsRequest(message.Bytes))
            .Select(message => SubmitScorecardRequest.Parser.ParseFrom(message.Bytes).Scorecard).OfType<Scorecard>().ToList();
        Assert.Contains(cards, card => card.InterviewerId.Contains('\u202e', StringComparison.Ordinal));
        Assert.Contains(cards, card => card.Ratings.Any(rating => rating.Level is int.MinValue));
        Assert.Contains(cards, card => card.Ratings.Any(rating => rating is { HasLevel: false, NotObservedReason: var reason } && !Enum.IsDefined(reason)));
        Assert.Contains(cards, card => card.InterviewedAt is { Nanos: < 0 or > 999_999_999 });
    }

    [Fact]
    public void Make_SameSeed_GivesTheSameBytes()
    {
        foreach (var rpc in Rpcs.All)
        {
            Assert.Equal(Messages(7, rpc).Select(Text), Messages(7, rpc).Select(Text));
            Assert.NotEqual(Messages(7, rpc).Select(Text), Messages(8, rpc).Select(Text));
        }
    }

    [Theory]
    [InlineData("interviews/0b26dbb0-3d35-4a1c-9f0e-2b8a5d6c7e10", "interviews/*")]
    [InlineData("interviews/a/scorecards/b", "interviews/*/scorecards/*")]
    [InlineData("interviews/a/candidateAssessment", "interviews/*/candidateAssessment")]
    [InlineData("a sentence / another", null)]
    [InlineData("interviews", null)]
    public void NamePatterns_OfAText_IsItsForm(string text, string? pattern) => Assert.Equal(pattern, NamePatterns.Of(text));

    [Theory]
    [InlineData("ScorecardService/GetScorecard", "name", "interviews/*/scorecards/*")]
    [InlineData("CalibrationService/WatchCalibrationRun", "name", "calibrationRuns/*")]
    [InlineData("CandidateAssessmentService/BatchGetCandidateAssessments", "names", "interviews/*/candidateAssessment")]
    [InlineData("InterviewService/BuildKit", "interview", "interviews/*")]
    public void NamePatterns_OfAField_IsThatOfItsPathOrMessage(string rpc, string field, string pattern)
    {
        var type = Rpcs.All.Single(r => r.Name == rpc).Descriptor.InputType;
        Assert.Equal(pattern, new NamePatterns(Rpcs.All).Find(type.FindFieldByName(field)));
    }

    private static List<FuzzedMessage> Messages(int seed, Rpc rpc, int count = MessagesOfEach)
    {
        var pool = new Pool();
        pool.Add("criterion", "P1.a");
        pool.AddSource(Encoding.UTF8.GetBytes("kind: question-bank\nid: b\n"));
        var maker = new MessageMaker(new PlausibleValues(pool, new NamePatterns(Rpcs.All)));
        return [.. Enumerable.Range(0, count).Select(i => maker.Make(rpc.Descriptor.InputType, Chance.Of(seed, i, rpc.Name)))];
    }

    private static string Text(FuzzedMessage message) => Convert.ToBase64String(message.Bytes);

    /// <summary>Whether the replacement character is nowhere in the message's texts.</summary>
    private static bool IsUtf8Inside(byte[] bytes) => !Encoding.UTF8.GetString(bytes).Contains('\ufffd', StringComparison.Ordinal);
}
