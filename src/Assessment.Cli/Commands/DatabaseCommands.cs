using System.CommandLine;
using System.Text.Json.Nodes;
using Assessment.Cli.Output;
using Assessment.Storage;

namespace Assessment.Cli.Commands;

/// <summary><c>assess db status</c>, <c>migrate</c>, <c>backup</c>, <c>copy</c> and <c>vacuum</c></summary>
internal static class DatabaseCommands
{
    public static Command CreateStatus()
    {
        var database = Database();
        var json = CommonOptions.Json();
        var command = new ExampleCommand(
            "status",
            "Shows a SQLite database's schema, size and rows. A server may have it open.",
            "assess db status",
            "assess db status --db /var/lib/assessment/assessment.db --json")
        {
            database, json,
        };
        command.SetAction(parsed => Run(() =>
        {
            var status = SqliteMaintenance.Status(parsed.GetRequiredValue(database));
            var terminal = Terminal.Of(parsed);
            if (parsed.GetValue(json))
            {
                terminal.WriteJson(JsonOf(status));
            }
            else
            {
                Write(status, terminal);
            }

            return status.Unknown.Count == 0 && status.Pending.Count == 0 ? ExitCodes.Done : ExitCodes.ProblemsFound;
        }));
        return command;
    }

    public static Command CreateMigrate()
    {
        var database = CommonOptions.Database();
        var command = new ExampleCommand(
            "migrate",
            "Brings a database to this program's schema; creates a SQLite file that isn't there. A server does the same when it starts.",
            "assess db migrate --db assessment.db",
            "assess db migrate --db \"Server=db.example;Database=assessment;Integrated Security=true\"")
        {
            database,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            string path = CommonOptions.DatabaseOf(parsed.GetValue(database));
            try
            {
                await using (await Databases.OpenAsync(path, TimeProvider.System, cancellation))
                {
                }
            }
            catch (DatabaseException e)
            {
                throw new CommandException(ExitCodes.Unreachable, e.Message);
            }

            Terminal.Of(parsed).WriteLine($"{(SqlServerDatabase.IsConnectionString(path) ? "The database" : path)} is up to date.");
            return ExitCodes.Done;
        });
        return command;
    }

    public static Command CreateBackup()
    {
        var database = Database();
        var target = new Argument<string>("FILE") { Description = "The copy; it must not exist." };
        var command = new ExampleCommand(
            "backup",
            "Copies a SQLite database, whole and consistent, while a server may go on writing to it.",
            "assess db backup assessment-2026-11-24.db",
            "assess db backup --db /var/lib/assessment/assessment.db /backup/assessment.db")
        {
            target, database,
        };
        command.SetAction(parsed => Run(() =>
        {
            string path = parsed.GetRequiredValue(target);
            SqliteMaintenance.Backup(parsed.GetRequiredValue(database), path);
            Terminal.Of(parsed).WriteLine($"{path} holds {Figures.Count(new FileInfo(path).Length)} bytes.");
            return ExitCodes.Done;
        }));
        return command;
    }

    public static Command CreateCopy()
    {
        var database = Database();
        var target = new Option<string>("--to")
        {
            Description = "The SQL Server database's connection string; it must be empty. By default ASSESSMENT_DATABASE, so that no password stands in the command.",
            HelpName = "CONNECTION",
            DefaultValueFactory = _ => Environment.GetEnvironmentVariable("ASSESSMENT_DATABASE") ?? "",
        };
        var json = CommonOptions.Json();
        var command = new ExampleCommand(
            "copy",
            "Moves a SQLite database to SQL Server in one transaction, and compares counts and checksums of every table. No server may have either open.",
            "ASSESSMENT_DATABASE='Server=db.example;Database=assessment;User Id=assessment;Password=…' assess db copy --db assessment.db",
            "assess db copy --db assessment.db --to \"Server=db.example;Database=assessment;Integrated Security=true\"")
        {
            database, target, json,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            string connection = parsed.GetRequiredValue(target);
            if (!SqlServerDatabase.IsConnectionString(connection))
            {
                throw new CommandException(ExitCodes.WrongUsage, "name the SQL Server database with --to or ASSESSMENT_DATABASE; the help shows an example.");
            }

            var terminal = Terminal.Of(parsed);
            var progress = new Progress<CopiedTable>(table => terminal.WriteProgress($"{table.Table}: {Figures.Count(table.Rows)} rows"));
            try
            {
                var tables = await DatabaseCopy.RunAsync(parsed.GetRequiredValue(database), connection, TimeProvider.System, progress, cancellation);
                Write(tables, parsed.GetValue(json), terminal);
                return ExitCodes.Done;
            }
            catch (DatabaseException e)
            {
                throw new CommandException(ExitCodes.Unreachable, e.Message);
            }
        });
        return command;
    }

    public static Command CreateVacuum()
    {
        var database = Database();
        var command = new ExampleCommand(
            "vacuum",
            "Writes a SQLite database anew without its free pages. No server may have it open.",
            "assess db vacuum --db assessment.db")
        {
            database,
        };
        command.SetAction(parsed => Run(() =>
        {
            var (before, after) = SqliteMaintenance.Vacuum(parsed.GetRequiredValue(database));
            Terminal.Of(parsed).WriteLine($"{Figures.Count(before)} bytes before, {Figures.Count(after)} after.");
            return ExitCodes.Done;
        }));
        return command;
    }

    private static Option<string> Database() => new("--db")
    {
        Description = "The SQLite file.",
        HelpName = "FILE",
        DefaultValueFactory = _ => "assessment.db",
        Validators =
        {
            result =>
            {
                if (result.Tokens is [var token] && SqlServerDatabase.IsConnectionString(token.Value))
                {
                    result.AddError("--db takes a SQLite file here. For SQL Server use its own tools.");
                }
            },
        },
    };

    private static int Run(Func<int> work)
    {
        try
        {
            return work();
        }
        catch (DatabaseException e)
        {
            throw new CommandException(ExitCodes.Unreachable, e.Message);
        }
    }

    private static void Write(DatabaseStatus status, Terminal terminal)
    {
        terminal.WriteLine($"Schema   {string.Join(", ", status.Applied)}");
        terminal.WriteLine(status.Unknown.Count > 0
            ? $"Newer    {string.Join(", ", status.Unknown)}: run the newer program."
            : status.Pending.Count > 0 ? $"Pending  {string.Join(", ", status.Pending)}: run 'assess db migrate'." : "Pending  none");
        terminal.WriteLine($"Size     {Figures.Count(status.Bytes)} bytes");
        var table = Grid.Of("Table", ">Rows");
        foreach (var count in status.Tables)
        {
            table.Add(count.Table, Figures.Count(count.Rows));
        }

        terminal.Write(table);
    }

    private static void Write(IReadOnlyList<CopiedTable> tables, bool json, Terminal terminal)
    {
        if (json)
        {
            terminal.WriteJson(new JsonArray([.. tables.Select(table => new JsonObject
            {
                ["table"] = table.Table,
                ["rows"] = table.Rows,
                ["checksum"] = table.Checksum,
            })]));
            return;
        }

        var table = Grid.Of("Table", ">Rows", "Checksum of both");
        foreach (var copied in tables)
        {
            table.Add(copied.Table, Figures.Count(copied.Rows), copied.Checksum);
        }

        terminal.Write(table);
    }

    private static JsonObject JsonOf(DatabaseStatus status) => new()
    {
        ["applied"] = new JsonArray([.. status.Applied.Select(name => (JsonNode)name)]),
        ["pending"] = new JsonArray([.. status.Pending.Select(name => (JsonNode)name)]),
        ["unknown"] = new JsonArray([.. status.Unknown.Select(name => (JsonNode)name)]),
        ["bytes"] = status.Bytes,
        ["tables"] = new JsonObject(status.Tables.Select(count => KeyValuePair.Create(count.Table, (JsonNode?)count.Rows))),
    };
}
