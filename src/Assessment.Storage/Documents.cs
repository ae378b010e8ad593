namespace Assessment.Storage;

/// <summary>What a published document is.</summary>
public enum DocumentKind
{
    /// <summary>A question bank.</summary>
    QuestionBank = 1,

    /// <summary>A set of role profiles.</summary>
    RoleProfiles = 2,
}

/// <summary>An immutable published document: a question bank or a set of role profiles, in canonical form.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Id">Its id, e.g. <c>product-sense</c>.</param>
/// <param name="Version">Its version, <c>x.y.z</c>.</param>
/// <param name="Sha256">Lower-case hexadecimal SHA-256 of <paramref name="Canonical"/>.</param>
/// <param name="Canonical">The canonical form, UTF-8.</param>
/// <param name="PublishedAt">When it was first published here, UTC.</param>
public sealed record Document(
    DocumentKind Kind, string Id, string Version, string Sha256, ReadOnlyMemory<byte> Canonical, DateTimeOffset PublishedAt);
