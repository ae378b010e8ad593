using System.Text.Json;
using Assessment.Storage;
using Assessment.StorageLoad.Raw;
using Microsoft.Data.Sqlite;

namespace Assessment.StorageLoad.Readings;

/// <summary>The least that reading the scan's rows can cost: SQLite called as it is, JSON parsed into arrays that are there already.</summary>
/// <remarks>Of a name it keeps a hash, and looks nothing up.</remarks>
internal sealed class BareRead
{
    private readonly byte[] levels;
    private readonly uint[] criteria;
    private readonly uint[] candidates;
    private readonly uint[] interviewers;
    private readonly long[] times;
    private readonly byte[] cards;

    /// <param name="ratings">How many there are, at most.</param>
    /// <param name="scorecards">On how many cards, at most.</param>
    public BareRead(int ratings, int scorecards)
    {
        levels = new byte[ratings];
        criteria = new uint[ratings];
        candidates = new uint[scorecards];
        interviewers = new uint[scorecards];
        times = new long[scorecards];
        cards = new byte[scorecards * ScannedInputs.BytesEach];
    }

    /// <summary>Reads, and says how many ratings and the sum of their levels.</summary>
    public (int Ratings, long Sum) Read(SqliteConnection connection)
    {
        string sql = Assessment.Storage.RatingScan.Unfiltered.In(Dialect.Sqlite).Replace("@tenant", $"'{Workload.Tenant}'", StringComparison.Ordinal);
        using var query = new RawStatement(connection.Handle!.DangerousGetHandle(), sql);
        int count = 0;
        int card = 0;
        long sum = 0;
        while (query.Next())
        {
            var json = new Utf8JsonReader(query.Text(0));
            json.Read();
            while (json.Read() && json.TokenType == JsonTokenType.StartArray)
            {
                json.Read();
                criteria[count] = Hash(json.ValueSpan);
                json.Read();
                int level = json.GetInt32();
                sum += level;
                levels[count] = (byte)level;
                count += level == 0 ? 0 : 1;
                json.Read();
                json.Read();
            }

            query.Text(1).CopyTo(cards.AsSpan(card * ScannedInputs.BytesEach));
            cards[(card * ScannedInputs.BytesEach) + ScannedInputs.BytesEach - 1] = (byte)query.Number(2);
            candidates[card] = Hash(query.Text(4));
            interviewers[card] = Hash(query.Text(5));
            times[card] = query.Number(6);
            card++;
        }

        return (count, sum);
    }

    private static uint Hash(ReadOnlySpan<byte> name)
    {
        uint hash = 2_166_136_261;
        foreach (byte letter in name)
        {
            hash = (hash ^ letter) * 16_777_619;
        }

        return hash;
    }
}
