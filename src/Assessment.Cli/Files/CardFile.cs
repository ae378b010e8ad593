using System.Buffers.Binary;
using System.Security.Cryptography;
using Assessment.Cli.Output;
using Assessment.V1;
using Google.Protobuf;

namespace Assessment.Cli.Files;

/// <summary>One card of a file: the request, or why there is none.</summary>
/// <param name="File">The file.</param>
/// <param name="Number">Its position in the file, from 1.</param>
/// <param name="Request">The request; null when it can't be read.</param>
/// <param name="Problem">Why it can't be read; null when it can.</param>
internal sealed record CardItem(string File, int Number, SubmitScorecardRequest? Request, string? Problem);

/// <summary>Reads scorecards to submit.</summary>
internal static class CardFile
{
    /// <summary>The cards of a file's text. A text that is not JSON is one card that can't be read.</summary>
    public static IEnumerable<CardItem> Parse(string file, string text)
    {
        if (Path.GetExtension(file).Equals(".csv", StringComparison.OrdinalIgnoreCase))
        {
            return CardTable.Parse(file, text);
        }

        IReadOnlyList<string> items;
        try
        {
            items = JsonItems.Split(text);
        }
        catch (FormatException e)
        {
            return [new CardItem(file, 1, null, $"Nothing of the file was sent: {e.Message}")];
        }

        return items.Select((item, index) => Parse(file, index + 1, item));
    }

    /// <summary>Gives each request without one an id that is the same in every run.</summary>
    /// <remarks>
    /// It comes from the card's content and its number among equal cards, so that it survives cards added to or taken from the file, and
    /// the file being split. It has the form of a UUID of version 8 (RFC 9562: custom content).
    /// </remarks>
    public static void AddRequestIds(IEnumerable<CardItem> items)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var request in items.Select(item => item.Request).OfType<SubmitScorecardRequest>().Where(r => r.RequestId.Length == 0))
        {
            byte[] content = request.ToByteArray();
            string key = Convert.ToHexString(SHA256.HashData(content));
            int equals = seen[key] = seen.GetValueOrDefault(key) + 1;
            request.RequestId = RequestId(content, equals).ToString("D");
        }
    }

    private static Guid RequestId(byte[] content, int number)
    {
        byte[] hashed = new byte[content.Length + sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(hashed, number);
        content.CopyTo(hashed, sizeof(int));
        byte[] id = SHA256.HashData(hashed)[..16];
        id[6] = (byte)((id[6] & 0x0f) | 0x80);
        id[8] = (byte)((id[8] & 0x3f) | 0x80);
        return new Guid(id, bigEndian: true);
    }

    private static CardItem Parse(string file, int number, string json)
    {
        try
        {
            return new CardItem(file, number, ProtoJson.Parse<SubmitScorecardRequest>(json), null);
        }
        catch (FormatException e)
        {
            return new CardItem(file, number, null, $"It is not a SubmitScorecardRequest in proto JSON. {e.Message}");
        }
    }
}
