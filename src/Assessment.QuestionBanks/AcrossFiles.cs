namespace Assessment.QuestionBanks;

/// <summary>Holds files without faults of their own against each other.</summary>
internal static class AcrossFiles
{
    public static IEnumerable<Diagnostic> Check(IReadOnlyList<BankReading> readings)
    {
        var banks = readings.Where(r => r.Bank is not null).ToArray();
        var profiles = readings.Where(r => r.Profiles is not null).ToArray();
        return
        [
            .. Versions(banks, r => (r.Bank!.Id, r.Bank.Version, r.Bank.Sha256)),
            .. Versions(profiles, r => (r.Profiles!.Id, r.Profiles.Version, r.Profiles.Sha256)),
            .. Competencies(banks),
            .. Profiles(banks, profiles),
        ];
    }

    private static IEnumerable<Diagnostic> Versions(
        BankReading[] readings, Func<BankReading, (string Id, string Version, string Sha256)> identity)
    {
        var first = new Dictionary<(string, string), BankReading>();
        foreach (var reading in readings)
        {
            var (id, version, sha256) = identity(reading);
            if (!first.TryAdd((id, version), reading) && identity(first[(id, version)]).Sha256 != sha256)
            {
                yield return At(
                    reading,
                    reading.Places.Version,
                    DiagnosticCodes.DuplicateVersion,
                    $"'{id}' {version} has other content in {first[(id, version)].File}. Give {reading.File} a new version.");
            }
        }
    }

    private static IEnumerable<Diagnostic> Competencies(BankReading[] banks)
    {
        var first = new Dictionary<string, BankReading>(StringComparer.Ordinal);
        foreach (var reading in banks)
        {
            foreach (var (competency, at) in reading.Places.Competencies)
            {
                if (!first.TryAdd(competency, reading) && first[competency] is var other && other.Bank!.Id != reading.Bank!.Id)
                {
                    yield return At(
                        reading,
                        at,
                        DiagnosticCodes.DuplicateCompetency,
                        $"The competency '{competency}' belongs to the bank '{other.Bank.Id}' in {other.File}. Give this one another id.");
                }
            }
        }
    }

    /// <summary>Only where there are banks for all three tracks: before that, a profile may name what is yet to come.</summary>
    private static IEnumerable<Diagnostic> Profiles(BankReading[] banks, BankReading[] profiles)
    {
        if (banks.Select(b => b.Bank!.Track).Distinct().Count() < WireNames.Tracks.Count)
        {
            yield break;
        }

        var known = banks.SelectMany(b => b.Bank!.Competencies).Select(c => c.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var reading in profiles)
        {
            foreach (var (competency, at) in reading.Places.Competencies.Where(c => !known.Contains(c.Word)))
            {
                yield return At(
                    reading,
                    at,
                    DiagnosticCodes.UnknownCompetency,
                    $"No bank has the competency '{competency}'. {Suggestion.For(competency, known)}");
            }
        }
    }

    private static Diagnostic At(BankReading reading, Position at, string code, string message) =>
        new(reading.File, at.Line, at.Column, code, message);
}
