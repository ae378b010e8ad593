using System.Text;
using System.Text.RegularExpressions;
using Google.Api;
using Google.Protobuf.Reflection;

namespace Assessment.Server.Tests.Access;

/// <summary>The JSON face of an rpc, from its annotation.</summary>
internal static partial class HttpRequests
{
    /// <summary>A request of an rpc with nonsense in its path; null when the rpc has no JSON face, as streams have none.</summary>
    public static HttpRequestMessage? Of(MethodDescriptor rpc)
    {
        var rule = rpc.GetOptions()?.GetExtension(AnnotationsExtensions.Http);
        if (rule is null)
        {
            return null;
        }

        var (method, template) = rule.PatternCase switch
        {
            HttpRule.PatternOneofCase.Get => (HttpMethod.Get, rule.Get),
            HttpRule.PatternOneofCase.Post => (HttpMethod.Post, rule.Post),
            HttpRule.PatternOneofCase.Patch => (HttpMethod.Patch, rule.Patch),
            HttpRule.PatternOneofCase.Put => (HttpMethod.Put, rule.Put),
            _ => (HttpMethod.Delete, rule.Delete),
        };
        string path = Variable().Replace(template, variable => variable.Groups["pattern"] is { Success: true } pattern
            ? pattern.Value.Replace("*", "x", StringComparison.Ordinal)
            : "x");
        return new HttpRequestMessage(method, path)
        {
            Content = rule.Body.Length == 0 ? null : new StringContent("{}", Encoding.UTF8, "application/json"),
        };
    }

    [GeneratedRegex(@"\{\w+(?:=(?<pattern>[^}]+))?\}")]
    private static partial Regex Variable();
}
