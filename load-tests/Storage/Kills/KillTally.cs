namespace Assessment.StorageLoad.Kills;

/// <summary>What became of the cards of one round, or of several.</summary>
/// <param name="Acknowledged">Cards whose caller had its answer before the kill.</param>
/// <param name="Found">Of those, cards that are there after the restart, equal to their answer, once.</param>
/// <param name="Lost">Of those, cards that are not there.</param>
/// <param name="Altered">Cards that are there and not equal to their answer.</param>
/// <param name="Doubled">Cards beyond one of an interviewer in an interview, and cards that nobody sent.</param>
/// <param name="InFlight">Cards that were sent and not answered.</param>
/// <param name="Committed">Of those, cards that were stored nevertheless.</param>
internal sealed record KillTally(int Acknowledged, int Found, int Lost, int Altered, int Doubled, int InFlight, int Committed)
{
    /// <summary>No cards.</summary>
    public static KillTally None { get; } = new(0, 0, 0, 0, 0, 0, 0);

    /// <summary>Whether the kill hit callers at work, and some had their answer.</summary>
    public bool Counts => Acknowledged > 0 && InFlight > 0;

    /// <summary>Both together.</summary>
    public static KillTally operator +(KillTally one, KillTally other) => new(
        one.Acknowledged + other.Acknowledged,
        one.Found + other.Found,
        one.Lost + other.Lost,
        one.Altered + other.Altered,
        one.Doubled + other.Doubled,
        one.InFlight + other.InFlight,
        one.Committed + other.Committed);
}
