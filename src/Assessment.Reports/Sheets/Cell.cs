using System.Globalization;

namespace Assessment.Reports;

/// <summary>One value of a table: rounded for people on a page, whole in a file.</summary>
internal abstract record Cell
{
    /// <summary>What stands where there is no value.</summary>
    public const string Absent = "–";

    /// <summary>Whether it is set to the right.</summary>
    public virtual bool IsNumber => true;

    /// <summary>As people read it.</summary>
    public abstract string Shown { get; }

    /// <summary>A second, smaller line; empty for none.</summary>
    public virtual string Beside => "";

    /// <summary>Whole values, as many as the column has <see cref="Column.Suffixes"/>; a string is free text, all else is a number.</summary>
    public abstract IEnumerable<object?> Whole { get; }

    /// <summary>Free text, perhaps a name that somebody else chose.</summary>
    public sealed record Text(string Value) : Cell
    {
        public override bool IsNumber => false;

        public override string Shown => Value;

        public override IEnumerable<object?> Whole => [Value];
    }

    /// <summary>A whole number; null where it is absent.</summary>
    public sealed record Count(long? Value) : Cell
    {
        public override string Shown => Value is long value ? value.ToString("N0", CultureInfo.InvariantCulture) : Absent;

        public override IEnumerable<object?> Whole => [Value];
    }

    /// <summary>A number; null where it is absent.</summary>
    public sealed record Number(double? Value, int Digits = 2, bool Signed = false) : Cell
    {
        public override string Shown => Value is double value ? Words.Figure(value, Digits, Signed) : Absent;

        public override IEnumerable<object?> Whole => [Value];
    }

    /// <summary>A probability; null where it is absent.</summary>
    public sealed record Chance(double? Value) : Cell
    {
        public override string Shown => Value is double value ? Words.Probability(value) : Absent;

        public override IEnumerable<object?> Whole => [Value];
    }

    /// <summary>An estimate with its interval, or why there is none.</summary>
    public sealed record Of(V1.Estimate? Estimate, int Digits = 2, bool Signed = false) : Cell
    {
        public override string Shown => Estimate is null ? Absent
            : Estimate.HasValue ? Words.Figure(Estimate.Value, Digits, Signed) : Words.Of(Estimate.Status);

        public override string Beside => Estimate is { HasValue: true, HasLower: true, HasUpper: true }
            ? $"{Words.Figure(Estimate.Lower, Digits, Signed)} to {Words.Figure(Estimate.Upper, Digits, Signed)}" : "";

        public override IEnumerable<object?> Whole =>
        [
            Estimate is { HasValue: true } ? Estimate.Value : null, Estimate is { HasStandardError: true } ? Estimate.StandardError : null,
            Estimate is { HasLower: true } ? Estimate.Lower : null, Estimate is { HasUpper: true } ? Estimate.Upper : null,
            Estimate?.N, Estimate is null ? "" : Words.Of(Estimate.Status),
        ];
    }
}
