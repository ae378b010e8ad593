using System.Globalization;
using Assessment.V1;
using Google.Protobuf.WellKnownTypes;

namespace Assessment.Cli.Output;

/// <summary>Figures and words as people read them.</summary>
internal static class Figures
{
    public const string Absent = "-";

    private static readonly string[] Tracks = ["", "product sense", "data modeling", "ML platform"];

    private static readonly string[] Bands = ["", "insufficient", "strong no", "no", "lean no", "lean yes", "yes", "strong yes"];

    private static readonly string[] States = ["", "draft", "submitted", "amended", "withdrawn"];

    private static readonly string[] InterviewStates = ["", "open", "closed"];

    private static readonly string[] Levels = ["", "junior", "mid", "senior", "staff"];

    private static readonly string[] Changes =
        ["", "interview created", "panel changed", "scorecard submitted", "scorecard amended", "scorecard withdrawn", "interview closed"];

    /// <summary>A count with its thousands set apart: 1234567 is 1,234,567.</summary>
    public static string Count(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>Hundredths of a point as points: 6250 is 62.50.</summary>
    public static string Points(int hundredths) => (hundredths / 100m).ToString("0.00", CultureInfo.InvariantCulture);

    /// <summary>Points, or a dash where there are none: absent is not 0.</summary>
    public static string Points(bool has, int hundredths) => has ? Points(hundredths) : Absent;

    /// <summary>Points with their standard error; the error is left out where there is none.</summary>
    public static string WithError(bool has, int hundredths, bool hasError, double errorHundredths) =>
        !has ? Absent : hasError ? $"{Points(hundredths)} ±{Points((int)Math.Round(errorHundredths))}" : Points(hundredths);

    /// <summary>Points with their sign, as shifts have one.</summary>
    public static string SignedPoints(int hundredths) => (hundredths / 100m).ToString("+0.00;-0.00;0.00", CultureInfo.InvariantCulture);

    /// <summary>A probability in [0, 1]: two digits after the point.</summary>
    public static string Probability(double probability) => probability.ToString("0.00", CultureInfo.InvariantCulture);

    /// <summary>A scorecard's composite; a dash on a draft, and where nothing that the role weighs was observed.</summary>
    public static string Composite(Scorecard card) =>
        card.Score is { } score ? Points(score.HasCompositeHundredths, score.CompositeHundredths) : Absent;

    /// <summary>Hundredths of a per cent as per cent: 8750 is 87.50%.</summary>
    public static string Share(int hundredths) => Points(hundredths) + "%";

    /// <summary>The value of a bar or rating as its level: 7500 is 4.</summary>
    public static string Level(int hundredths) => (1 + (hundredths / 2500m)).ToString("0.##", CultureInfo.InvariantCulture);

    public static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A moment in UTC, ISO 8601, to the second.</summary>
    public static string Time(Timestamp? time) => time is null
        ? Absent
        : Time(time.ToDateTimeOffset());

    /// <summary>A moment in UTC, ISO 8601, to the second.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static string Name(Track track) => Word(Tracks, (int)track);

    public static string Name(Band band) => Word(Bands, (int)band);

    public static string Name(Scorecard.Types.State state) => Word(States, (int)state);

    public static string Name(Interview.Types.State state) => Word(InterviewStates, (int)state);

    public static string Name(RoleLevel level) => Word(Levels, (int)level);

    public static string Name(WatchInterviewsResponse.Types.Kind kind) => Word(Changes, (int)kind);

    public static string Name(BandReason reason) => reason.Kind switch
    {
        BandReason.Types.Kind.NothingObserved => "nothing observed",
        BandReason.Types.Kind.RequiredUnobserved => $"{reason.Competency} unobserved",
        BandReason.Types.Kind.CoverageBelowMinimum => "coverage",
        BandReason.Types.Kind.GateMissed => $"gate {reason.Competency}",
        _ => Absent,
    };

    /// <summary>'roleProfiles/ml_engineer/levels/senior' as 'ml_engineer senior'.</summary>
    public static string Role(string roleProfile) =>
        roleProfile.Split('/') is ["roleProfiles", var role, "levels", var level] ? $"{role} {level}" : roleProfile;

    public static string NotObserved(NotObservedReason reason) => reason switch
    {
        NotObservedReason.NotAsked => "not asked",
        NotObservedReason.OutOfTime => "out of time",
        NotObservedReason.Inconclusive => "inconclusive",
        NotObservedReason.Declined => "declined",
        NotObservedReason.OutsideExpertise => "outside expertise",
        _ => Absent,
    };

    private static string Word(string[] words, int value) => value > 0 && value < words.Length ? words[value] : Absent;
}
