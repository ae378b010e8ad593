using System.Globalization;

namespace Assessment.Calibration.Tests.Support;

/// <summary>What the reference sets check, in Markdown: number of expected values and the worst deviation over its tolerance.</summary>
internal static class ReferenceTable
{
    /// <param name="output">Where to.</param>
    /// <returns>Values compared.</returns>
    public static int Write(TextWriter output)
    {
        output.WriteLine("| set | values checked | beyond tolerance | worst deviation / tolerance | at |");
        output.WriteLine("| --- | ---: | ---: | ---: | --- |");
        int total = 0, skipped = 0;
        foreach (string id in ReferenceCheck.All.Select(set => set.Id).Distinct())
        {
            if (ReferenceCheck.ValuesOf(id) is not { } values)
            {
                skipped++;
                output.WriteLine($"| {id} | skipped | | | {ReferenceCheck.Variable} is not set |");
                continue;
            }

            total += values.Count;
            ReferenceValue worst = values.MaxBy(value => value.Deviation);
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"| {id} | {values.Count} | {values.Count(value => !(value.Deviation <= 1))} | {worst.Deviation:0.000} | {worst.Name} |"));
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{total} values in all; {skipped} sets skipped"));
        return total;
    }
}
