using Assessment.Cli.Output;
using Assessment.V1;

namespace Assessment.Cli.Kits;

/// <summary>The sentences that every form of a kit shares.</summary>
internal static class KitWords
{
    public static string Title(InterviewKit kit) => $"Interview kit for {Figures.Role(kit.RoleProfile)}";

    public static string Coverage(InterviewKit kit) =>
        $"Covers {Figures.Share(kit.CoverageHundredths)} of what the role weighs; {(kit.Optimal ? "proved the best choice" : "the best choice found")}.";

    public static string Member(KitMember member, int index) =>
        member.InterviewerId.Length > 0 ? Grid.OneLine(member.InterviewerId) : $"Interviewer {index + 1}";

    public static IEnumerable<string> Gaps(InterviewKit kit)
    {
        if (kit.UncoveredCriteria.Count > 0)
        {
            yield return $"Not covered: {string.Join(", ", kit.UncoveredCriteria)}";
        }

        if (kit.CoveredOnce.Count > 0)
        {
            yield return $"Critical, and covered by one interviewer only: {string.Join(", ", kit.CoveredOnce)}";
        }
    }

    public static string? Claim(Question question) => question.Claim is not { } claim ? null
        : $"About a system that the candidate built{(claim.Part == ClaimProbe.Types.Part.Shared ? ", asked by everyone so that the answers can be compared" : "")}."
          + $" Record: {string.Join(", ", claim.Records.Select(r => r.Replace('_', ' ')))}.";
}
