namespace Assessment.Storage;

/// <summary>A query with conditions that its caller takes or leaves: a statement for every choice, each planned for itself.</summary>
internal sealed class StatementFamily
{
    private readonly Statement[] members;
    private readonly int conditions;

    /// <param name="sql">The text, given a dialect and the conditions taken, each with <c> AND </c> before it.</param>
    /// <param name="conditions">The conditions.</param>
    public StatementFamily(Func<Dialect, string, string> sql, params string[] conditions)
    {
        this.conditions = conditions.Length;
        members = [.. Enumerable.Range(0, 1 << conditions.Length).Select(choice =>
        {
            string where = string.Concat(conditions.Where((_, i) => (choice & (1 << i)) != 0).Select(condition => " AND " + condition));
            return Statement.Of(dialect => sql(dialect, where));
        })];
    }

    /// <summary>The statement with some of the conditions.</summary>
    /// <param name="taken">For each condition, in order, whether it is taken.</param>
    /// <exception cref="ArgumentException">There are more or fewer conditions.</exception>
    public Statement With(params ReadOnlySpan<bool> taken)
    {
        Require.That(taken.Length == conditions, "Each condition is taken or left.");
        int choice = 0;
        for (int i = 0; i < taken.Length; i++)
        {
            choice |= taken[i] ? 1 << i : 0;
        }

        return members[choice];
    }
}
