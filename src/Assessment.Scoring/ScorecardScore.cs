namespace Assessment.Scoring;

/// <summary>One scorecard's computed score, and the room that computes it. Reusable; not for two threads at once.</summary>
/// <remarks>
/// Level L is worth (L − 1)·2500; a raised flag caps its criteria before anything is combined; competency, track and composite are
/// weighted means, each rounded half to even once. A card's coverage is over its focus, and a card has no band.
/// </remarks>
public sealed class ScorecardScore : ScoreSheet
{
    private const byte Unrated = byte.MaxValue;

    private readonly byte[] _levels; // 0 not observed, 1..5, or Unrated
    private readonly bool[] _raised;
    private bool _flagged;

    /// <summary>Room for one card of the rubric.</summary>
    public ScorecardScore(Rubric rubric)
        : base(rubric)
    {
        _levels = new byte[rubric.CriterionIds.Count];
        _raised = new bool[rubric.RedFlagIds.Count];
        Array.Fill(_levels, Unrated);
    }

    /// <summary>Scores a card. Allocates nothing and takes no lock.</summary>
    /// <param name="profile">A profile bound to this rubric.</param>
    /// <param name="focus">The competencies that the card is to cover.</param>
    /// <param name="ratings">At least one, in any order, each criterion at most once and inside the focus.</param>
    /// <param name="redFlags">Indexes of raised flags, each at most once, each capping some criterion of the focus.</param>
    /// <returns>False when the card breaks a rule: the sheet then means nothing, and <see cref="Scorecards.Violations"/> lists why.</returns>
    /// <exception cref="ArgumentException">The profile is bound to another rubric.</exception>
    public bool TryScore(BoundProfile profile, Focus focus, ReadOnlySpan<Rating> ratings, ReadOnlySpan<int> redFlags)
    {
        if (profile.Rubric != Rubric)
        {
            throw new ArgumentException("The profile is bound to another rubric.", nameof(profile));
        }

        Clear();
        _levels.AsSpan().Fill(Unrated);
        Focus = focus;
        if (!TryRate(focus, ratings) || ((_flagged || !redFlags.IsEmpty) && !TryRaise(focus, redFlags)))
        {
            return false;
        }

        Finish(profile, weightOutside: 0);
        return true;
    }

    /// <summary>A criterion's value as rated, before caps; null when it was not observed.</summary>
    public int? RawValue(int criterion) =>
        _levels[criterion] is Unrated or Rating.NotObserved ? null : (_levels[criterion] - 1) * Scale.PerLevel;

    /// <summary>A criterion's value after caps; null when it was not observed.</summary>
    public int? CappedValue(int criterion) => Values[criterion] == Scale.Absent ? null : Values[criterion];

    /// <summary>The raised flags that lowered a criterion's value, in rubric order; empty when none did.</summary>
    public IEnumerable<int> CappedBy(int criterion) => Enumerable.Range(0, _raised.Length).Where(flag =>
        _raised[flag] && RawValue(criterion) > Scale.ValueOf(Rubric.FlagCaps[flag]) && Rubric.FlagCriteria[flag].Contains(criterion));

    /// <summary>Observes what the ratings say, before caps.</summary>
    private bool TryRate(Focus focus, ReadOnlySpan<Rating> ratings)
    {
        var criteria = Rubric.Criteria;
        byte[] levels = _levels;
        ulong needsEvidence = Rubric.EvidenceAtExtremes;
        foreach (ref readonly var rating in ratings)
        {
            int criterion = rating.Criterion;
            int level = rating.Level;
            if ((uint)criterion >= (uint)criteria.Length || (uint)level > Scale.HighestLevel || levels[criterion] != Unrated)
            {
                return false;
            }

            var facts = criteria[criterion];
            ulong competency = 1UL << facts.Competency;
            if ((focus.Competencies & competency) == 0
                || (level is Scale.LowestLevel or Scale.HighestLevel && !rating.HasEvidence && (needsEvidence & competency) != 0))
            {
                return false;
            }

            levels[criterion] = (byte)level;
            if (level != Rating.NotObserved)
            {
                Observe(criterion, facts, (level - 1) * Scale.PerLevel);
            }
        }

        return !ratings.IsEmpty;
    }

    /// <summary>Raises the flags and lowers what they cap: the lowest cap stands, in whatever order they come.</summary>
    private bool TryRaise(Focus focus, ReadOnlySpan<int> redFlags)
    {
        _raised.AsSpan().Clear();
        _flagged = !redFlags.IsEmpty;
        foreach (int flag in redFlags)
        {
            if ((uint)flag >= (uint)_raised.Length || _raised[flag] || !Rubric.Touches(flag, focus))
            {
                return false;
            }

            _raised[flag] = true;
            int cap = Scale.ValueOf(Rubric.FlagCaps[flag]);
            foreach (int criterion in Rubric.FlagCriteria[flag])
            {
                Lower(criterion, cap);
            }
        }

        return true;
    }
}
