using Assessment.Calibration.Tests.Support;

namespace Assessment.Calibration.Tests.Reference;

public class ReferenceSetTests(ITestOutputHelper output)
{
    public static TheoryData<string> Ids => [.. ReferenceCheck.All.Select(set => set.Id).Distinct()];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Values_OfPublishedSet_LieWithinTolerance(string id)
    {
        IReadOnlyList<ReferenceValue>? values = ReferenceCheck.ValuesOf(id);
        Assert.SkipWhen(values is null, $"The data of {id} may not be shipped: set {ReferenceCheck.Variable} to a folder that holds them.");
        var wrong = values!.Where(value => !(value.Deviation <= 1)).ToList();
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    [Fact]
    public void Table_OfAllSets_HoldsEverySetAndIsPrinted()
    {
        var writer = new StringWriter();
        int values = ReferenceTable.Write(writer);
        output.WriteLine(writer.ToString());
        Assert.All(ReferenceCheck.All, set => Assert.Contains($"| {set.Id} |", writer.ToString(), StringComparison.Ordinal));
        Assert.Equal(ReferenceCheck.All.Select(set => set.Id).Distinct().Sum(id => ReferenceCheck.ValuesOf(id)?.Count ?? 0), values);
        Assert.True(values > 300);
    }

    [Fact]
    public void Sets_WithReferenceFolder_CheckEveryExpectedValue()
    {
        Assert.SkipWhen(ReferenceCheck.Root is null, $"Set {ReferenceCheck.Variable} to compare with the sets' expected.json.");
        var short_ = new List<string>();
        foreach (string id in ReferenceCheck.All.Select(set => set.Id).Distinct())
        {
            int expected = ReferenceCheck.Expected(Path.Combine(ReferenceCheck.Root!, id)).Count;
            int actual = ReferenceCheck.ValuesOf(id)!.Count;
            if (actual < expected)
            {
                short_.Add($"{id}: {actual} of {expected}");
            }
        }

        Assert.True(short_.Count == 0, string.Join("\n", short_));
    }
}
