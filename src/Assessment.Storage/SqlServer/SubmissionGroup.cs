namespace Assessment.Storage;

/// <summary>Which submissions can be stored together: those of which no two want the same key.</summary>
internal static class SubmissionGroup
{
    /// <summary>Parts submissions into those that can, and the rest, which a statement for each row tells apart.</summary>
    public static (List<QueuedWrite> Together, List<QueuedWrite> Alone) Part(IReadOnlyList<QueuedWrite> writes)
    {
        var (together, alone) = (new List<QueuedWrite>(), new List<QueuedWrite>());
        var taken = new HashSet<Key>();
        foreach (var write in writes)
        {
            var wanted = Keys(write.Submission!).ToList();
            if (wanted.Distinct().Count() == wanted.Count && !wanted.Any(taken.Contains))
            {
                taken.UnionWith(wanted);
                together.Add(write);
            }
            else
            {
                alone.Add(write);
            }
        }

        return (together, alone);
    }

    private static IEnumerable<Key> Keys(Submission submission)
    {
        if (submission.Request is { } request)
        {
            yield return new("request", submission.Tenant, request.RequestId);
        }

        foreach (var (card, _, _) in submission.Cards)
        {
            yield return new("scorecard", submission.Tenant, card.Id);
            yield return new("live scorecard", submission.Tenant, card.InterviewId, card.InterviewerId, card.Layer);
        }
    }

    private readonly record struct Key(string Of, string Tenant, Guid Id, string InterviewerId = "", ScorecardLayer Layer = default);
}
