using System.Text;
using Assessment.V1;
using Google.Protobuf;

namespace Assessment.Client.Outboxes;

/// <summary>The files of an outbox: a card each, and a lock that one process holds.</summary>
internal sealed class OutboxFolder : IDisposable
{
    private const string LockName = "lock";
    private const string RefusedName = "refused";
    private const string ReasonExtension = ".reason.txt";

    private static readonly JsonFormatter Formatter = new(JsonFormatter.Settings.Default.WithIndentation());

    private readonly FileStream _lock;
    private readonly string _path;
    private long _lastNumber;

    private OutboxFolder(string path, FileStream locked)
    {
        (_path, _lock) = (path, locked);
        foreach (string leftover in Directory.EnumerateFiles(path, "*" + DurableFiles.TemporaryExtension, SearchOption.AllDirectories))
        {
            File.Delete(leftover); // its adding was never reported as done
        }

        _lastNumber = CardsIn(path).Concat(CardsIn(RefusedIn(path))).Select(card => card.Number).DefaultIfEmpty(0).Max();
    }

    public IReadOnlyList<CardName> Waiting => CardsIn(_path);

    public static OutboxFolder Open(string path)
    {
        Directory.CreateDirectory(RefusedIn(path));
        DurableFiles.SyncFolder(path);
        DurableFiles.SyncFolder(Path.GetDirectoryName(path)!);
        try
        {
            return new OutboxFolder(path, new FileStream(Path.Combine(path, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException e) when (e is not (FileNotFoundException or DirectoryNotFoundException or PathTooLongException))
        {
            throw new OutboxBusyException(path, e);
        }
    }

    public static IReadOnlyList<CardName> CardsIn(string path) => !Directory.Exists(path)
        ? []
        : [.. Directory.EnumerateFiles(path).Select(CardName.Find).OfType<CardName>().OrderBy(card => card.Number)];

    public static IEnumerable<RefusedCard> RefusedCardsIn(string path) => CardsIn(RefusedIn(path)).Select(card =>
    {
        string file = Path.Combine(RefusedIn(path), card.FileName), reason = file + ReasonExtension;
        return new RefusedCard(card.RequestId.ToString("D"), file, File.Exists(reason) ? File.ReadAllText(reason).Trim() : "");
    });

    public static string RefusedIn(string path) => Path.Combine(path, RefusedName);

    /// <summary>Null when the file is not a card, e.g. because someone edited it.</summary>
    public SubmitScorecardRequest? Read(CardName card)
    {
        try
        {
            return JsonParser.Default.Parse<SubmitScorecardRequest>(File.ReadAllText(PathOf(card), Encoding.UTF8));
        }
        catch (Exception e) when (e is InvalidProtocolBufferException or InvalidOperationException or ArgumentException or OverflowException)
        {
            return null;
        }
    }

    public async Task AddAsync(SubmitScorecardRequest request, Guid id, DateTimeOffset now, CancellationToken cancellation)
    {
        var card = new CardName(++_lastNumber, now, id);
        await DurableFiles.WriteAsync(PathOf(card), Formatter.Format(request), cancellation).ConfigureAwait(false);
    }

    public void Remove(CardName card) => File.Delete(PathOf(card));

    public async Task RefuseAsync(CardName card, string reason, CancellationToken cancellation)
    {
        string refused = Path.Combine(RefusedIn(_path), card.FileName);
        await DurableFiles.WriteAsync(refused + ReasonExtension, reason + Environment.NewLine, cancellation).ConfigureAwait(false);
        DurableFiles.Move(PathOf(card), refused);
    }

    public int TakeBackRefused()
    {
        var cards = CardsIn(RefusedIn(_path));
        foreach (var card in cards)
        {
            string refused = Path.Combine(RefusedIn(_path), card.FileName);
            DurableFiles.Move(refused, PathOf(card));
            File.Delete(refused + ReasonExtension);
        }

        return cards.Count;
    }

    public void Sync() => DurableFiles.SyncFolder(_path);

    public void Dispose() => _lock.Dispose();

    private string PathOf(CardName card) => Path.Combine(_path, card.FileName);
}
