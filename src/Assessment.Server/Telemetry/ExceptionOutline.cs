using System.Globalization;
using System.Text;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;

namespace Assessment.Server.Telemetry;

/// <summary>What a log says of an exception: its types, numbers and stacks, and never a message.</summary>
/// <remarks>
/// Messages quote: SQL Server's the key that is taken or the text that is too long, a parser's what it could not parse, a refusal's the
/// name that it was given. Where in the program it happened says as much to whoever mends it.
/// </remarks>
internal static class ExceptionOutline
{
    /// <summary>Deeper than any cause that was ever met; a chain that is longer is cut.</summary>
    private const int MostCauses = 10;

    /// <summary>An exception and its causes, one under another.</summary>
    public static string Of(Exception exception)
    {
        var outline = new StringBuilder();
        int depth = 0;
        for (var cause = exception; cause is not null && depth < MostCauses; cause = cause.InnerException, depth++)
        {
            outline.Append(depth == 0 ? "" : "\n ---> ").Append(cause.GetType().FullName).Append(NumbersOf(cause));
            if (cause.StackTrace is { Length: > 0 } stack)
            {
                outline.Append('\n').Append(stack);
            }
        }

        return outline.ToString();
    }

    private static string NumbersOf(Exception exception) => exception switch
    {
        SqliteException sqlite => string.Create(CultureInfo.InvariantCulture, $" (SQLite error {sqlite.SqliteExtendedErrorCode})"),
        SqlException sql => string.Create(
            CultureInfo.InvariantCulture, $" (SQL Server error {sql.Number}, state {sql.State}, class {sql.Class}, line {sql.LineNumber})"),
        _ => "",
    };
}
