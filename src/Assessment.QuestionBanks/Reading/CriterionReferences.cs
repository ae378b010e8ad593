namespace Assessment.QuestionBanks;

/// <summary>Holds a bank's criteria against what its questions and red flags say of them.</summary>
internal sealed class CriterionReferences(DiagnosticSink sink)
{
    /// <summary>The most minutes that the cheapest set of questions that elicits every criterion may take.</summary>
    public const int CoverMinutes = 60;

    private readonly Dictionary<string, Position> _defined = new(StringComparer.Ordinal);
    private readonly List<(string Word, Position At)> _references = [];
    private readonly List<(int? Minutes, string[] Criteria)> _questions = [];

    /// <summary>Notes that the bank has a criterion.</summary>
    public void Define(string? criterion, Position at)
    {
        if (criterion is not null)
        {
            _defined.TryAdd(criterion, at);
        }
    }

    /// <summary>Notes that a question or red flag names criteria.</summary>
    public void Refer(IEnumerable<(string Word, Position At)> references) => _references.AddRange(references);

    /// <summary>Notes that a question elicits criteria.</summary>
    public void Elicit(int? minutes, string[] criteria) => _questions.Add((minutes, criteria));

    /// <summary>Reports what doesn't fit, once the whole bank was read.</summary>
    /// <param name="competencies">Where the list of competencies stands.</param>
    public void Check(Position competencies)
    {
        var unknown = _references.Where(r => !_defined.ContainsKey(r.Word)).ToArray();
        foreach (var (word, at) in unknown)
        {
            string advice = _defined.Count == 0 ? "It has none." : Suggestion.For(word, Nearby(word));
            sink.Report(at, DiagnosticCodes.UnknownCriterion, $"The bank has no criterion '{ValueReader.Shorten(word)}'. {advice}");
        }

        var elicited = _questions.SelectMany(q => q.Criteria).ToHashSet(StringComparer.Ordinal);
        var silent = _defined.Where(d => !elicited.Contains(d.Key)).ToArray();
        foreach (var (criterion, at) in silent)
        {
            sink.Report(at, DiagnosticCodes.CriterionNotElicited, $"No question elicits '{criterion}'. Name it in the criteria of one.");
        }

        if (_defined.Count > BankBuilder.MaximumCriteria)
        {
            sink.Report(
                competencies,
                DiagnosticCodes.TooMany,
                $"The bank has {_defined.Count} criteria; at most {BankBuilder.MaximumCriteria} are allowed. Split it.");
        }
        else if (unknown.Length + silent.Length == 0 && _defined.Count > 0 && _questions.All(q => q.Minutes is not null))
        {
            CheckCover(competencies);
        }
    }

    private void CheckCover(Position competencies)
    {
        string[] criteria = [.. _defined.Keys];
        var questions = _questions.Select(q => new CoverQuestion(
            q.Minutes!.Value, q.Criteria.Aggregate(0UL, (set, c) => set | (1UL << Array.IndexOf(criteria, c)))));
        var cover = MinimumCover.Of(criteria.Length, questions);
        if (!cover.IsExact && cover.Minutes > CoverMinutes)
        {
            sink.Report(
                competencies,
                DiagnosticCodes.CoverUndecided,
                $"No set of questions was found that elicits all {criteria.Length} criteria in {CoverMinutes} minutes; "
                + $"the best takes {cover.Minutes}. Let questions share fewer criteria, or shorten some.");
        }
        else if (cover.Minutes > CoverMinutes)
        {
            sink.Report(
                competencies,
                DiagnosticCodes.NotCoverable,
                $"The cheapest set of questions that elicits all {criteria.Length} criteria takes {cover.Minutes} minutes; "
                + $"at most {CoverMinutes} are allowed. Shorten questions, or let one elicit more.");
        }
    }

    /// <summary>The criteria of the same competency as the word's, or all where there are none.</summary>
    private string[] Nearby(string word)
    {
        string prefix = word.Split('.')[0] + ".";
        string[] nearby = [.. _defined.Keys.Where(k => k.StartsWith(prefix, StringComparison.Ordinal))];
        return nearby.Length > 0 ? nearby : [.. _defined.Keys];
    }
}
