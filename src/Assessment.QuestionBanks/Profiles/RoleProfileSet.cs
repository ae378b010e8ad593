using System.Collections.Frozen;
using Assessment.Scoring;

namespace Assessment.QuestionBanks;

/// <summary>A versioned, immutable set of roles with the rules that combine, band and judge their candidates' scores.</summary>
/// <remarks>Two sets are equal when their canonical forms are.</remarks>
public sealed class RoleProfileSet : IEquatable<RoleProfileSet>
{
    private readonly FrozenDictionary<(string Role, RoleLevel Level), RoleProfile> _profiles;

    internal RoleProfileSet(
        string id,
        string version,
        string title,
        string rationale,
        string provenance,
        CombinationRule combinationRule,
        int minimumCoverage,
        IReadOnlyList<int> cutScores,
        VerdictThresholds verdict,
        ShapeThresholds shape,
        IReadOnlyDictionary<string, LearningTime> learningTimes,
        IReadOnlyList<Role> roles)
    {
        Id = id;
        Version = version;
        Title = title;
        Rationale = rationale;
        Provenance = provenance;
        CombinationRule = combinationRule;
        MinimumCoverage = minimumCoverage;
        CutScores = [.. cutScores];
        Verdict = verdict;
        Shape = shape;
        LearningTimes = learningTimes.ToFrozenDictionary(StringComparer.Ordinal);
        Roles = [.. roles];
        _profiles = Roles.SelectMany(role => Enum.GetValues<RoleLevel>().Select(level => (role, level)))
            .ToFrozenDictionary(x => (x.role.Id, x.level), x => Profile(x.role, x.level));
        CanonicalUtf8 = CanonicalProfiles.Write(this);
        Sha256 = CanonicalJson.Sha256Of(CanonicalUtf8.Span);
    }

    /// <summary>The set's name in kebab case, the same for all its versions, e.g. <c>default</c>.</summary>
    public string Id { get; }

    /// <summary>The version, major.minor.patch.</summary>
    public string Version { get; }

    /// <summary>The title.</summary>
    public string Title { get; }

    /// <summary>What the numbers rest on.</summary>
    public string Rationale { get; }

    /// <summary>Where the ideas come from.</summary>
    public string Provenance { get; }

    /// <summary>How several ratings of one criterion are combined.</summary>
    public CombinationRule CombinationRule { get; }

    /// <summary>The least coverage for a band, in [0, 10000] hundredths of a per cent; whole per cents.</summary>
    public int MinimumCoverage { get; }

    /// <summary>
    /// The lowest composites of no, lean no, lean yes, yes and strong yes, ascending, in [100, 10000] hundredths of a point; whole points.
    /// </summary>
    public IReadOnlyList<int> CutScores { get; }

    /// <summary>The numbers that the rules of a verdict compare with.</summary>
    public VerdictThresholds Verdict { get; }

    /// <summary>When a competency profile is distinct enough to look like a role.</summary>
    public ShapeThresholds Shape { get; }

    /// <summary>How long each competency takes to learn, by its id. Every role asks for exactly these competencies.</summary>
    public IReadOnlyDictionary<string, LearningTime> LearningTimes { get; }

    /// <summary>The roles, in the order of the file.</summary>
    public IReadOnlyList<Role> Roles { get; }

    /// <summary>The set as JSON in UTF-8, the same bytes for the same content; <see cref="BankReader"/> reads it.</summary>
    public ReadOnlyMemory<byte> CanonicalUtf8 { get; }

    /// <summary>The SHA-256 of <see cref="CanonicalUtf8"/>, in lower-case hexadecimal.</summary>
    public string Sha256 { get; }

    /// <summary>The profile of a role at a level; null when the set has no such role.</summary>
    /// <param name="role">The role's id, compared ordinally.</param>
    /// <param name="level">The level.</param>
    public RoleProfile? Find(string role, RoleLevel level) => _profiles.GetValueOrDefault((role, level));

    /// <summary>The rules of a verdict for a role at a level, laid over a rubric; null when the set has no such role.</summary>
    /// <param name="rubric">The rubric.</param>
    /// <param name="role">The role's id, compared ordinally.</param>
    /// <param name="level">The level.</param>
    public RoleRules? RulesOf(Rubric rubric, string role, RoleLevel level) => Find(role, level) is { } profile
        ? new RoleRules(new BoundProfile(rubric, profile), Verdict, LearningTimes)
        : null;

    /// <inheritdoc/>
    public bool Equals(RoleProfileSet? other) => other is not null && CanonicalUtf8.Span.SequenceEqual(other.CanonicalUtf8.Span);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as RoleProfileSet);

    /// <inheritdoc/>
    public override int GetHashCode() => Sha256.GetHashCode(StringComparison.Ordinal);

    private RoleProfile Profile(Role role, RoleLevel level) => new(
        role.Id,
        level.WireName(),
        [.. role.Competencies.Select(c => new ProfileCompetency(c.CompetencyId, c.Weight, c.BarAt(level), c.Required))],
        CutScores,
        MinimumCoverage,
        CombinationRule);
}
