using System.CommandLine;

namespace Assessment.LoadTests.Commands;

/// <summary>Ranges of options.</summary>
internal static class Numbers
{
    /// <summary>Refuses what is not above.</summary>
    public static void RequireAbove(this Option<double> option, double limit) => option.Validators.Add(result =>
    {
        if (!(result.GetValueOrDefault<double>() > limit))
        {
            result.AddError($"{option.Name} is above {limit}.");
        }
    });

    /// <summary>Refuses what is below.</summary>
    public static void RequireAtLeast(this Option<double> option, double limit) => option.Validators.Add(result =>
    {
        if (!(result.GetValueOrDefault<double>() >= limit))
        {
            result.AddError($"{option.Name} is at least {limit}.");
        }
    });

    /// <summary>Refuses what is below 1.</summary>
    public static void RequirePositive(this Option<int> option) => option.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<int>() < 1)
        {
            result.AddError($"{option.Name} is at least 1.");
        }
    });
}
