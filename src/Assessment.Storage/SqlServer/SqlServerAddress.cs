using System.Security.Authentication;
using Microsoft.Data.SqlClient;

namespace Assessment.Storage;

/// <summary>Where a SQL Server database is and how to connect to it. It never shows a password.</summary>
internal sealed class SqlServerAddress
{
    private const string Example = "Server=db.example;Database=assessment;User Id=assessment;Password=…";

    private readonly string user;

    private SqlServerAddress(SqlConnectionStringBuilder given, int connectSeconds)
    {
        Name = $"{given.InitialCatalog} on {given.DataSource}";
        user = given.IntegratedSecurity ? "of this process" : given.UserID;
        given.PersistSecurityInfo = false;
        given.Enlist = false; // Transactions are this program's own.
        given.PoolBlockingPeriod = PoolBlockingPeriod.NeverBlock; // A database that is back is used at once.
        if (!given.ShouldSerialize("Connect Timeout"))
        {
            given.ConnectTimeout = connectSeconds;
        }

        if (!given.ShouldSerialize("Application Name"))
        {
            given.ApplicationName = "assessment";
        }

        Readers = given.ConnectionString;
        given.ApplicationName += " writer"; // A pool of its own: readers can't use it up.
        Writers = given.ConnectionString;
    }

    /// <summary>The database and its server, for messages.</summary>
    public string Name { get; }

    /// <summary>The connection string of those who read.</summary>
    public string Readers { get; }

    /// <summary>The connection string of the writer.</summary>
    public string Writers { get; }

    /// <summary>Reads a connection string.</summary>
    /// <exception cref="DatabaseException">It is none, or lacks something; the message says what, without a word of it.</exception>
    public static SqlServerAddress Parse(string connectionString, int connectSeconds)
    {
        SqlConnectionStringBuilder given;
        try
        {
            given = new(connectionString);
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            // No inner exception: it may quote the piece of a password that follows an unquoted semicolon.
            throw new DatabaseException(
                $"The connection string can't be read. It looks like '{Example}'; a value with ; or = in it stands in quotes.");
        }

        string[] problems = [.. Problems(given)];
        return problems.Length == 0
            ? new(given, connectSeconds)
            : throw new DatabaseException($"The connection string can't be used: {string.Join(' ', problems)}");
    }

    /// <summary>What an operator is told when the database could not be opened.</summary>
    public DatabaseException Explain(Exception failure) => new(
        failure switch
        {
            NotSupportedException => $"{Unopened}: its driver needs the ICU libraries. Install libicu, "
                + "and don't set DOTNET_SYSTEM_GLOBALIZATION_INVARIANT.",
            _ when IsOfTrust(failure) => $"{Unopened}: the server's certificate is not trusted. Let this machine trust who signed it.",
            SqlException sql => Explain(sql),
            _ => $"{Unopened}: {failure.Message}",
        },
        failure);

    private string Unopened => $"The database {Name} can't be opened";

    private string Explain(SqlException failure) => failure.Number switch
    {
        18456 or 18452 or 18470 or 18486 or 18487 or 18488 =>
            $"{Unopened}: the server refused the login {user}. Check User Id and Password of the connection string.",
        4060 or 4062 or 4064 or 911 or 916 =>
            $"{Unopened}: there is no such database, or the login {user} may not use it. Create it, and a user for the login.",
        229 or 230 or 262 or 297 or 300 =>
            $"{Unopened}: the login {user} lacks a permission, e.g. to create tables ({failure.Number}). Grant it.",
        _ when SqlServerErrors.Classify(failure) == SqlServerFailure.Lost =>
            $"{Unopened}: the server can't be reached. Check Server of the connection string, and that it runs. ({failure.Message})",
        _ => $"{Unopened}: {failure.Message}",
    };

    private static bool IsOfTrust(Exception? failure) =>
        failure is not null && (failure is AuthenticationException || IsOfTrust(failure.InnerException));

    private static IEnumerable<string> Problems(SqlConnectionStringBuilder given)
    {
        if (string.IsNullOrWhiteSpace(given.DataSource))
        {
            yield return "It names no Server.";
        }

        if (string.IsNullOrWhiteSpace(given.InitialCatalog))
        {
            yield return "It names no Database.";
        }

        if (given.MultipleActiveResultSets)
        {
            yield return "MultipleActiveResultSets is not supported; leave it out.";
        }

        if (!given.IntegratedSecurity && given.Authentication == SqlAuthenticationMethod.NotSpecified && given.UserID.Length == 0)
        {
            yield return "It names neither a User Id nor Integrated Security.";
        }
    }
}
