namespace Assessment.Cli.Demo;

/// <summary>Whether severities can be compared: every interviewer is joined to every other through candidates they both rated.</summary>
internal static class Connectivity
{
    /// <summary>Whether the graph of candidates and the interviewers who submitted a card for them is in one piece.</summary>
    public static bool IsConnected(IReadOnlyList<PlannedInterview> interviews)
    {
        var edges = interviews
            .SelectMany(i => i.Panel, (i, member) => (Candidate: i.CandidateId, Interviewer: member.InterviewerId, member.Scorecard))
            .Where(edge => edge.Scorecard is not null)
            .ToArray();
        var candidates = edges.ToLookup(e => e.Interviewer, e => e.Candidate);
        var interviewers = edges.ToLookup(e => e.Candidate, e => e.Interviewer);
        var reached = new HashSet<string>();
        var open = new Queue<string>(edges.Take(1).Select(e => e.Interviewer));
        while (open.TryDequeue(out string? interviewer))
        {
            if (reached.Add(interviewer))
            {
                foreach (string next in candidates[interviewer].SelectMany(candidate => interviewers[candidate]))
                {
                    open.Enqueue(next);
                }
            }
        }

        return reached.Count == candidates.Count;
    }
}
