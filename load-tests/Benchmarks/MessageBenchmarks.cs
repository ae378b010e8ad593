using Assessment.QuestionBanks;
using Assessment.Server;
using Assessment.Server.Catalog;
using Assessment.Server.Errors;
using Assessment.Server.Scores;
using Assessment.V1;
using BenchmarkDotNet.Attributes;
using Google.Protobuf;

namespace Assessment.Benchmarks;

/// <summary>A score as the service makes it, without the network: bytes to message, message to score, score to message, message to bytes.</summary>
[MemoryDiagnoser]
public class MessageBenchmarks
{
    private readonly InterviewRubric _rubric;
    private readonly byte[] _request;

    /// <summary>Compiles the shipped banks, and writes a request of twelve ratings with evidence and explanation.</summary>
    public MessageBenchmarks()
    {
        var reading = BankFolder.Read([Path.Combine(AppContext.BaseDirectory, "question-banks")]);
        var profiles = reading.Profiles[0];
        _rubric = new(reading.Banks, profiles, profiles.Find("ml_engineer", QuestionBanks.RoleLevel.Senior)!);
        var request = new ScoreRequest { RoleProfile = "roleProfiles/ml_engineer/levels/senior", Explain = true };
        request.Ratings.Add(_rubric.Rubric.CriterionIds.Take(12).Select((criterion, i) => new Rating
        {
            Criterion = criterion,
            Level = 1 + (i % 5),
            Evidence = "Named the buyer and what they would do otherwise, then priced both errors.",
        }));
        _request = request.ToByteArray();
    }

    /// <summary>From the request's bytes to the response's.</summary>
    [Benchmark]
    public byte[] RequestToResponse()
    {
        var violations = new FieldViolations(Limits.Default);
        return ScoredRequest.Find(ScoreRequest.Parser.ParseFrom(_request), "", _rubric, _ => true, violations)!.ToByteArray();
    }

    /// <summary>The least of it: the same bytes to a message and back.</summary>
    [Benchmark]
    public byte[] RequestToItself() => ScoreRequest.Parser.ParseFrom(_request).ToByteArray();
}
