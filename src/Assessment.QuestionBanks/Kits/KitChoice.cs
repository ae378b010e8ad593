namespace Assessment.QuestionBanks;

/// <summary>A choice in the making: who asks what, kept with its value as questions come and go.</summary>
internal sealed class KitChoice
{
    private readonly KitProblem _problem;
    private readonly int[,] _elicited; // member, criterion: by how many of the member's questions
    private readonly int[] _looks; // criterion: by how many members
    private readonly ulong[] _askedBy; // question: one bit a member
    private readonly int[] _minutesLeft;

    public KitChoice(KitProblem problem)
    {
        _problem = problem;
        _elicited = new int[problem.Members, problem.Values.Length];
        _looks = new int[problem.Values.Length];
        _askedBy = new ulong[problem.Questions.Length];
        _minutesLeft = new int[problem.Members];
        _minutesLeft.AsSpan().Fill(problem.Minutes);
        for (int member = 0; problem.Shared >= 0 && member < Math.Min(2, problem.Members); member++)
        {
            Add(member, problem.Shared);
        }
    }

    /// <summary>The sum of the wanted looks' values.</summary>
    public long Value { get; private set; }

    /// <summary>Between equal values, fewer earlier exposures are better.</summary>
    public int Exposures { get; private set; }

    /// <summary>Between equal exposures, fewer minutes are better.</summary>
    public int MinutesUsed { get; private set; }

    public bool IsAsked(int question) => _askedBy[question] != 0;

    public bool IsAskedBy(int member, int question) => ((_askedBy[question] >> member) & 1) != 0;

    public int Looks(int criterion) => _looks[criterion];

    /// <summary>Whether the question is free, allowed and short enough for the member.</summary>
    public bool Fits(int member, int question) =>
        _askedBy[question] == 0 && _problem.Questions[question].Minutes <= _minutesLeft[member] && _problem.MayAsk(member, question);

    /// <summary>What the value would gain.</summary>
    public long Gain(int member, int question)
    {
        long gain = 0;
        foreach (int criterion in _problem.Criteria[question])
        {
            if (_elicited[member, criterion] == 0 && _looks[criterion] < _problem.Wanted[criterion])
            {
                gain += _problem.Values[criterion];
            }
        }

        return gain;
    }

    public void Add(int member, int question)
    {
        _askedBy[question] |= 1UL << member;
        _minutesLeft[member] -= _problem.Questions[question].Minutes;
        MinutesUsed += _problem.Questions[question].Minutes;
        Exposures += _problem.Exposures[question];
        foreach (int criterion in _problem.Criteria[question])
        {
            if (_elicited[member, criterion]++ == 0 && _looks[criterion]++ < _problem.Wanted[criterion])
            {
                Value += _problem.Values[criterion];
            }
        }
    }

    public void Remove(int member, int question)
    {
        _askedBy[question] &= ~(1UL << member);
        _minutesLeft[member] += _problem.Questions[question].Minutes;
        MinutesUsed -= _problem.Questions[question].Minutes;
        Exposures -= _problem.Exposures[question];
        foreach (int criterion in _problem.Criteria[question])
        {
            if (--_elicited[member, criterion] == 0 && --_looks[criterion] < _problem.Wanted[criterion])
            {
                Value -= _problem.Values[criterion];
            }
        }
    }

    /// <summary>Whether this choice is better than another: value first, then exposures, then minutes.</summary>
    public bool IsBetterThan(long value, int exposures, int minutes) =>
        Value != value ? Value > value : Exposures != exposures ? Exposures < exposures : MinutesUsed < minutes;

    /// <summary>Who asks what, as one bit a member for each question.</summary>
    public ulong[] Snapshot() => [.. _askedBy];

    /// <summary>Goes back to a snapshot.</summary>
    public void Restore(ulong[] snapshot)
    {
        for (int question = 0; question < snapshot.Length; question++)
        {
            for (int member = 0; member < _problem.Members; member++)
            {
                ulong bit = 1UL << member;
                if ((_askedBy[question] & bit) != 0 && (snapshot[question] & bit) == 0)
                {
                    Remove(member, question);
                }
            }
        }

        for (int question = 0; question < snapshot.Length; question++)
        {
            for (int member = 0; member < _problem.Members; member++)
            {
                ulong bit = 1UL << member;
                if ((_askedBy[question] & bit) == 0 && (snapshot[question] & bit) != 0)
                {
                    Add(member, question);
                }
            }
        }
    }
}
