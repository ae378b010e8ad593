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
    private readonly byte[] _caps;
    private readonly bool[] _raised;
    private bool _capped;

    /// <summary>Room for one card of the rubric.</summary>
    public ScorecardScore(Rubric rubric)
        : base(rubric)
    {
        _levels = new byte[rubric.CriterionIds.Count];
        _caps = new byte[_levels.Length];
        _raised = new bool[rubric.RedFlagIds.Count];
        Array.Fill(_levels, Unrated);
        Array.Fill(_caps, (byte)Scale.HighestLevel);
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
        if ((_capped || !redFlags.IsEmpty) && !TryRaise(focus, redFlags))
        {
            return false;
        }

        if (ratings.IsEmpty)
        {
            return false;
        }

        var rubric = Rubric;
        byte[] levels = _levels;
        foreach (ref readonly var rating in ratings)
        {
            int criterion = rating.Criterion;
            if ((uint)criterion >= (uint)levels.Length || (uint)rating.Level > Scale.HighestLevel || levels[criterion] != Unrated)
            {
                return false;
            }

            ulong competency = 1UL << rubric.CriterionCompetencies[criterion];
            bool extreme = rating.Level is Scale.LowestLevel or Scale.HighestLevel;
            if ((focus.Competencies & competency) == 0
                || (extreme && !rating.HasEvidence && (rubric.EvidenceAtExtremes & competency) != 0))
            {
                return false;
            }

            levels[criterion] = (byte)rating.Level;
            if (rating.Level != Rating.NotObserved)
            {
                int level = _capped ? Math.Min(rating.Level, _caps[criterion]) : rating.Level;
                Observe(criterion, (level - 1) * Scale.PerLevel);
            }
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

    private bool TryRaise(Focus focus, ReadOnlySpan<int> redFlags)
    {
        _caps.AsSpan().Fill(Scale.HighestLevel);
        _raised.AsSpan().Clear();
        _capped = !redFlags.IsEmpty;
        foreach (int flag in redFlags)
        {
            if ((uint)flag >= (uint)_raised.Length || _raised[flag] || !Rubric.Touches(flag, focus))
            {
                return false;
            }

            _raised[flag] = true;
            foreach (int criterion in Rubric.FlagCriteria[flag])
            {
                _caps[criterion] = Math.Min(_caps[criterion], (byte)Rubric.FlagCaps[flag]);
            }
        }

        return true;
    }
}
