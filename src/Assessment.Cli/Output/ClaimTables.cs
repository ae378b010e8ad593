using System.Globalization;
using Assessment.V1;
using Google.Protobuf.Collections;
using Google.Protobuf.Reflection;

namespace Assessment.Cli.Output;

/// <summary>Claims and their contradictions as people read them.</summary>
internal static class ClaimTables
{
    private static readonly HashSet<string> Shown = ["name", "interviewer_id", "system", "revision", "recorded_at"];

    /// <summary>Each claim with the facts that it holds, then what interviewers heard differently.</summary>
    public static void Write(ListClaimsResponse found, Terminal terminal)
    {
        foreach (var claim in found.Claims)
        {
            Write(claim, terminal);
        }

        terminal.WriteLine($"{found.Claims.Count} claim(s), {found.Contradictions.Count} fact(s) heard differently.");
        if (found.Contradictions.Count == 0)
        {
            return;
        }

        var table = Grid.Of("System", "Fact", "Heard…");
        foreach (var contradiction in found.Contradictions)
        {
            string heard = string.Join("; ", contradiction.Heard.Select(fact => $"{fact.InterviewerId}: {fact.Value}"));
            table.Add(contradiction.System, contradiction.Field.Replace('_', ' '), heard);
        }

        terminal.Write(table);
        terminal.WriteLine("A difference may have many reasons: a person weighs it.");
    }

    /// <summary>One claim: a line of who heard it about what, and a line for each fact.</summary>
    public static void Write(Claim claim, Terminal terminal)
    {
        terminal.WriteLine(
            $"{Grid.OneLine(claim.System)}, heard by {Grid.OneLine(claim.InterviewerId)}, revision {claim.Revision}, {Figures.Time(claim.RecordedAt)}");
        foreach (var field in Claim.Descriptor.Fields.InFieldNumberOrder().Where(field => !Shown.Contains(field.Name)))
        {
            if (Text(field, claim) is { Length: > 0 } text)
            {
                terminal.WriteLine($"  {field.Name.Replace('_', ' '),-17} {Grid.OneLine(text)}");
            }
        }

        terminal.WriteLine();
    }

    private static string Text(FieldDescriptor field, Claim claim) => (field.HasPresence && !field.Accessor.HasValue(claim) ? null : field.Accessor.GetValue(claim)) switch
    {
        null => "",
        string text => text,
        ClaimOutcome outcome => Chosen(outcome),
        LabelSource source => Chosen(source),
        SplitRule split => Chosen(split),
        RetrainTrigger trigger => Chosen(trigger),
        RepeatedField<string> several => string.Join("; ", several),
        RepeatedField<ClaimedVersion> versions => string.Join("; ", versions.Select(Version)),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        var other => $"{other}",
    };

    private static string Chosen<T>(T value)
        where T : struct, Enum =>
        Equals(value, default(T)) ? "" : EnumWords.Phrase(value);

    private static string Version(ClaimedVersion version)
    {
        string metric = version.HasMetricChange ? $" ({version.MetricChange.ToString("+0.####;-0.####;0", CultureInfo.InvariantCulture)})" : "";
        return version.Change.Length > 0 ? $"{version.Version}: {version.Change}{metric}" : $"{version.Version}{metric}";
    }
}
