using System.Globalization;
using System.Runtime.CompilerServices;
using Assessment.Server.Errors;
using Assessment.Server.Names;
using Assessment.Storage;
using Assessment.V1;
using Google.Protobuf.WellKnownTypes;

namespace Assessment.Server.Interviews;

/// <summary>State changes in commit order, from a position on and then as they happen.</summary>
/// <remarks>A resume token is a position: whoever reconnects with the last one it saw gets exactly what it missed.</remarks>
internal sealed class ChangeFeed(Database database, EventStore events)
{
    private const string FromStart = "start";
    private const int PageSize = 256;

    /// <summary>The position that a resume token stands for; the newest one for an empty token.</summary>
    public async Task<long> PositionOfAsync(string tenant, string resumeToken, CancellationToken cancellation)
    {
        switch (resumeToken)
        {
            case "":
                return await events.LastPositionAsync(tenant, cancellation);
            case FromStart:
                return 0;
        }

        if (!long.TryParse(resumeToken, NumberStyles.None, CultureInfo.InvariantCulture, out long position))
        {
            throw RequestException.Invalid("resume_token", "is neither empty, 'start', nor a token of this stream.");
        }

        if (position > await events.LastPositionAsync(tenant, cancellation))
        {
            throw RequestException.Invalid("resume_token", "is of another database: no change has this position yet.");
        }

        return position;
    }

    /// <summary>The changes after a position; goes on until cancelled.</summary>
    public async IAsyncEnumerable<WatchInterviewsResponse> AfterAsync(
        string tenant, long position, Guid? interview, [EnumeratorCancellation] CancellationToken cancellation)
    {
        long committed = -1;
        while (true)
        {
            // First the position, then the reading: what is committed in between wakes the next wait at once.
            committed = await database.WaitForChangeAsync(committed, cancellation);
            IReadOnlyList<StateEvent> page;
            do
            {
                page = await events.ListAfterAsync(tenant, position, interview, PageSize, cancellation);
                foreach (var change in page)
                {
                    position = change.Position;
                    yield return ReplyOf(change);
                }
            }
            while (page.Count == PageSize);
        }
    }

    private static WatchInterviewsResponse ReplyOf(StateEvent change) => new()
    {
        ResumeToken = TokenOf(change.Position),
        Kind = (WatchInterviewsResponse.Types.Kind)change.Kind,
        Interview = ResourceNames.Interview(change.InterviewId),
        Scorecard = change.ScorecardId is { } scorecard ? ResourceNames.Scorecard(change.InterviewId, scorecard) : "",
        InterviewerId = change.InterviewerId,
        OccurredAt = change.OccurredAt.ToTimestamp(),
    };

    public static string TokenOf(long position) => position.ToString(CultureInfo.InvariantCulture);
}
