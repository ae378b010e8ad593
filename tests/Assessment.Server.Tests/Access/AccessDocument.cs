using Assessment.Server.Access;
using Assessment.Server.Tests.Support;

namespace Assessment.Server.Tests.Access;

/// <summary>The table of docs/security.md: who may call what.</summary>
internal static class AccessDocument
{
    private const string Head = "| rpc | tool | interviewer | committee | admin |";

    /// <summary>By the rpc's full name.</summary>
    public static IReadOnlyDictionary<string, Roles> Table { get; } = Read();

    private static Dictionary<string, Roles> Read()
    {
        string[] lines = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "security.md"));
        int head = Array.IndexOf(lines, Head);
        Assert.True(head >= 0, $"docs/security.md has no table '{Head}'.");
        var table = new Dictionary<string, Roles>(StringComparer.Ordinal);
        foreach (string line in lines.Skip(head + 2).TakeWhile(line => line.StartsWith('|')))
        {
            string[] cells = [.. line.Trim('|').Split('|').Select(cell => cell.Trim())];
            var allowed = Roles.None;
            foreach (var (cell, role) in cells.Skip(1).Zip(RoleNames.All))
            {
                Assert.Contains(cell, (string[])["yes", "own", "–"]);
                allowed |= cell == "–" ? Roles.None : RoleNames.Find(role);
            }

            table.Add($"assessment.v1.{cells[0]}", allowed);
        }

        return table;
    }
}
