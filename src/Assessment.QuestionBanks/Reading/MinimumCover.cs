using System.Numerics;

namespace Assessment.QuestionBanks;

/// <summary>A question as the search for a cover sees it: its minutes, and one bit a criterion that it elicits.</summary>
internal readonly record struct CoverQuestion(int Minutes, ulong Criteria);

/// <summary>What the search found: the minutes of the cheapest cover, or of the best one seen before the search was cut short.</summary>
internal readonly record struct CoverResult(int Minutes, bool IsExact);

/// <summary>The cheapest set of questions that elicits every criterion (weighted set cover), found exactly by branch and bound.</summary>
/// <remarks>
/// Criteria that no chain of questions joins are solved apart. Inside a part the search branches on the uncovered criterion that the
/// fewest questions elicit. A branch ends when its bound reaches the best cover known, or when the same criteria were covered for no
/// more minutes before. The bound: let each uncovered criterion pay the least share minutes/|uncovered criteria of q| over the questions
/// q that elicit it. No question is then paid more than its minutes, so no cover can cost less than what all pay.
/// </remarks>
internal sealed class MinimumCover
{
    // Looks at a question, a second or two of them. Banks written by people need a thousandth of it; it keeps a bank that was made to be
    // hard from holding a server.
    private const int MaximumLooks = 100_000_000;

    private readonly ulong _all;
    private readonly CoverQuestion[] _questions;
    private readonly int[][] _eliciting; // [criterion] → questions, by index
    private readonly int[] _order; // criteria, those that the fewest questions elicit first
    private readonly Dictionary<ulong, int> _reached = [];
    private int _best;
    private int _looksLeft;

    private MinimumCover(ulong all, CoverQuestion[] questions, int looks)
    {
        _all = all;
        _questions = questions;
        int[] indexes = [.. Enumerable.Range(0, questions.Length)];
        _eliciting = [.. Enumerable.Range(0, 64).Select(c => Array.FindAll(indexes, q => Has(questions[q].Criteria, c)))];
        _order = [.. Enumerable.Range(0, 64).Where(c => Has(all, c)).OrderBy(c => _eliciting[c].Length)];
        _best = Greedy();
        _looksLeft = looks;
    }

    /// <summary>The minutes of the cheapest cover of the first criteria.</summary>
    /// <param name="criteria">In [1, 64]; each is elicited by at least one question.</param>
    /// <param name="questions">With minutes of at least 1, eliciting those criteria only.</param>
    /// <param name="maximumLooks">How often to look at a question, in each part, before giving up exactness.</param>
    public static CoverResult Of(int criteria, IEnumerable<CoverQuestion> questions, int maximumLooks = MaximumLooks)
    {
        var useful = WithoutDominated(questions);
        ulong rest = criteria == 64 ? ulong.MaxValue : (1UL << criteria) - 1;
        var total = new CoverResult(0, IsExact: true);
        while (rest != 0)
        {
            ulong part = PartAround(rest & (~rest + 1), useful);
            var search = new MinimumCover(part, [.. useful.Where(q => (q.Criteria & part) != 0)], maximumLooks);
            search.Branch(0, 0);
            total = new CoverResult(total.Minutes + search._best, total.IsExact && search._looksLeft > 0);
            rest &= ~part;
        }

        return total;
    }

    /// <summary>Leaves out a question where another elicits all that it does, in no more minutes.</summary>
    private static CoverQuestion[] WithoutDominated(IEnumerable<CoverQuestion> questions)
    {
        var kept = new List<CoverQuestion>();
        foreach (var question in questions.Distinct().OrderBy(q => q.Minutes).ThenByDescending(q => BitOperations.PopCount(q.Criteria)))
        {
            if (!kept.Any(k => (question.Criteria & ~k.Criteria) == 0))
            {
                kept.Add(question);
            }
        }

        return [.. kept];
    }

    private static ulong PartAround(ulong part, CoverQuestion[] questions)
    {
        ulong before;
        do
        {
            before = part;
            part = questions.Where(q => (q.Criteria & before) != 0).Aggregate(part, (set, q) => set | q.Criteria);
        }
        while (part != before);
        return part;
    }

    /// <summary>The minutes of a question for each criterion that it would add; infinite where it adds none.</summary>
    private static double Share(CoverQuestion question, ulong covered) =>
        (double)question.Minutes / BitOperations.PopCount(question.Criteria & ~covered);

    private static bool Has(ulong set, int criterion) => ((set >> criterion) & 1) != 0;

    private int Greedy()
    {
        int minutes = 0;
        for (ulong covered = 0; covered != _all;)
        {
            var next = _questions.Where(q => (q.Criteria & ~covered) != 0).MinBy(q => Share(q, covered));
            covered |= next.Criteria;
            minutes += next.Minutes;
        }

        return minutes;
    }

    private void Branch(ulong covered, int minutes)
    {
        if (covered == _all)
        {
            _best = Math.Min(_best, minutes);
            return;
        }

        if (_looksLeft <= 0 || minutes + Bound(covered) >= _best || (_reached.TryGetValue(covered, out int earlier) && earlier <= minutes))
        {
            return;
        }

        _looksLeft -= _questions.Length;
        _reached[covered] = minutes;
        int criterion = _order.First(c => !Has(covered, c));
        foreach (int q in _eliciting[criterion].OrderBy(q => Share(_questions[q], covered)))
        {
            Branch(covered | _questions[q].Criteria, minutes + _questions[q].Minutes);
        }
    }

    /// <summary>Minutes that covering the rest takes at least.</summary>
    private int Bound(ulong covered)
    {
        Span<double> pays = stackalloc double[64];
        pays.Fill(double.PositiveInfinity);
        foreach (var question in _questions)
        {
            ulong gained = question.Criteria & ~covered;
            double share = Share(question, covered);
            for (; gained != 0; gained &= gained - 1)
            {
                int criterion = BitOperations.TrailingZeroCount(gained);
                pays[criterion] = Math.Min(pays[criterion], share);
            }
        }

        double sum = 0;
        for (ulong rest = _all & ~covered; rest != 0; rest &= rest - 1)
        {
            sum += pays[BitOperations.TrailingZeroCount(rest)];
        }

        return (int)Math.Ceiling(sum - 1e-6); // minutes are whole; the slack is far above the rounding of 64 sums
    }
}
