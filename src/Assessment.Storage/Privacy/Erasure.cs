namespace Assessment.Storage;

/// <summary>What erasing a candidate did.</summary>
/// <param name="Pseudonym">What stands for the candidate from now on; it says nothing of them.</param>
/// <param name="Interviews">How many interviews were theirs.</param>
/// <param name="Scorecards">How many scorecards keep their ratings, without a word of evidence.</param>
/// <param name="Drafts">How many drafts were deleted.</param>
/// <param name="Answers">How many stored answers to requests were deleted.</param>
/// <param name="At">When.</param>
public sealed record Erasure(string Pseudonym, int Interviews, int Scorecards, int Drafts, int Answers, DateTimeOffset At)
{
    private const string Prefix = "erased-";

    /// <summary>Whether a candidate's id has the form of a pseudonym: it stands for somebody who was erased.</summary>
    public static bool IsPseudonym(string candidateId) =>
        candidateId.StartsWith(Prefix, StringComparison.Ordinal) && Guid.TryParseExact(candidateId[Prefix.Length..], "D", out _);

    /// <summary>A pseudonym that nobody had before.</summary>
    internal static string NewPseudonym() => $"{Prefix}{Guid.NewGuid():D}";
}
