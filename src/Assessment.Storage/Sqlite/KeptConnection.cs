using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Assessment.Storage;

/// <summary>A connection that keeps its commands, and with them what SQLite prepared for their texts. One thread at a time.</summary>
/// <remarks>Dapper makes a new command each time; preparing the text again would take longer than most queries run.</remarks>
internal sealed class KeptConnection(string connectionString) : SqliteConnection(connectionString)
{
    /// <summary>Texts at most; the program has fewer, but lists are filtered in many combinations.</summary>
    private const int Most = 64;

    private const int StablePlans = 1007; // SQLITE_DBCONFIG_ENABLE_QPSG

    private readonly Dictionary<string, KeptCommand> kept = [];
    private string text = "";

    /// <inheritdoc/>
    public override void Open()
    {
        base.Open();

        // Else a value that is bound anew, and that an index's condition might be about, makes SQLite prepare the text again each time.
        _ = raw.sqlite3_db_config(Handle, StablePlans, 1, out _);
    }

    /// <summary>Tells which text the next command will be given.</summary>
    public void Expect(string next) => text = next;

    /// <inheritdoc/>
    public override SqliteCommand CreateCommand() => kept.Remove(text, out var command)
        ? command
        : new KeptCommand(this) { Connection = this, CommandTimeout = DefaultTimeout, Transaction = Transaction };

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        foreach (var command in kept.Values)
        {
            command.Free();
        }

        kept.Clear();
        base.Dispose(disposing);
    }

    /// <summary>Keeps a command that its user is done with; false when there is no place for it.</summary>
    private bool Keep(KeptCommand command) =>
        State == System.Data.ConnectionState.Open && command.CommandText.Length > 0 && kept.Count < Most && kept.TryAdd(command.CommandText, command);

    /// <summary>A command that goes back to its connection when it is disposed.</summary>
    private sealed class KeptCommand(KeptConnection owner) : SqliteCommand
    {
        public void Free() => base.Dispose(disposing: true);

        protected override void Dispose(bool disposing)
        {
            if (disposing && owner.Keep(this))
            {
                Parameters.Clear();
                return;
            }

            base.Dispose(disposing);
        }
    }
}
