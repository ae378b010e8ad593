using Assessment.QuestionBanks;
using Assessment.Server;
using Assessment.Server.Catalog;
using Assessment.Server.Errors;
using Assessment.Server.Names;
using Assessment.Server.Scores;

namespace Assessment.Cli.Local;

/// <summary>Scores a request with banks from files, by the code that the server runs.</summary>
internal static class LocalScoring
{
    /// <exception cref="CommandException">The banks or the request have problems; every one is listed.</exception>
    public static V1.ScoreResponse Score(V1.ScoreRequest request, BankFolderReading reading)
    {
        if (reading.Diagnostics.Count > 0)
        {
            throw new CommandException(
                ExitCodes.ProblemsFound, "the question banks have problems:", [.. reading.Diagnostics.Select(d => d.ToString())]);
        }

        var violations = new FieldViolations(Limits.Default);
        var rubric = FindRubric(request, reading, violations);
        var response = rubric is null ? null : ScoredRequest.Find(request, "", rubric, criterion => Knows(reading, criterion), violations);
        return response ?? throw new CommandException(
            ExitCodes.ProblemsFound,
            "the ratings can't be scored:",
            [.. violations.Found.Select(v => $"{v.Field}: {v.Description}")]);
    }

    private static InterviewRubric? FindRubric(V1.ScoreRequest request, BankFolderReading reading, FieldViolations violations)
    {
        var banks = FindBanks(request, reading, violations);
        var profiles = reading.Profiles
            .Where(p => request.RoleProfileVersion.Length == 0 || p.Version == request.RoleProfileVersion)
            .MaxBy(p => Version.Parse(p.Version));
        if (profiles is null)
        {
            violations.Add("role_profile_version", reading.Profiles.Count == 0
                ? "can't be chosen: no role profiles are among the banks."
                : "is not a version of the role profiles.");
        }

        if (!ResourceNames.TryRoleProfile(request.RoleProfile, out string? role, out var level))
        {
            violations.Add("role_profile", "is not of the form 'roleProfiles/{role}/levels/{junior|mid|senior|staff}'.");
            return null;
        }

        var profile = profiles?.Find(role, level);
        if (profiles is not null && profile is null)
        {
            violations.Add("role_profile", $"names no role of the profiles' version {profiles.Version}.");
        }

        return violations.Any ? null : new InterviewRubric(banks, profiles!, profile!);
    }

    private static IReadOnlyList<QuestionBank> FindBanks(V1.ScoreRequest request, BankFolderReading reading, FieldViolations violations)
    {
        if (request.QuestionBanks.Count == 0)
        {
            if (reading.Banks.Count == 0)
            {
                violations.Add("question_banks", "can't be chosen: there is no question bank.");
            }

            var newest = reading.Banks.GroupBy(b => b.Id).Select(versions => versions.MaxBy(b => Version.Parse(b.Version))!);
            return [.. newest.OrderBy(b => b.Id, StringComparer.Ordinal)];
        }

        var found = new SortedDictionary<string, QuestionBank>(StringComparer.Ordinal);
        for (int i = 0; i < request.QuestionBanks.Count; i++)
        {
            string name = request.QuestionBanks[i];
            if (!ResourceNames.TryQuestionBank(name, out string? id, out string? version))
            {
                violations.Add($"question_banks[{i}]", "is not of the form 'questionBanks/{id}/versions/{version}'.");
            }
            else if (reading.Banks.FirstOrDefault(b => b.Id == id && b.Version == version) is not { } bank)
            {
                violations.Add($"question_banks[{i}]", "is not among the banks.");
            }
            else if (!found.TryAdd(id, bank))
            {
                violations.Add($"question_banks[{i}]", "names a bank that stands before it.");
            }
        }

        return [.. found.Values];
    }

    private static bool Knows(BankFolderReading reading, string criterion) =>
        reading.Banks.Any(bank => bank.Competencies.Any(c => c.Criteria.Any(x => x.Id == criterion)));
}
