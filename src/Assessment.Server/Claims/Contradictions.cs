using System.Globalization;
using System.Text.RegularExpressions;
using Assessment.V1;

namespace Assessment.Server.Claims;

/// <summary>Facts of one system that interviewers heard differently, for a person to weigh.</summary>
/// <remarks>
/// Only what two interviewers both recorded is compared. Words differ when neither holds the other, case, spaces and punctuation aside.
/// Counts and lags differ when they are more than a quarter of the larger apart, values of one metric when more than a twentieth.
/// </remarks>
internal static partial class Contradictions
{
    private const double CountTolerance = 0.25;
    private const double ValueTolerance = 0.05;

    /// <summary>All of them, by system and then in the order of the fields.</summary>
    /// <param name="claims">The newest claim of each interviewer and system.</param>
    public static IEnumerable<Contradiction> Of(IEnumerable<Claim> claims) =>
        from system in claims.GroupBy(claim => claim.System, StringComparer.Ordinal)
        orderby system.Key
        from contradiction in OfSystem(system.Key, [.. system])
        select contradiction;

    private static IEnumerable<Contradiction> OfSystem(string system, Claim[] claims)
    {
        bool oneMetric = claims.All(a => claims.All(b => a.Metric.Length == 0 || b.Metric.Length == 0 || SameWords(a.Metric, b.Metric)));
        Contradiction?[] all =
        [
            Chosen("outcome", claim => claim.Outcome, ClaimOutcome.Undetermined),
            Words("target", claim => claim.Target),
            Chosen("label_source", claim => claim.LabelSource),
            Numbers("label_count", claim => claim.HasLabelCount ? claim.LabelCount : null, CountTolerance),
            Numbers("label_lag_days", claim => claim.HasLabelLagDays ? claim.LabelLagDays : null, CountTolerance),
            Words("baseline", claim => claim.Baseline),
            Words("metric", claim => claim.Metric),
            oneMetric ? Numbers("baseline_value", claim => claim.HasBaselineValue ? claim.BaselineValue : null, ValueTolerance) : null,
            oneMetric ? Numbers("system_value", claim => claim.HasSystemValue ? claim.SystemValue : null, ValueTolerance) : null,
            Chosen("split", claim => claim.Split),
            Chosen("retrain_trigger", claim => claim.RetrainTrigger),
            Compare<string>("launched", claim => claim.Launched.Length == 0 ? null : claim.Launched, SameMonth, text => text),
        ];
        return all.OfType<Contradiction>();

        Contradiction? Words(string field, Func<Claim, string> fact) =>
            Compare<string>(field, claim => fact(claim) is { Length: > 0 } text ? text : null, SameWords, text => text);

        Contradiction? Chosen<T>(string field, Func<Claim, T> fact, T tellsNothing = default)
            where T : struct, Enum =>
            Compare<object>(
                field, claim => Equals(fact(claim), default(T)) || Equals(fact(claim), tellsNothing) ? null : fact(claim), Equals, value => value.ToString()!);

        Contradiction? Numbers(string field, Func<Claim, double?> fact, double tolerance) => Compare<object>(
            field,
            claim => fact(claim),
            (a, b) => Math.Abs((double)a - (double)b) <= tolerance * Math.Max(Math.Abs((double)a), Math.Abs((double)b)),
            value => ((double)value).ToString(CultureInfo.InvariantCulture));

        Contradiction? Compare<T>(string field, Func<Claim, T?> fact, Func<T, T, bool> same, Func<T, string> text)
            where T : class
        {
            var heard = claims.Select(claim => (claim.InterviewerId, Fact: fact(claim))).Where(x => x.Fact is not null).ToList();
            return heard.All(a => heard.All(b => same(a.Fact!, b.Fact!)))
                ? null
                : new Contradiction
                {
                    System = system,
                    Field = field,
                    Heard = { heard.Select(x => new HeardFact { InterviewerId = x.InterviewerId, Value = text(x.Fact!) }) },
                };
        }
    }

    private static bool SameWords(string a, string b)
    {
        string first = Plain(a), second = Plain(b);
        return first.Contains(second, StringComparison.Ordinal) || second.Contains(first, StringComparison.Ordinal);
    }

    /// <summary>A year holds its months.</summary>
    private static bool SameMonth(string a, string b) => a.StartsWith(b, StringComparison.Ordinal) || b.StartsWith(a, StringComparison.Ordinal);

    private static string Plain(string text) => NoWord().Replace(text.ToLowerInvariant(), " ").Trim();

    [GeneratedRegex(@"[^\p{L}\p{Nd}]+", RegexOptions.CultureInvariant)]
    private static partial Regex NoWord();
}
