using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Assessment.Storage;

/// <summary>What a revision says, packed into its row: one row to write and read instead of one for each rating.</summary>
/// <param name="Ratings">A JSON array of [criterion id, level, why not observed], in rubric order.</param>
/// <param name="Flags">A JSON array of red flag ids, in rubric order.</param>
/// <param name="Evidence">A JSON array of texts, the ratings' and then the flags'; empty once the candidate is erased.</param>
internal readonly record struct PackedContent(string Ratings, string Flags, string Evidence)
{
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>Packs a card's content.</summary>
    /// <exception cref="ArgumentException">A criterion or flag is there twice, or a level or reason is none.</exception>
    public static PackedContent Of(Scorecard card)
    {
        Require.That(
            card.Ratings.All(rating => rating is { Level: 0, NotObservedReason: >= 0 } or { Level: >= 1 and <= 5, NotObservedReason: 0 }),
            "A level is 1 to 5, or 0 with a reason.");
        Require.That(
            card.Ratings.Select(rating => rating.CriterionId).Distinct(StringComparer.Ordinal).Count() == card.Ratings.Count,
            "A card rates each criterion once.");
        Require.That(
            card.Flags.Select(flag => flag.RedFlagId).Distinct(StringComparer.Ordinal).Count() == card.Flags.Count,
            "A card raises each flag once.");
        return Pack(card);
    }

    private static PackedContent Pack(Scorecard card) => new(
        Write(card, static (json, card) =>
        {
            foreach (var rating in card.Ratings)
            {
                json.WriteStartArray();
                json.WriteStringValue(rating.CriterionId);
                json.WriteNumberValue(rating.Level);
                json.WriteNumberValue(rating.NotObservedReason);
                json.WriteEndArray();
            }
        }),
        Write(card, static (json, card) =>
        {
            foreach (var flag in card.Flags)
            {
                json.WriteStringValue(flag.RedFlagId);
            }
        }),
        Write(card, static (json, card) =>
        {
            foreach (var rating in card.Ratings)
            {
                json.WriteStringValue(rating.Evidence);
            }

            foreach (var flag in card.Flags)
            {
                json.WriteStringValue(flag.Evidence);
            }
        }));

    /// <summary>The ratings and flags.</summary>
    public (IReadOnlyList<StoredRating> Ratings, IReadOnlyList<StoredFlag> Flags) Unpack()
    {
        string[] texts = JsonSerializer.Deserialize<string[]>(Evidence)!;
        string[] flagIds = JsonSerializer.Deserialize<string[]>(Flags)!;
        var ratings = new List<StoredRating>();
        var json = new Utf8JsonReader(Encoding.UTF8.GetBytes(Ratings));
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.StartArray)
        {
            json.Read();
            string criterion = json.GetString()!;
            json.Read();
            int level = json.GetInt32();
            json.Read();
            int reason = json.GetInt32();
            json.Read();
            ratings.Add(new(criterion, level, reason, Text(ratings.Count)));
        }

        return (ratings, [.. flagIds.Select((id, i) => new StoredFlag(id, Text(ratings.Count + i)))]);

        string Text(int i) => i < texts.Length ? texts[i] : "";
    }

    private static string Write(Scorecard card, Action<Utf8JsonWriter, Scorecard> items)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, Compact))
        {
            json.WriteStartArray();
            items(json, card);
            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
