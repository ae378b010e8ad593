using System.Text.RegularExpressions;
using Google.Api;

namespace Assessment.EndToEnd.Tests.OpenApi;

/// <summary>A google.api.http rule as OpenAPI sees it: a method, a path with one parameter for each '*', and where the fields go.</summary>
/// <param name="Method">'get', 'post'.</param>
/// <param name="Path">'/v1/interviews/{interview}:close'.</param>
/// <param name="Parameters">Each path parameter, with the field that it is a part of.</param>
/// <param name="Body">'*', the name of a field, or empty.</param>
internal sealed partial record HttpRuleOperation(
    string Method, string Path, IReadOnlyList<(string Name, string Field)> Parameters, string Body)
{
    /// <summary>The fields that the path gives.</summary>
    public IEnumerable<string> PathFields => Parameters.Select(p => p.Field).Distinct();

    public static HttpRuleOperation Of(HttpRule rule)
    {
        (string method, string template) = rule.PatternCase switch
        {
            HttpRule.PatternOneofCase.Get => ("get", rule.Get),
            HttpRule.PatternOneofCase.Post => ("post", rule.Post),
            _ => throw new NotSupportedException($"{rule.PatternCase}: the contract has only GET and POST so far."),
        };
        var parameters = new List<(string, string)>();
        string path = Variable().Replace(template, variable => Expand(variable, parameters));
        return new HttpRuleOperation(method, path, parameters, rule.Body);
    }

    /// <summary>{name=interviews/*} → interviews/{interview}.</summary>
    private static string Expand(Match variable, List<(string, string)> parameters)
    {
        string[] segments = variable.Groups["pattern"].Value.Split('/');
        for (int i = 1; i < segments.Length; i++)
        {
            if (segments[i] == "*")
            {
                string one = segments[i - 1].TrimEnd('s'); // Collections are plain plurals: interviews, roleProfiles, levels.
                parameters.Add((one, variable.Groups["field"].Value));
                segments[i] = $"{{{one}}}";
            }
        }

        return string.Join('/', segments);
    }

    [GeneratedRegex(@"\{(?<field>[a-z_]+)=(?<pattern>[^}]+)\}")]
    private static partial Regex Variable();
}
