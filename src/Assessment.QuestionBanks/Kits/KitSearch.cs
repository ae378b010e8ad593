namespace Assessment.QuestionBanks;

/// <summary>Finds the choice of greatest value: exactly where there are few questions, else by a seeded local search.</summary>
/// <remarks>
/// The problem is budgeted maximum coverage over several knapsacks, which is NP-hard. Few questions: depth-first branch and bound;
/// the bound grants every remaining question each look it could still give. Many: greedy by value per minute, then ruin and recreate
/// (Schrimpf et al. 2000): drop a few questions, refill greedily, keep what is not worse. The seed is fixed, so the same brief
/// always gives the same kit.
/// </remarks>
internal sealed class KitSearch(KitProblem problem)
{
    /// <summary>Up to so many questions the search is exact.</summary>
    public const int ExactQuestions = 18;

    /// <summary>So many steps of the exact search are tried before it is given up: well under a second.</summary>
    private const int ExactSteps = 3_000_000;

    private const int Rounds = 4_000;

    private readonly KitChoice _choice = new(problem);
    private ulong[] _best = [];
    private (long Value, int Exposures, int Minutes) _bestScore = (-1, 0, 0);
    private int _steps;

    /// <summary>The greatest value there can be: every wanted look given.</summary>
    private long Ceiling => problem.Values.Zip(problem.Wanted, (value, wanted) => value * wanted).Sum();

    /// <summary>The best choice, and whether its value is proved to be the greatest.</summary>
    public (KitChoice Choice, bool Optimal) Run()
    {
        bool exact = problem.Questions.Length <= ExactQuestions;
        if (exact)
        {
            Keep();
            exact = TryBranch(0);
        }

        if (!exact)
        {
            Improve();
        }

        _choice.Restore(_best);
        return (_choice, exact || _choice.Value == Ceiling);
    }

    private void Keep()
    {
        if (_choice.IsBetterThan(_bestScore.Value, _bestScore.Exposures, _bestScore.Minutes))
        {
            _best = _choice.Snapshot();
            _bestScore = (_choice.Value, _choice.Exposures, _choice.MinutesUsed);
        }
    }

    /// <summary>Tries every worthwhile way to deal the questions from one on; false when it took too many steps.</summary>
    private bool TryBranch(int question)
    {
        if (question == problem.Questions.Length || Bound(question) < _bestScore.Value)
        {
            return true;
        }

        bool complete = ++_steps <= ExactSteps;
        for (int member = 0; complete && member < problem.Members; member++)
        {
            if (_choice.Fits(member, question) && _choice.Gain(member, question) > 0)
            {
                _choice.Add(member, question);
                Keep();
                complete = TryBranch(question + 1);
                _choice.Remove(member, question);
            }
        }

        return complete && TryBranch(question + 1);
    }

    /// <summary>No completion of the present choice by questions from <paramref name="first"/> on is worth more.</summary>
    private long Bound(int first)
    {
        Span<int> looks = stackalloc int[problem.Values.Length];
        for (int question = first; question < problem.Questions.Length; question++)
        {
            foreach (int criterion in problem.Criteria[question])
            {
                looks[criterion]++;
            }
        }

        long bound = _choice.Value;
        for (int criterion = 0; criterion < looks.Length; criterion++)
        {
            int missing = Math.Max(0, problem.Wanted[criterion] - _choice.Looks(criterion));
            bound += problem.Values[criterion] * Math.Min(missing, looks[criterion]);
        }

        return bound;
    }

    private void Improve()
    {
        var random = new Random(1);
        Fill();
        Keep();
        var current = _choice.Snapshot();
        var score = (_choice.Value, _choice.Exposures, _choice.MinutesUsed);
        for (int round = 0; round < Rounds && _bestScore.Value < Ceiling; round++)
        {
            Ruin(random);
            Fill(random);
            Keep();
            if (_choice.IsBetterThan(score.Value, score.Exposures, score.MinutesUsed) || _choice.Value >= score.Value - Slack(round))
            {
                current = _choice.Snapshot();
                score = (_choice.Value, _choice.Exposures, _choice.MinutesUsed);
            }
            else
            {
                _choice.Restore(current);
            }
        }
    }

    /// <summary>How much worse a step may be: half a per cent of all there is at first, nothing at the end.</summary>
    private long Slack(int round) => Ceiling / 200 * (Rounds - round) / Rounds;

    private void Ruin(Random random)
    {
        var asked = new List<(int Member, int Question)>();
        for (int question = 0; question < problem.Questions.Length; question++)
        {
            for (int member = 0; member < problem.Members; member++)
            {
                if (_choice.IsAskedBy(member, question) && question != problem.Shared)
                {
                    asked.Add((member, question));
                }
            }
        }

        int drop = Math.Min(asked.Count, random.Next(1, 5));
        for (int i = 0; i < drop; i++)
        {
            int pick = random.Next(asked.Count);
            _choice.Remove(asked[pick].Member, asked[pick].Question);
            asked.RemoveAt(pick);
        }
    }

    /// <summary>Adds the question of most value per minute until none gains anything; with a random, a little unsure of the value.</summary>
    private void Fill(Random? random = null)
    {
        while (true)
        {
            (double worth, int bestMember, int bestQuestion) = (0, -1, -1);
            for (int question = 0; question < problem.Questions.Length; question++)
            {
                for (int member = 0; member < problem.Members; member++)
                {
                    if (!_choice.Fits(member, question))
                    {
                        continue;
                    }

                    double perMinute = (double)_choice.Gain(member, question) / problem.Questions[question].Minutes;
                    perMinute *= random is null ? 1 : 0.8 + (0.4 * random.NextDouble());
                    if (perMinute > worth)
                    {
                        (worth, bestMember, bestQuestion) = (perMinute, member, question);
                    }
                }
            }

            if (bestQuestion < 0)
            {
                return;
            }

            _choice.Add(bestMember, bestQuestion);
        }
    }
}
