using Assessment.Server.Telemetry;
using Google.Protobuf;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Assessment.Server.Tests.Telemetry;

public sealed class ExceptionOutlineTests
{
    private const string Secret = "candidate-secret";

    /// <summary>Exceptions whose messages quote what they were given; that they do is asserted too.</summary>
    private static readonly Action[] Quoting =
    [
        () => JsonParser.Default.Parse<V1.CalibrationFilter>($$"""{"{{Secret}}": 1}"""),
        () => Execute($"SELECT json('{{') , {Secret.Replace('-', '_')}"),
        () => throw new ArgumentException($"'{Secret}' is none.", $"{Secret}-parameter"),
        () => _ = new Dictionary<string, int>()[Secret],
        () => Enum.Parse<LogLevel>(Secret),
    ];

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, Quoting.Length)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Of_ExceptionThatQuotes_HasItsTypeAndPlaceAndNoMessage(int number)
    {
        var thrown = Thrown(Quoting[number]);
        Assert.Contains("secret", thrown.ToString(), StringComparison.Ordinal);

        string outline = ExceptionOutline.Of(new InvalidOperationException(Secret, thrown));

        Assert.DoesNotContain("secret", outline, StringComparison.Ordinal);
        Assert.Contains("System.InvalidOperationException", outline, StringComparison.Ordinal);
        Assert.Contains($" ---> {thrown.GetType().FullName}", outline, StringComparison.Ordinal);
        Assert.Contains(nameof(Thrown), outline, StringComparison.Ordinal); // The stack leads here.
    }

    [Fact]
    public void Of_SqliteException_HasItsNumber() =>
        Assert.Contains("(SQLite error 1)", ExceptionOutline.Of(Thrown(() => Execute("SELECT nothing"))), StringComparison.Ordinal);

    [Fact]
    public void Of_ChainWithoutEnd_IsCut()
    {
        var chain = Enumerable.Range(0, 100).Aggregate(new InvalidOperationException(), (inner, _) => new InvalidOperationException("", inner));
        Assert.Equal(10, ExceptionOutline.Of(chain).Split('\n').Length);
    }

    [Fact]
    public void Console_EntryWithAnException_IsOneLineWithoutItsMessage()
    {
        using var line = new StringWriter();
        var entry = new LogEntry<string>(
            LogLevel.Error, "Assessment.Server.Some", new EventId(7), "state", Thrown(Quoting[0]), (state, exception) => $"Two\nlines{exception}");
        new ConsoleLines(TimeProvider.System).Write(entry, null, line);
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z fail: Assessment\.Server\.Some\[7\] Two lines Google\.Protobuf\.\w+ [^\n]*\n$", line.ToString());
        Assert.DoesNotContain(Secret, line.ToString(), StringComparison.Ordinal);
    }

    private static Exception Thrown(Action throwing)
    {
        try
        {
            throwing();
        }
        catch (Exception exception)
        {
            return exception;
        }

        throw new InvalidOperationException("Nothing was thrown.");
    }

    private static void Execute(string sql)
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Every text is a constant of a test.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
