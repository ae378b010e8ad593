using System.Buffers.Binary;

namespace Assessment.Storage;

/// <summary>Which revisions of which scorecards a scan read, so that another one can read them again.</summary>
/// <param name="Bytes">20 bytes for each: the card's id and its revision, big-endian, by card id ascending.</param>
public sealed record ScannedInputs(ReadOnlyMemory<byte> Bytes)
{
    /// <summary>Bytes of one revision.</summary>
    public const int BytesEach = 20;

    private const int IdBytes = 16;

    /// <summary>How many revisions.</summary>
    public int Count => Bytes.Length / BytesEach;

    /// <summary>One revision: the card's id, 16 bytes, and the revision's number.</summary>
    /// <param name="index">In [0, <see cref="Count"/>).</param>
    internal (byte[] Scorecard, int Revision) this[int index]
    {
        get
        {
            var each = Bytes.Span.Slice(index * BytesEach, BytesEach);
            return (each[..IdBytes].ToArray(), BinaryPrimitives.ReadInt32BigEndian(each[IdBytes..]));
        }
    }
}

/// <summary>Observed ratings in parallel columns, in the order of their scorecards' ids, each card's in the rubric's order.</summary>
/// <remarks>Memory: 17 bytes a rating, 20 a scorecard, and the names.</remarks>
public sealed record ScannedRatings
{
    /// <summary>The candidates' ids as they are now, a pseudonym of those erased; in the order in which they were met.</summary>
    public required string[] Candidates { get; init; }

    /// <summary>What stands for each candidate in a report: the id of their first interview in the scan, which no erasure changes.</summary>
    public required Guid[] InterviewOfCandidate { get; init; }

    /// <summary>The interviewers' ids, in the order in which they were met.</summary>
    public required string[] Interviewers { get; init; }

    /// <summary>The criteria's ids, in the order in which they were met.</summary>
    public required string[] Criteria { get; init; }

    /// <summary>The months, as <c>yyyy-MM</c> in UTC, in time's order.</summary>
    public required string[] Periods { get; init; }

    /// <summary>Each rating's candidate, a place in <see cref="Candidates"/>.</summary>
    public required int[] Candidate { get; init; }

    /// <summary>Each rating's interviewer, a place in <see cref="Interviewers"/>.</summary>
    public required int[] Interviewer { get; init; }

    /// <summary>Each rating's criterion, a place in <see cref="Criteria"/>.</summary>
    public required int[] Criterion { get; init; }

    /// <summary>Each rating's month, of the interview or else of the first submission: a place in <see cref="Periods"/>.</summary>
    public required int[] Period { get; init; }

    /// <summary>Each rating's level, in [1, 5].</summary>
    public required byte[] Level { get; init; }

    /// <summary>What was read.</summary>
    public required ScannedInputs Inputs { get; init; }

    /// <summary>The newest position of the change feed when it was read; 0 when there is none.</summary>
    public required long Position { get; init; }

    /// <summary>How many ratings.</summary>
    public int Count => Level.Length;

    /// <summary>How many scorecards were read, those without an observed rating included.</summary>
    public int Cards => Inputs.Count;

    /// <summary>
    /// How many ratings were left out because the same interviewer rated the same candidate on the same criterion again, on a newer card.
    /// </summary>
    public required int Replaced { get; init; }
}
