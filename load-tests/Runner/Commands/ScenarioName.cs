using System.CommandLine;
using Assessment.LoadScenarios;

namespace Assessment.LoadTests.Commands;

/// <summary>The argument that names a scenario.</summary>
internal static class ScenarioName
{
    public static Argument<string> Create()
    {
        var name = new Argument<string>("NAME")
        {
            Description = string.Join("\n", ScenarioCatalog.All.Select(entry => $"{entry.Name}: {entry.Description}")),
        };
        name.AcceptOnlyFromAmong([.. ScenarioCatalog.All.Select(entry => entry.Name)]);
        return name;
    }
}
