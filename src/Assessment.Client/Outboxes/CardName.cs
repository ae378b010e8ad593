using System.Globalization;

namespace Assessment.Client.Outboxes;

/// <summary>The name of a waiting card's file: its number in the order of adding, when it was added, and its request id.</summary>
internal sealed record CardName(long Number, DateTimeOffset AddedAt, Guid RequestId)
{
    public const string Extension = ".json";

    public string FileName => string.Create(
        CultureInfo.InvariantCulture, $"{Number:D12}_{AddedAt.ToUnixTimeMilliseconds():D13}_{RequestId:D}{Extension}");

    public static CardName? Find(string path)
    {
        const NumberStyles Digits = NumberStyles.None;
        string name = Path.GetFileName(path);
        return name.EndsWith(Extension, StringComparison.Ordinal)
            && name[..^Extension.Length].Split('_') is [{ Length: 12 } number, { Length: 13 } added, var id]
            && long.TryParse(number, Digits, CultureInfo.InvariantCulture, out long parsedNumber)
            && long.TryParse(added, Digits, CultureInfo.InvariantCulture, out long milliseconds)
            && Guid.TryParseExact(id, "D", out var requestId)
            ? new CardName(parsedNumber, DateTimeOffset.FromUnixTimeMilliseconds(milliseconds), requestId)
            : null;
    }
}
