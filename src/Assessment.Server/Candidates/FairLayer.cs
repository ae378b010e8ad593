using Assessment.Scoring;

namespace Assessment.Server.Candidates;

/// <summary>By how much an interviewer's cards are moved; null where the report has no severity.</summary>
internal sealed record Adjustment(string InterviewerId, InterviewerShift? Shift);

/// <summary>The combined result with each card moved by its interviewer's severity. A report layer, never the score.</summary>
internal sealed class FairLayer
{
    private FairLayer(CalibratedSeverities severities, IReadOnlyList<Adjustment> adjustments) =>
        (Report, Adjustments) = (severities.Report, adjustments);

    /// <summary>The report that the severities are from.</summary>
    public Guid Report { get; }

    /// <summary>By card.</summary>
    public IReadOnlyList<Adjustment> Adjustments { get; }

    /// <summary>Whether the severities have several origins: then nothing is moved.</summary>
    public bool IsDisconnected { get; private init; }

    /// <summary>The set of interviewers within which the moved score may be compared; null when disconnected.</summary>
    public (int Component, int Set)? Origin { get; private init; }

    /// <summary>For each card what is added to its values, in hundredths of a point.</summary>
    public required IReadOnlyList<int> Shifts { get; init; }

    /// <summary>The combined result of the moved cards.</summary>
    public required CandidateScore Result { get; init; }

    /// <summary>What the rules would advise.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>The composite's standard error with the severities' own, in hundredths of a point; NaN without a composite.</summary>
    public required double StandardError { get; init; }

    /// <summary>The layer; null when the report has a severity of nobody here.</summary>
    public static FairLayer? Of(AssessedCandidate candidate, CalibratedSeverities severities)
    {
        Adjustment[] adjustments =
            [.. candidate.Cards.Select(card => new Adjustment(card.Card.InterviewerId, severities.Find(card.Card.InterviewerId)))];
        InterviewerShift[] known = [.. adjustments.Select(a => a.Shift).OfType<InterviewerShift>()];
        if (known.Length == 0)
        {
            return null;
        }

        bool disconnected = known.Any(shift => shift.Origin != known[0].Origin);
        int[] shifts = [.. adjustments.Select(a => disconnected ? 0 : a.Shift?.Hundredths ?? 0)];
        var moved = CandidateScore.Combine(candidate.Rubric.Profile, candidate.Scores, shifts);
        return new FairLayer(severities, adjustments)
        {
            IsDisconnected = disconnected,
            Origin = disconnected ? null : known[0].Origin,
            Shifts = shifts,
            Result = moved,
            Verdict = candidate.Rules.Decide(moved.CompetencyScores(), moved.Coverage),
            StandardError = ErrorOf(candidate, adjustments, severities.SpreadOf(known[0].Origin)),
        };
    }

    /// <summary>The observed error, and each severity's by the square of its cards' share. A severity that is unknown has the spread's.</summary>
    private static double ErrorOf(AssessedCandidate candidate, IReadOnlyList<Adjustment> adjustments, double spread)
    {
        double observed = candidate.Evidence.CompositeError(candidate.Rubric.Profile);
        double[] shares = CardShares.Of(candidate.Rubric.Profile, candidate.Scores);
        double squares = observed * observed;
        for (int card = 0; card < shares.Length; card++)
        {
            double error = shares[card] * (adjustments[card].Shift?.StandardError ?? spread);
            squares += error * error;
        }

        return Math.Sqrt(squares);
    }
}
