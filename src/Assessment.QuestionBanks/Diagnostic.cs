namespace Assessment.QuestionBanks;

/// <summary>One problem in one file, at the place where an author would mend it.</summary>
/// <param name="File">The file's name as the caller gave it.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1, in UTF-16 code units as editors count.</param>
/// <param name="Code">A stable kebab-case word, one of <see cref="DiagnosticCodes.Sentences"/>.</param>
/// <param name="Message">What is wrong and what to do about it, in one or two sentences.</param>
public sealed record Diagnostic(string File, int Line, int Column, string Code, string Message)
{
    /// <summary><c>file:line:column: CODE message</c>, which editors and build logs turn into links.</summary>
    public override string ToString() => $"{File}:{Line}:{Column}: {Code} {Message}";
}
