namespace Assessment.Reports;

/// <summary>A column of a table: one definition for the page, the file and the file's description.</summary>
/// <param name="Name">In a file: lower case, words joined by underscores.</param>
/// <param name="Heading">On a page; empty for a column that only files have.</param>
/// <param name="Meaning">What it is, with its unit, for whoever opens the file.</param>
/// <param name="Of">A row's value.</param>
internal sealed record Column<T>(string Name, string Heading, string Meaning, Func<T, Cell> Of) : Column(Name, Heading, Meaning);

/// <summary>What is common to columns of any rows.</summary>
internal abstract record Column(string Name, string Heading, string Meaning)
{
    /// <summary>What an estimate's parts add to the column's name in a file; its value adds nothing.</summary>
    public static readonly string[] EstimateSuffixes = ["", "_standard_error", "_lower", "_upper", "_n", "_status"];

    /// <summary>Whether the column's cells are estimates, of several parts.</summary>
    public bool IsEstimate { get; init; }

    /// <summary>The parts that the column has in a file.</summary>
    public string[] Suffixes => IsEstimate ? EstimateSuffixes : [""];

    /// <summary>Whether files have it; a page's remark that other columns say already has no name.</summary>
    public bool IsInFile => Name.Length > 0;

    /// <summary>Whether pages show it.</summary>
    public bool IsOnPage => Heading.Length > 0;
}

/// <summary>A table: of a page, and of a file.</summary>
internal sealed class Sheet
{
    private Sheet(string file, string caption, IReadOnlyList<Column> columns, int count, IEnumerable<Cell[]> rows) =>
        (File, Caption, Columns, RowCount, Rows) = (file, caption, columns, count, rows);

    /// <summary>The file's name without its ending.</summary>
    public string File { get; }

    public string Caption { get; }

    public IReadOnlyList<Column> Columns { get; }

    public int RowCount { get; }

    /// <summary>The rows, made when asked for.</summary>
    public IEnumerable<Cell[]> Rows { get; }

    public static Sheet Of<T>(string file, string caption, IReadOnlyCollection<T> rows, params Column<T>[] columns) =>
        new(file, caption, columns, rows.Count, rows.Select(row => columns.Select(column => column.Of(row)).ToArray()));

    public static Column<T> Text<T>(string name, string heading, string meaning, Func<T, string> of) =>
        new(name, heading, meaning, row => new Cell.Text(of(row)));

    public static Column<T> Count<T>(string name, string heading, string meaning, Func<T, long?> of) =>
        new(name, heading, meaning, row => new Cell.Count(of(row)));

    public static Column<T> Number<T>(string name, string heading, string meaning, Func<T, double?> of, int digits = 2, bool signed = false) =>
        new(name, heading, meaning, row => new Cell.Number(of(row), digits, signed));

    public static Column<T> Chance<T>(string name, string heading, string meaning, Func<T, double?> of) =>
        new(name, heading, meaning, row => new Cell.Chance(of(row)));

    public static Column<T> Estimate<T>(string name, string heading, string meaning, Func<T, V1.Estimate?> of, int digits = 2, bool signed = false) =>
        new(name, heading, meaning, row => new Cell.Of(of(row), digits, signed)) { IsEstimate = true };
}
