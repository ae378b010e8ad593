using System.Text.Json.Nodes;
using Assessment.Cli.Output;

namespace Assessment.Cli.Demo;

/// <summary>The demo's results for machines.</summary>
internal static class DemoJson
{
    public static JsonObject Of(DemoReading reading, CommitteeReading committee, int seed, int equal) => new()
    {
        ["seed"] = seed,
        ["assessments"] = ProtoJson.Of(reading.ByRole.SelectMany(role => role.Candidates)),
        ["interviewers"] = Array(Findings.InterviewerMeans(reading), m => new JsonObject
        {
            ["interviewerId"] = m.InterviewerId,
            ["cards"] = m.Cards,
            ["ratings"] = m.Ratings,
            ["rawMeanHundredths"] = m.MeanHundredths,
        }),
        ["outstanding"] = ProtoJson.Of(reading.Outstanding),
        ["insufficientEvidence"] = Array(Findings.Insufficient(reading), a => a.CandidateId),
        ["missedGates"] = Array(Findings.MissedGates(reading), g => new JsonObject
        {
            ["candidateId"] = g.CandidateId,
            ["roleProfile"] = g.RoleProfile,
            ["competency"] = ProtoJson.Of(g.Competency),
        }),
        ["disagreements"] = Array(Findings.Disagreements(reading), d => new JsonObject
        {
            ["candidateId"] = d.CandidateId,
            ["criterion"] = d.Criterion,
            ["lowest"] = ProtoJson.Of(d.Lowest),
            ["highest"] = ProtoJson.Of(d.Highest),
        }),
        ["flips"] = Array(Findings.Flips(reading), f => new JsonObject
        {
            ["higher"] = f.Higher.CandidateId,
            ["lower"] = f.Lower.CandidateId,
        }),
        ["severities"] = Array(committee.Severities, s => new JsonObject
        {
            ["interviewerId"] = s.InterviewerId,
            ["planted"] = s.Planted,
            ["recovered"] = s.Recovered,
            ["byRawMean"] = s.ByRawMean,
        }),
        ["severityError"] = committee.RecoveredError,
        ["rawMeanError"] = committee.RawMeanError,
        ["shortlists"] = Array(committee.Shortlists, list => new JsonObject
        {
            ["roleProfile"] = list.RoleProfile,
            ["seats"] = Shortlist.Seats,
            ["observed"] = ProtoJson.Of(list.Observed),
            ["fair"] = ProtoJson.Of(list.Fair),
        }),
        ["changedSeats"] = committee.ChangedSeats,
        ["decision"] = ProtoJson.Of(committee.Decision),
        ["replay"] = ProtoJson.Of(committee.Replay),
        ["readAgainEqual"] = equal,
    };

    private static JsonArray Array<T>(IEnumerable<T> items, Func<T, JsonNode?> toJson) => [.. items.Select(toJson)];
}
