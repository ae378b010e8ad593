using Assessment.Calibration.Rasch;

namespace Assessment.Calibration.Tests.Rasch;

public class BiasContrastsTests
{
    [Fact]
    public void Values_WithoutBias_AreContrastsWithTheOtherCells()
    {
        BiasCell[] cells = [new(0, 0, 0.3, 10, 1), new(0, 1, -0.2, 20, 1), new(0, 2, 0.1, 30, 0.5)];
        var contrasts = new BiasContrasts(cells, 0.05);
        Assert.Equal(0.3 - (((-0.2 * 20) + (0.1 * 30)) / 50), contrasts.Values[0], 1e-12);
        Assert.Equal(Math.Sqrt((1 / 10.0) + (1 / 50.0)), contrasts.Errors[0], 1e-12);
        Assert.Equal((0.1 - (((0.3 * 10) - (0.2 * 20)) / 30)) / 0.5, contrasts.Values[2], 1e-12);
        Assert.Equal(Math.Sqrt(((1 / 30.0) + (1 / 30.0)) / 0.5), contrasts.Errors[2], 1e-12);
    }

    [Fact]
    public void Values_WithABiasedCell_LeaveItOutOfTheOthersComparison()
    {
        // A bias of 2 in one of four equal cells moves the rater's severity by 0.5: the others look 0.5 too severe.
        BiasCell[] cells = [.. new[] { 1.5, -0.5, -0.5, -0.5 }.Select((shift, element) => new BiasCell(0, element, shift, 100, 1)), new(1, 4, 0, 100, 1), new(1, 5, 0, 100, 1)];
        var contrasts = new BiasContrasts(cells, 0.05);
        Assert.Equal(2, contrasts.Values[0], 1e-12);
        Assert.All(contrasts.Values.Skip(1), value => Assert.Equal(0, value, 1e-12));
        Assert.Equal(Math.Sqrt((1 / 100.0) + (1 / 200.0)), contrasts.Errors[1], 1e-12);
    }

    [Fact]
    public void Values_WithABiasedRater_LevelTheElementByTheOthers()
    {
        // One of five equal raters is 2 too severe to element 1, whose difficulty has taken a fifth of it: the others look 0.4 too lenient.
        BiasCell[] cells = [.. Enumerable.Range(0, 5).SelectMany(r => new BiasCell[]
        {
            new(r, 0, r == 0 ? 0.8 : -0.2, 100, 1), new(r, 1, r == 0 ? -0.8 : 0.2, 100, 1),
        })];
        var contrasts = new BiasContrasts(cells, 0.05);
        Assert.Equal([2, -2], contrasts.Values.Take(2).Select(v => Math.Round(v, 12)));
        Assert.All(contrasts.Values.Skip(2), value => Assert.Equal(0, value, 1e-12));
        double variance = 2 / 100.0;
        Assert.Equal(Math.Sqrt(variance + (variance / 4) - (variance / 5)), contrasts.Errors[5], 1e-12);
    }

    [Fact]
    public void Values_OfTwoCells_AreEachOthersOpposite()
    {
        // Which of two cells is the biased one cannot be told: neither is taken out, both are flagged.
        var contrasts = new BiasContrasts([new(0, 0, 0.5, 100, 1), new(0, 1, -0.25, 200, 1)], 0.05);
        Assert.Equal([0.75, -0.75], contrasts.Values);
        Assert.All(contrasts.Adjusted, q => Assert.True(q < 0.05));
    }

    [Fact]
    public void Values_WithNothingToCompareWith_AreNaN()
    {
        var contrasts = new BiasContrasts([new(0, 0, 0.5, 100, 1), new(1, 0, 0.5, 100, 0), new(1, 1, 0.1, 100, 1)], 0.05);
        Assert.Equal([true, true, false], contrasts.Values.Select(double.IsNaN));
        Assert.True(double.IsNaN(contrasts.PValues[0]));
    }
}
