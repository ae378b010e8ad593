using System.CommandLine;

namespace Assessment.Cli.Commands;

/// <summary>Options of the interviews' commands.</summary>
internal static class InterviewOptions
{
    public static readonly string[] Levels = ["junior", "mid", "senior", "staff"];

    public static Option<string> Role(bool required) => new("--role")
    {
        Description = "The role, e.g. ml_engineer; or a role profile's whole name.",
        HelpName = "ROLE",
        Required = required,
    };

    public static Option<string> Level()
    {
        var level = new Option<string>("--level") { Description = "The level. By default senior.", DefaultValueFactory = _ => "senior" };
        level.AcceptOnlyFromAmong(Levels);
        return level;
    }

    public static Option<string[]> Members(string name, bool required) => new(name)
    {
        Description = "An interviewer, with the competencies to cover after a colon; without them all. May be given several times.",
        HelpName = "ID[:P1,P2…]",
        AllowMultipleArgumentsPerToken = true,
        Required = required,
    };

    public static Option<string> State()
    {
        var state = new Option<string>("--state") { Description = "Only those in this state." };
        state.AcceptOnlyFromAmong("open", "closed");
        return state;
    }

    public static V1.Interview.Types.State StateOf(string? word) => word switch
    {
        "open" => V1.Interview.Types.State.Open,
        "closed" => V1.Interview.Types.State.Closed,
        _ => V1.Interview.Types.State.Unspecified,
    };
}
