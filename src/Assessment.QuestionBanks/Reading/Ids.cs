using System.Text.RegularExpressions;

namespace Assessment.QuestionBanks;

/// <summary>Checks the form of the ids of one file, and that none repeats.</summary>
internal sealed partial class Ids(DiagnosticSink sink, ValueReader values)
{
    private readonly Dictionary<string, Position> _seen = new(StringComparer.Ordinal);

    /// <summary>The id of a bank or of a set of role profiles.</summary>
    public string? File(Node? node) => Formed(node, FileForm(), "a file's id", "lower-case words joined by hyphens, such as product-sense");

    /// <summary>The id of a role.</summary>
    public string? Role(Node? node) =>
        Once(node, Formed(node, RoleForm(), "a role's id", "lower-case words joined by underscores, such as ml_engineer"));

    /// <summary>The id of a competency.</summary>
    public string? Competency(Node? node) => Once(node, CompetencyKey(node));

    /// <summary>The id of a competency where it names one that is defined elsewhere.</summary>
    public string? CompetencyKey(Node? node) =>
        Formed(node, CompetencyForm(), "a competency's id", "a capital letter and one or two digits, such as P1");

    /// <summary>The id of a criterion under a competency; under any where the competency's own id is faulty.</summary>
    public string? Criterion(Node? node, string? competency) =>
        Once(node, Part(node, competency, CriterionForm(), "a criterion's id", "decision"));

    /// <summary>The id of a question under a competency.</summary>
    public string? Question(Node? node, string? competency) =>
        Once(node, Part(node, competency, QuestionForm(), "a question's id", "q01"));

    /// <summary>The id of a red flag under a competency.</summary>
    public string? RedFlag(Node? node, string? competency) =>
        Once(node, Part(node, competency, RedFlagForm(), "a red flag's id", "flag-no-loss"));

    private string? Part(Node? node, string? competency, Regex form, string what, string example)
    {
        string prefix = $"{competency ?? "P1"}.";
        string? id = Formed(node, form, what, $"{prefix}{example}");
        if (id is null || competency is null || id.StartsWith(prefix, StringComparison.Ordinal))
        {
            return id;
        }

        sink.Report(node!.At, DiagnosticCodes.IdFormat, $"'{id}' stands under {competency}, so {what} starts with '{prefix}'.");
        return null;
    }

    private string? Formed(Node? node, Regex form, string what, string example)
    {
        if (values.Text(node, "An id") is not { } id)
        {
            return null;
        }

        if (!form.IsMatch(id))
        {
            sink.Report(node!.At, DiagnosticCodes.IdFormat, $"'{ValueReader.Shorten(id)}' is not {what}. Write it like this: {example}.");
            return null;
        }

        return id;
    }

    private string? Once(Node? node, string? id)
    {
        if (id is not null && !_seen.TryAdd(id, node!.At))
        {
            sink.Report(
                node.At,
                DiagnosticCodes.DuplicateId,
                $"The id '{id}' stands on line {_seen[id].Line} already. Give this one another.");
        }

        return id;
    }

    [GeneratedRegex(@"\A(?=.{1,63}\z)[a-z][a-z0-9]*(?:-[a-z0-9]+)*\z")]
    private static partial Regex FileForm();

    [GeneratedRegex(@"\A(?=.{1,63}\z)[a-z][a-z0-9]*(?:_[a-z0-9]+)*\z")]
    private static partial Regex RoleForm();

    [GeneratedRegex(@"\A[A-Z][0-9]{1,2}\z")]
    private static partial Regex CompetencyForm();

    [GeneratedRegex(@"\A[A-Z][0-9]{1,2}\.[a-z][a-z0-9-]*\z")]
    private static partial Regex CriterionForm();

    [GeneratedRegex(@"\A[A-Z][0-9]{1,2}\.q[0-9]{2,3}\z")]
    private static partial Regex QuestionForm();

    [GeneratedRegex(@"\A[A-Z][0-9]{1,2}\.flag-[a-z0-9][a-z0-9-]*\z")]
    private static partial Regex RedFlagForm();
}
