using System.Diagnostics;

namespace Assessment.Storage;

/// <summary>The span of a commit, which belongs to no call alone: it links to those that share it.</summary>
internal static class CommitSpan
{
    /// <summary>As many links as a span keeps by default.</summary>
    private const int MostLinks = 128;

    private static readonly ActivitySource Source = new(WriteMeter.Name);

    /// <summary>Begins one; null when nobody records the calls.</summary>
    /// <param name="writes">What the commit stores.</param>
    /// <param name="ago">How long ago it began.</param>
    public static Activity? Begin(List<QueuedWrite> writes, TimeSpan ago = default)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        var links = writes.Where(write => write.Caller != default).Take(MostLinks).Select(write => new ActivityLink(write.Caller)).ToList();
        return links.Count == 0 ? null : Source.StartActivity(
            "commit",
            ActivityKind.Internal,
            parentContext: default,
            [new("assessment.storage.commit.writes", writes.Count)],
            links,
            TimeProvider.System.GetUtcNow() - ago);
    }
}
