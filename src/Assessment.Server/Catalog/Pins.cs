using System.Globalization;
using System.Runtime.CompilerServices;
using Assessment.QuestionBanks;
using Assessment.Server.Errors;
using Assessment.Server.Names;
using Assessment.Storage;

namespace Assessment.Server.Catalog;

/// <summary>The versions that a request pins: one role profile and some banks, every one of them published.</summary>
internal sealed record Pins(IReadOnlyList<PinnedBank> Banks, string ProfilesId, string ProfilesVersion, string Role, string Level)
{
    /// <summary>Tells pins apart.</summary>
    public string Key { get; } = KeyOf(Banks, ProfilesId, ProfilesVersion, Role, Level);

    /// <summary>Finds what a request names; the newest versions where it names none.</summary>
    /// <returns>Null when something was not found: the violations say what.</returns>
    public static async ValueTask<Pins?> FindAsync(
        RubricCatalog catalog,
        string roleProfile,
        string profilesVersion,
        IReadOnlyList<string> questionBanks,
        string path,
        FieldViolations violations,
        CancellationToken cancellation)
    {
        var profiles = await FindProfilesAsync(catalog, profilesVersion, $"{path}role_profile_version", violations, cancellation);
        bool named = ResourceNames.TryRoleProfile(roleProfile, out string? role, out var level);
        if (!named)
        {
            violations.Add($"{path}role_profile", "is not of the form 'roleProfiles/{role}/levels/{junior|mid|senior|staff}'.");
        }
        else if (profiles is not null && profiles.Find(role!, level) is null)
        {
            violations.Add($"{path}role_profile", $"names no role of the profiles' version {profiles.Version}.");
            named = false;
        }

        var banks = await FindBanksAsync(catalog, questionBanks, $"{path}question_banks", violations, cancellation);
        if (!named || profiles is null || banks is null)
        {
            return null;
        }

        var pins = new Pins(banks, profiles.Id, profiles.Version, role!, level.WireName());
        return catalog.HasCompiled(pins) || await GoTogetherAsync(catalog, banks, $"{path}question_banks", violations, cancellation) ? pins : null;
    }

    /// <summary>Whether every competency is one bank's alone, and there are no more than a rubric can hold.</summary>
    private static async ValueTask<bool> GoTogetherAsync(
        RubricCatalog catalog, IReadOnlyList<PinnedBank> banks, string field, FieldViolations violations, CancellationToken cancellation)
    {
        var owners = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pin in banks)
        {
            var bank = await catalog.FindBankAsync(pin.BankId, pin.Version, cancellation);
            foreach (string competency in bank!.Bank.Competencies.Select(c => c.Id))
            {
                if (!owners.TryAdd(competency, pin.BankId))
                {
                    violations.Add(
                        field, $"don't go together: '{owners[competency]}' and '{pin.BankId}' both have the competency '{competency}'. Name one of them.");
                    return false;
                }
            }
        }

        if (owners.Count > violations.Limits.CompetenciesPerInterview)
        {
            violations.Add(field, $"have {owners.Count} competencies between them; at most {violations.Limits.CompetenciesPerInterview} are allowed.");
            return false;
        }

        return true;
    }

    private static async ValueTask<RoleProfileSet?> FindProfilesAsync(
        RubricCatalog catalog, string version, string field, FieldViolations violations, CancellationToken cancellation)
    {
        var newest = catalog.NewestProfiles?.Profiles;
        var profiles = newest is null || version.Length == 0
            ? newest
            : await catalog.FindProfilesAsync(newest.Id, version, cancellation);
        if (profiles is null)
        {
            violations.Add(field, newest is null ? "can't be chosen: no role profiles are published." : "is not a published version.");
        }

        return profiles;
    }

    private static async ValueTask<IReadOnlyList<PinnedBank>?> FindBanksAsync(
        RubricCatalog catalog, IReadOnlyList<string> names, string field, FieldViolations violations, CancellationToken cancellation)
    {
        if (names.Count == 0)
        {
            var newest = catalog.NewestBanks;
            if (newest.Count == 0)
            {
                violations.Add(field, "can't be chosen: no question bank is published.");
                return null;
            }

            return newest;
        }

        if (names.Count > violations.Limits.BanksPerInterview)
        {
            violations.Add(field, $"has {names.Count} items; at most {violations.Limits.BanksPerInterview} are allowed.");
            return null;
        }

        var pins = new List<PinnedBank>();
        for (int i = 0; i < names.Count; i++)
        {
            if (!ResourceNames.TryQuestionBank(names[i], out string? id, out string? version))
            {
                violations.Add($"{field}[{i}]", "is not of the form 'questionBanks/{id}/versions/{version}'.");
            }
            else if (pins.Any(pin => pin.BankId == id))
            {
                violations.Add($"{field}[{i}]", "names a bank that stands before it.");
            }
            else if (await catalog.FindBankAsync(id, version, cancellation) is null)
            {
                violations.Add($"{field}[{i}]", "is not a published version.");
            }
            else
            {
                pins.Add(new PinnedBank(id, version));
            }
        }

        return pins.Count == names.Count ? [.. pins.OrderBy(pin => pin.BankId, StringComparer.Ordinal)] : null;
    }

    private static string KeyOf(IReadOnlyList<PinnedBank> banks, string profilesId, string profilesVersion, string role, string level)
    {
        var key = new DefaultInterpolatedStringHandler(0, 0, CultureInfo.InvariantCulture, stackalloc char[256]);
        key.AppendLiteral(profilesId);
        Append(ref key, '|', profilesVersion);
        Append(ref key, '|', role);
        Append(ref key, '|', level);
        foreach (var pin in banks)
        {
            Append(ref key, '|', pin.BankId);
            Append(ref key, '@', pin.Version);
        }

        return key.ToStringAndClear();

        static void Append(ref DefaultInterpolatedStringHandler key, char before, string part)
        {
            key.AppendFormatted(before);
            key.AppendLiteral(part);
        }
    }
}
