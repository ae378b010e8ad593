using System.Collections.Concurrent;
using Assessment.QuestionBanks;
using Assessment.Storage;

namespace Assessment.Server.Catalog;

/// <summary>A tenant's published banks and role profiles in memory, and the rubrics compiled from them.</summary>
/// <remarks>Versions are immutable, so what is here is never stale; a version published by another replica is read when first named.</remarks>
internal sealed class RubricCatalog(DocumentStore documents, string tenant)
{
    private const int CompiledAtMost = 4_096;

    private readonly ConcurrentDictionary<string, InterviewRubric> _compiled = new(StringComparer.Ordinal);
    private readonly Lock _adding = new();
    private volatile CatalogContent _content = CatalogContent.Empty;

    /// <summary>Every known bank version, ordered by id and then version.</summary>
    public IReadOnlyList<PublishedBank> Banks => _content.Ordered;

    /// <summary>The newest version of every bank, ordered by id.</summary>
    public IReadOnlyList<PinnedBank> NewestBanks => _content.Newest;

    /// <summary>The newest role profiles; null before any were published.</summary>
    public PublishedProfiles? NewestProfiles => _content.NewestProfiles;

    /// <summary>Rubrics of the newest banks that were asked for before, until something is published; add only what was found after this was read.</summary>
    public ConcurrentDictionary<(string RoleProfile, string ProfilesVersion), InterviewRubric> NewestRubrics => _content.NewestRubrics;

    /// <summary>Reads everything that was published.</summary>
    public async Task LoadAsync(CancellationToken cancellation)
    {
        foreach (var kind in Enum.GetValues<DocumentKind>())
        {
            foreach (var document in await documents.ListAsync(tenant, kind, cancellation))
            {
                Add(document);
            }
        }
    }

    /// <summary>Publishes a bank, or finds that it was published before.</summary>
    /// <exception cref="ConflictException">The version exists with other content.</exception>
    public async Task<PublishedBank> PublishAsync(QuestionBank bank, DateTimeOffset now, CancellationToken cancellation)
    {
        var document = new Document(DocumentKind.QuestionBank, bank.Id, bank.Version, bank.Sha256, bank.CanonicalUtf8, now);
        Add(await documents.PublishAsync(tenant, document, cancellation));
        return _content.Banks[(bank.Id, bank.Version)];
    }

    /// <summary>Publishes role profiles, or finds that they were published before.</summary>
    /// <exception cref="ConflictException">The version exists with other content.</exception>
    public async Task PublishAsync(RoleProfileSet profiles, DateTimeOffset now, CancellationToken cancellation)
    {
        var document = new Document(
            DocumentKind.RoleProfiles, profiles.Id, profiles.Version, profiles.Sha256, profiles.CanonicalUtf8, now);
        Add(await documents.PublishAsync(tenant, document, cancellation));
    }

    public async ValueTask<PublishedBank?> FindBankAsync(string id, string version, CancellationToken cancellation)
    {
        if (_content.Banks.TryGetValue((id, version), out var bank))
        {
            return bank;
        }

        if (await documents.FindAsync(tenant, DocumentKind.QuestionBank, id, version, cancellation) is not { } document)
        {
            return null;
        }

        Add(document);
        return _content.Banks[(id, version)];
    }

    public async ValueTask<RoleProfileSet?> FindProfilesAsync(string id, string version, CancellationToken cancellation)
    {
        if (_content.Profiles.TryGetValue((id, version), out var profiles))
        {
            return profiles.Profiles;
        }

        if (await documents.FindAsync(tenant, DocumentKind.RoleProfiles, id, version, cancellation) is not { } document)
        {
            return null;
        }

        Add(document);
        return _content.Profiles[(id, version)].Profiles;
    }

    /// <summary>The compiled rubric of pinned versions.</summary>
    public async ValueTask<InterviewRubric> CompileAsync(Pins pins, CancellationToken cancellation)
    {
        if (_compiled.TryGetValue(pins.Key, out var rubric))
        {
            return rubric;
        }

        var banks = new List<QuestionBank>();
        foreach (var pin in pins.Banks)
        {
            banks.Add((await FindBankAsync(pin.BankId, pin.Version, cancellation) ?? throw Lost(pin.BankId, pin.Version)).Bank);
        }

        var profiles = await FindProfilesAsync(pins.ProfilesId, pins.ProfilesVersion, cancellation) ?? throw Lost(pins.ProfilesId, pins.ProfilesVersion);
        var profile = WireNames.FindRoleLevel(pins.Level) is { } found ? profiles.Find(pins.Role, found) : null;
        rubric = new InterviewRubric(banks, profiles, profile ?? throw Lost($"{pins.Role}/{pins.Level}", pins.ProfilesVersion));
        if (_compiled.Count >= CompiledAtMost)
        {
            _compiled.Clear(); // far above what real pins make; cheaper than tracking use
        }

        return _compiled.GetOrAdd(pins.Key, rubric);
    }

    /// <summary>Whether the rubric of these pins was compiled before, and so can be.</summary>
    public bool HasCompiled(Pins pins) => _compiled.ContainsKey(pins.Key);

    /// <summary>The compiled rubric of the versions that an interview pins.</summary>
    public ValueTask<InterviewRubric> CompileAsync(Interview interview, CancellationToken cancellation) => CompileAsync(
        new Pins(interview.Banks, interview.ProfilesId, interview.ProfilesVersion, interview.Role, interview.Level), cancellation);

    /// <summary>Whether any known bank has a criterion of this id: tells 'not pinned' from 'unknown'.</summary>
    public bool KnowsCriterion(string id) =>
        _content.Ordered.Any(b => b.Bank.Competencies.Any(c => c.Criteria.Any(x => x.Id == id)));

    private static InvalidDataException Lost(string id, string version) =>
        new($"The pinned document '{id}' {version} is not in the database.");

    private void Add(Document document)
    {
        var reading = BankReader.Read($"{document.Id}@{document.Version}", document.Canonical.Span);
        lock (_adding)
        {
            _content = reading.Bank is { } bank ? _content.With(new PublishedBank(bank, document.PublishedAt))
                : reading.Profiles is { } profiles ? _content.With(new PublishedProfiles(profiles, document.PublishedAt))
                : throw new InvalidDataException($"The stored document can't be read: {reading.Diagnostics[0]}");
        }
    }
}
