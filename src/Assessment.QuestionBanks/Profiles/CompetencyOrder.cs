namespace Assessment.QuestionBanks;

/// <summary>Orders competency ids by letter and then number, so that P2 comes before P10 in every file alike.</summary>
internal sealed class CompetencyOrder : IComparer<string>
{
    public static readonly CompetencyOrder Instance = new();

    private CompetencyOrder()
    {
    }

    public int Compare(string? x, string? y)
    {
        int letters = string.CompareOrdinal(x, 0, y, 0, 1);
        if (letters != 0 || x is null || y is null)
        {
            return letters;
        }

        return x.Length != y.Length ? x.Length.CompareTo(y.Length) : string.CompareOrdinal(x, y); // one or two digits
    }
}
