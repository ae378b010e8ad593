using Microsoft.Data.Sqlite;

namespace Assessment.Storage.Tests;

/// <summary>Commands that go back to their connection.</summary>
public sealed class KeptConnectionTests : IDisposable
{
    private readonly KeptConnection _connection = new("Data Source=:memory:");

    public KeptConnectionTests() => _connection.Open();

    public void Dispose() => _connection.Dispose();

    [Fact]
    public void CreateCommand_TextRanBefore_IsTheSameCommandWithoutItsParameters()
    {
        var first = Run("SELECT @a + 1", 41, expected: 42);

        var second = Run("SELECT @a + 1", 1, expected: 2);

        Assert.Same(first, second);
        Assert.Empty(second.Parameters);
    }

    [Fact]
    public void CreateCommand_OtherText_IsAnotherCommand() =>
        Assert.NotSame(Run("SELECT @a + 1", 1, expected: 2), Run("SELECT @a + 2", 1, expected: 3));

    [Fact]
    public void CreateCommand_CommandInUse_IsNotSharedWithAnother()
    {
        Run("SELECT @a", 1, expected: 1);
        using var one = Create("SELECT @a");
        using var other = Create("SELECT @a");

        Assert.NotSame(one, other);
    }

    [Fact]
    public void CreateCommand_TableChangedBetween_ReadsWhatIsThere()
    {
        Execute("CREATE TABLE seat (id INTEGER)");
        Run("SELECT count(*) + @a FROM seat", 0, expected: 0);
        Execute("INSERT INTO seat VALUES (1)");
        Run("SELECT count(*) + @a FROM seat", 0, expected: 1);
        Execute("ALTER TABLE seat ADD COLUMN name TEXT");

        Run("SELECT count(*) + @a FROM seat", 0, expected: 1);
    }

    [Fact] // Lists are filtered in many combinations.
    public void CreateCommand_MoreTextsThanAreKept_StillRuns()
    {
        for (int i = 0; i < 200; i++)
        {
            Run($"SELECT @a + {i}", 1, expected: 1 + i);
        }
    }

    private SqliteCommand Run(string text, long a, long expected)
    {
        using var command = Create(text);
        command.Parameters.AddWithValue("@a", a);
        Assert.Equal(expected, command.ExecuteScalar());
        return command;
    }

    private void Execute(string text)
    {
        using var command = Create(text);
        command.ExecuteNonQuery();
    }

    private SqliteCommand Create(string text)
    {
        _connection.Expect(text);
        var command = _connection.CreateCommand();
        command.CommandText = text;
        return command;
    }
}
