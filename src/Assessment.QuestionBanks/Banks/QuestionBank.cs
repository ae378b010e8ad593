using Assessment.Scoring;

namespace Assessment.QuestionBanks;

/// <summary>A versioned, immutable set of competencies, criteria, questions and red flags for one track.</summary>
/// <remarks>Two banks are equal when their canonical forms are.</remarks>
public sealed class QuestionBank : IEquatable<QuestionBank>
{
    internal QuestionBank(
        string id,
        string version,
        Track track,
        string title,
        string summary,
        string rationale,
        string provenance,
        bool evidenceAtExtremes,
        IReadOnlyList<Competency> competencies)
    {
        Id = id;
        Version = version;
        Track = track;
        Title = title;
        Summary = summary;
        Rationale = rationale;
        Provenance = provenance;
        EvidenceAtExtremes = evidenceAtExtremes;
        Competencies = [.. competencies];
        CanonicalUtf8 = CanonicalBank.Write(this);
        Sha256 = CanonicalJson.Sha256Of(CanonicalUtf8.Span);
    }

    /// <summary>The bank's name in kebab case, the same for all its versions, e.g. <c>product-sense</c>.</summary>
    public string Id { get; }

    /// <summary>The version, major.minor.patch.</summary>
    public string Version { get; }

    /// <summary>The track that it assesses; one of the three.</summary>
    public Track Track { get; }

    /// <summary>The title.</summary>
    public string Title { get; }

    /// <summary>What the track assesses, in one or two sentences.</summary>
    public string Summary { get; }

    /// <summary>Why these competencies and weights.</summary>
    public string Rationale { get; }

    /// <summary>Where the ideas come from.</summary>
    public string Provenance { get; }

    /// <summary>Whether a rating of 1 or 5 needs evidence text.</summary>
    public bool EvidenceAtExtremes { get; }

    /// <summary>The competencies in bank order, 1 to 64 of them.</summary>
    public IReadOnlyList<Competency> Competencies { get; }

    /// <summary>The bank as JSON in UTF-8, the same bytes for the same content; <see cref="BankReader"/> reads it.</summary>
    public ReadOnlyMemory<byte> CanonicalUtf8 { get; }

    /// <summary>The SHA-256 of <see cref="CanonicalUtf8"/>, in lower-case hexadecimal.</summary>
    public string Sha256 { get; }

    /// <inheritdoc/>
    public bool Equals(QuestionBank? other) => other is not null && CanonicalUtf8.Span.SequenceEqual(other.CanonicalUtf8.Span);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as QuestionBank);

    /// <inheritdoc/>
    public override int GetHashCode() => Sha256.GetHashCode(StringComparison.Ordinal);
}
