using System.Collections.Concurrent;
using System.Collections.Frozen;
using Assessment.Storage;

namespace Assessment.Server.Catalog;

/// <summary>What a catalog holds at one moment, with what every request asks of it worked out beforehand.</summary>
internal sealed class CatalogContent
{
    private CatalogContent(IEnumerable<PublishedBank> banks, IEnumerable<PublishedProfiles> profiles)
    {
        Banks = banks.ToFrozenDictionary(b => (b.Bank.Id, b.Bank.Version));
        Profiles = profiles.ToFrozenDictionary(p => (p.Profiles.Id, p.Profiles.Version));
        Ordered = [.. Banks.Values.OrderBy(b => b.Bank.Id, StringComparer.Ordinal).ThenBy(b => Version.Parse(b.Bank.Version))];
        Newest = [.. Ordered.GroupBy(b => b.Bank.Id).Select(versions => new PinnedBank(versions.Key, versions.Last().Bank.Version))];
        NewestProfiles = Profiles.Values.MaxBy(p => (Version.Parse(p.Profiles.Version), p.PublishedAt));
    }

    public static CatalogContent Empty { get; } = new([], []);

    public FrozenDictionary<(string Id, string Version), PublishedBank> Banks { get; }

    public FrozenDictionary<(string Id, string Version), PublishedProfiles> Profiles { get; }

    /// <summary>Every bank version, ordered by id and then version.</summary>
    public IReadOnlyList<PublishedBank> Ordered { get; }

    /// <summary>The newest version of every bank, ordered by id.</summary>
    public IReadOnlyList<PinnedBank> Newest { get; }

    /// <summary>The newest role profiles; null before there are any.</summary>
    public PublishedProfiles? NewestProfiles { get; }

    /// <summary>Rubrics of the newest banks, by the role profile and the profiles' version that requests name; filled as they are asked for.</summary>
    public ConcurrentDictionary<(string RoleProfile, string ProfilesVersion), InterviewRubric> NewestRubrics { get; } = new();

    /// <summary>The same with one more version; one that is known stays as it is.</summary>
    public CatalogContent With(PublishedBank bank) =>
        Banks.ContainsKey((bank.Bank.Id, bank.Bank.Version)) ? this : new(Banks.Values.Append(bank), Profiles.Values);

    /// <summary>The same with one more version; one that is known stays as it is.</summary>
    public CatalogContent With(PublishedProfiles profiles) =>
        Profiles.ContainsKey((profiles.Profiles.Id, profiles.Profiles.Version)) ? this : new(Banks.Values, Profiles.Values.Append(profiles));
}
