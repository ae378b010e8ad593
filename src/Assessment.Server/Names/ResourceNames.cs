using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Assessment.QuestionBanks;
using Assessment.Server.Errors;

namespace Assessment.Server.Names;

/// <summary>Resource names, both ways: 'interviews/{uuid}', 'questionBanks/{id}/versions/{version}', …</summary>
internal static class ResourceNames
{
    private const int PartLength = 128;

    private static readonly SearchValues<char> PartCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.");

    public static string Interview(Guid id) => $"interviews/{id:D}";

    public static string Scorecard(Guid interview, Guid id) => $"interviews/{interview:D}/scorecards/{id:D}";

    public static string CandidateAssessment(Guid interview) => $"interviews/{interview:D}/candidateAssessment";

    public static string QuestionBank(string id, string version) => $"questionBanks/{id}/versions/{version}";

    public static string RoleProfile(string role, string level) => $"roleProfiles/{role}/levels/{level}";

    public static string Decision(Guid interview, Guid id) => $"interviews/{interview:D}/decisions/{id:D}";

    public static string Claim(Guid interview, Guid id) => $"interviews/{interview:D}/claims/{id:D}";

    public static string CalibrationRun(Guid id) => $"calibrationRuns/{id:D}";

    public static string CalibrationReport(Guid id) => $"calibrationReports/{id:D}";

    public static Guid ParseCalibrationRun(FieldViolations violations, string field, string name) =>
        name.Split('/') is ["calibrationRuns", var id] && TryUuid(id, out var uuid)
            ? uuid
            : Malformed(violations, field, name, "calibrationRuns/{uuid}");

    /// <summary>A report by its id; null for 'calibrationReports/latest'.</summary>
    /// <param name="rest">What follows the report's name, with its slash; empty for the report itself.</param>
    public static Guid? ParseCalibrationReport(FieldViolations violations, string field, string name, string rest = "")
    {
        string report = name.EndsWith(rest, StringComparison.Ordinal) ? name[..^rest.Length] : "";
        return report == "calibrationReports/latest" ? null
            : report.Split('/') is ["calibrationReports", var id] && TryUuid(id, out var uuid) ? uuid
            : Malformed(violations, field, name, $"calibrationReports/{{uuid or latest}}{rest}");
    }

    public static Guid ParseInterview(FieldViolations violations, string field, string name) =>
        TryInterview(name, out var id) ? id : Malformed(violations, field, name, "interviews/{uuid}");

    public static Guid? ParseOptionalInterview(FieldViolations violations, string field, string name) =>
        name.Length == 0 ? null : ParseInterview(violations, field, name);

    public static (Guid Interview, Guid Id) ParseScorecard(FieldViolations violations, string field, string name)
    {
        string[] parts = name.Split('/');
        if (parts is ["interviews", _, "scorecards", _] && TryUuid(parts[1], out var interview) && TryUuid(parts[3], out var id))
        {
            return (interview, id);
        }

        Malformed(violations, field, name, "interviews/{uuid}/scorecards/{uuid}");
        return default;
    }

    public static Guid ParseCandidateAssessment(FieldViolations violations, string field, string name)
    {
        string[] parts = name.Split('/');
        return parts is ["interviews", _, "candidateAssessment"] && TryUuid(parts[1], out var interview)
            ? interview
            : Malformed(violations, field, name, "interviews/{uuid}/candidateAssessment");
    }

    public static bool TryQuestionBank(string name, [NotNullWhen(true)] out string? id, [NotNullWhen(true)] out string? version)
    {
        string[] parts = name.Split('/');
        bool formed = parts is ["questionBanks", _, "versions", _] && IsPart(parts[1]) && IsPart(parts[3]);
        (id, version) = formed ? (parts[1], parts[3]) : (null, null);
        return formed;
    }

    public static bool TryRoleProfile(string name, [NotNullWhen(true)] out string? role, out RoleLevel level)
    {
        string[] parts = name.Split('/');
        level = default;
        role = null;
        if (parts is not ["roleProfiles", _, "levels", _] || !IsPart(parts[1]) || WireNames.FindRoleLevel(parts[3]) is not { } found)
        {
            return false;
        }

        (role, level) = (parts[1], found);
        return true;
    }

    private static bool TryInterview(string name, out Guid id)
    {
        id = default;
        return name.StartsWith("interviews/", StringComparison.Ordinal) && TryUuid(name.AsSpan("interviews/".Length), out id);
    }

    /// <summary>Only the lower-case hyphenated form, so that a resource has one name.</summary>
    private static bool TryUuid(ReadOnlySpan<char> text, out Guid id) =>
        Guid.TryParseExact(text, "D", out id) && text.Length == 36 && !text.ContainsAnyInRange('A', 'Z');

    /// <summary>What an id or version may look like at most; whether there is one is another question.</summary>
    private static bool IsPart(string text) =>
        text.Length is > 0 and <= PartLength && !text.AsSpan().ContainsAnyExcept(PartCharacters);

    private static Guid Malformed(FieldViolations violations, string field, string name, string form)
    {
        violations.Add(field, name.Length == 0 ? $"is required: '{form}'." : $"is not of the form '{form}'.");
        return default;
    }
}
