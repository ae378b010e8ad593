namespace Assessment.Cli.Output;

/// <summary>The contract's enums as options name them and as tables show them.</summary>
internal static class EnumWords
{
    /// <summary>Every word but that of the unspecified value, in the contract's order.</summary>
    public static string[] All<T>()
        where T : struct, Enum =>
        [.. Enum.GetValues<T>().Where(value => !Equals(value, default(T))).Select(Word)];

    /// <summary>'HireAndTrain' as 'hire_and_train'.</summary>
    public static string Word<T>(T value)
        where T : struct, Enum =>
        Phrase(value).Replace(' ', '_');

    /// <summary>'HireAndTrain' as 'hire and train'; a dash for the unspecified value.</summary>
    public static string Phrase<T>(T value)
        where T : struct, Enum =>
        Equals(value, default(T))
            ? Figures.Absent
            : string.Concat(value.ToString().Select((c, i) => i > 0 && char.IsUpper(c) ? $" {char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));

    /// <summary>The value of one of the words of <see cref="All{T}"/>.</summary>
    public static T Parse<T>(string word)
        where T : struct, Enum =>
        Enum.GetValues<T>().First(value => Word(value) == word);
}
