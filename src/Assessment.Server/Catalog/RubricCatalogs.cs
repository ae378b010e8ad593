using System.Collections.Concurrent;
using Assessment.QuestionBanks;
using Assessment.Storage;

namespace Assessment.Server.Catalog;

/// <summary>A catalog for each tenant. Every tenant has the installed banks, and besides them its own.</summary>
/// <param name="documents">What was published.</param>
/// <param name="installed">The banks and profiles that the server came with; null when it came with none.</param>
/// <param name="clock">Tells when they are published.</param>
internal sealed class RubricCatalogs(DocumentStore documents, BankFolderReading? installed, TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, RubricCatalog> _loaded = new(StringComparer.Ordinal);

    /// <summary>The catalog of a tenant, with the installed banks published the first time.</summary>
    public ValueTask<RubricCatalog> OfAsync(string tenant, CancellationToken cancellation) =>
        _loaded.TryGetValue(tenant, out var known) ? new(known) : new(LoadAsync(tenant, [], cancellation));

    /// <summary>Publishes the installed banks to every tenant that has any, so that what can't be published shows at the start.</summary>
    /// <param name="defaultTenant">A tenant that is there whether it has any or not; null when there is none.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="BankException">A tenant has other content in an installed version.</exception>
    public async Task PublishAsync(string? defaultTenant, CancellationToken cancellation)
    {
        var problems = new List<string>();
        IReadOnlyList<string> known = await documents.TenantsAsync(cancellation);
        foreach (string tenant in defaultTenant is null ? known : known.Append(defaultTenant).Distinct(StringComparer.Ordinal))
        {
            await LoadAsync(tenant, problems, cancellation);
        }

        if (problems.Count > 0)
        {
            throw new BankException([.. problems.Distinct()]);
        }
    }

    /// <remarks>Two calls may load the same tenant side by side: both read the same, and the first one's catalog stays.</remarks>
    private async Task<RubricCatalog> LoadAsync(string tenant, List<string> problems, CancellationToken cancellation)
    {
        var catalog = new RubricCatalog(documents, tenant);
        await catalog.LoadAsync(cancellation);
        foreach (var bank in installed?.Banks ?? [])
        {
            if ((await catalog.FindBankAsync(bank.Id, bank.Version, cancellation))?.Bank.Sha256 != bank.Sha256)
            {
                await OrConflictAsync(catalog.PublishAsync(bank, clock.GetMicroseconds(), cancellation), bank.Id, bank.Version, problems);
            }
        }

        foreach (var profiles in installed?.Profiles ?? [])
        {
            if ((await catalog.FindProfilesAsync(profiles.Id, profiles.Version, cancellation))?.Sha256 != profiles.Sha256)
            {
                await OrConflictAsync(catalog.PublishAsync(profiles, clock.GetMicroseconds(), cancellation), profiles.Id, profiles.Version, problems);
            }
        }

        return _loaded.GetOrAdd(tenant, catalog);
    }

    private static async Task OrConflictAsync(Task publishing, string id, string version, List<string> problems)
    {
        try
        {
            await publishing;
        }
        catch (ConflictException)
        {
            problems.Add($"{id} {version} was published with other content. Raise its version.");
        }
    }
}
