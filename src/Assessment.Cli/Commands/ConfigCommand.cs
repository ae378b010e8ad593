using System.CommandLine;
using System.Text.Json.Nodes;
using Assessment.Cli.Output;
using Assessment.Cli.Settings;

namespace Assessment.Cli.Commands;

/// <summary><c>assess config</c></summary>
internal static class ConfigCommand
{
    public static Command Create()
    {
        var json = CommonOptions.Json();
        var command = new ExampleCommand(
            "config",
            "Shows each setting and where it comes from: environment, configuration file, or default. An option wins over all.",
            "assess config",
            "assess config --json | jq -r '.server.value'")
        {
            json,
        };
        command.SetAction(parsed =>
        {
            var terminal = Terminal.Of(parsed);
            var settings = CliSettings.All().Select(Shown).ToList();
            if (parsed.GetValue(json))
            {
                terminal.WriteJson(new JsonObject(settings.Select(s => KeyValuePair.Create<string, JsonNode?>(
                    s.Name, new JsonObject { ["value"] = s.Value, ["source"] = s.Source }))));
                return ExitCodes.Done;
            }

            var table = Grid.Of("Setting", "Value", "From");
            foreach (var setting in settings)
            {
                table.Add(setting.Name, setting.Value.Length > 0 ? setting.Value : Figures.Absent, setting.Source);
            }

            terminal.Write(table);
            terminal.WriteLine();
            terminal.WriteLine("Files that are read, when they are there:");
            foreach (string file in CliSettings.Files)
            {
                terminal.WriteLine($"  {file}");
            }

            return ExitCodes.Done;
        });
        return command;
    }

    /// <summary>A setting without what nobody should read over a shoulder.</summary>
    private static Setting Shown(Setting setting) =>
        setting is { Name: CliSettings.Token, Value.Length: > 0 } ? setting with { Value = "(set)" } : setting;
}
