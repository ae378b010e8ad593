using Assessment.Client.Outboxes;
using Assessment.V1;
using Grpc.Core;

namespace Assessment.Client;

/// <summary>Keeps scorecards in a folder while the server is away, and delivers each exactly once later.</summary>
/// <remarks>
/// <para>A card is a file with its request id in its name. It is added durably: written under a temporary name, put on the disk, renamed,
/// and the folder put on the disk. It goes only after the server has acknowledged it, so that a card is never lost; and it is sent under
/// the same request id each time, so that the server stores it once however often it is sent.</para>
/// <para>A server keeps the answers to request ids for 7 days. A card older than <see cref="OutboxOptions.RequestIdsRemembered"/> is
/// therefore sent only when no card of the same interviewer with the same content is there.</para>
/// <para>One process has an outbox open at a time. Within it, calls may come from several threads; they take turns.</para>
/// </remarks>
public sealed class Outbox : IDisposable
{
    private readonly OutboxFolder _folder;
    private readonly OutboxOptions _options;
    private readonly SemaphoreSlim _turn = new(1);

    private Outbox(OutboxFolder folder, string path, OutboxOptions options) => (_folder, Folder, _options) = (folder, path, options);

    /// <summary>The folder.</summary>
    public string Folder { get; }

    /// <summary>What it holds now.</summary>
    public OutboxStatus Status => StatusOf(Folder);

    /// <summary>Opens an outbox; its folder is created when missing.</summary>
    /// <exception cref="OutboxBusyException">Another process, or another <see cref="Outbox"/>, has it open.</exception>
    public static Outbox Open(string folder, OutboxOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        options ??= new OutboxOptions();
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.RequestIdsRemembered, TimeSpan.Zero);
        string path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        return new Outbox(OutboxFolder.Open(path), path, options);
    }

    /// <summary>What an outbox holds, also while another process has it open. A folder that is not there holds nothing.</summary>
    public static OutboxStatus StatusOf(string folder)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        var waiting = OutboxFolder.CardsIn(folder);
        return new OutboxStatus(waiting.Count, OutboxFolder.CardsIn(OutboxFolder.RefusedIn(folder)).Count, waiting.Count > 0 ? waiting[0].AddedAt : null);
    }

    /// <summary>The refused cards of an outbox with the reasons.</summary>
    public static IReadOnlyList<RefusedCard> RefusedOf(string folder)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        return [.. OutboxFolder.RefusedCardsIn(folder)];
    }

    /// <summary>Keeps a card for delivery. When the task is done, the card survives the process and the machine.</summary>
    /// <param name="request">The card; one with the request id of a card that waits is that card, and is not added again.</param>
    /// <returns>Its request id: the request's own, or a new one.</returns>
    /// <exception cref="ArgumentException">The request id is no UUID, or a card with other content waits under it.</exception>
    public async Task<string> AddAsync(SubmitScorecardRequest request, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var id = request.RequestId.Length == 0
            ? Guid.NewGuid()
            : Guid.TryParseExact(request.RequestId, "D", out var given) ? given : throw new ArgumentException("The request id is not a UUID.", nameof(request));
        var card = request.Clone();
        card.RequestId = id.ToString("D");
        await _turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            if (_folder.Waiting.FirstOrDefault(waiting => waiting.RequestId == id) is not { } same)
            {
                await _folder.AddAsync(card, id, _options.Clock.GetUtcNow(), cancellation).ConfigureAwait(false);
            }
            else if (!card.Equals(_folder.Read(same)))
            {
                throw new ArgumentException("A card with other content waits under this request id.", nameof(request));
            }

            return card.RequestId;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Delivers what waits, in the order of adding.</summary>
    /// <remarks>
    /// A card that the server refuses moves to the refused ones with the reason beside it, and the next one follows. When the server is
    /// away, overloaded, or does not know the caller, the flush ends and the cards wait on; call again later. So does, alone, a card on
    /// which the server has a defect.
    /// </remarks>
    /// <param name="client">The server's client.</param>
    /// <param name="progress">Told of each card.</param>
    public async Task<OutboxFlush> FlushAsync(
        AssessmentClient client, IProgress<OutboxDelivery>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        await _turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            return await DeliverAsync(client, progress, cancellation).ConfigureAwait(false);
        }
        finally
        {
            _folder.Sync();
            _turn.Release();
        }
    }

    /// <summary>Puts the refused cards back among those that wait, e.g. after the interviewer was put on the panel.</summary>
    /// <returns>How many.</returns>
    public async Task<int> TakeBackRefusedAsync(CancellationToken cancellation = default)
    {
        await _turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            return _folder.TakeBackRefused();
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Lets another process open it.</summary>
    public void Dispose()
    {
        _folder.Dispose();
        _turn.Dispose();
    }

    private async Task<OutboxFlush> DeliverAsync(AssessmentClient client, IProgress<OutboxDelivery>? progress, CancellationToken cancellation)
    {
        int delivered = 0, refused = 0, position = 0;
        AssessmentError? kept = null;
        var waiting = _folder.Waiting;
        foreach (var card in waiting)
        {
            cancellation.ThrowIfCancellationRequested();
            var (stored, error) = await DeliverAsync(card, client, cancellation).ConfigureAwait(false);
            bool isRefused = error is not null && DeliveryErrors.IsRefusal(error);
            if (stored is not null)
            {
                _folder.Remove(card);
                delivered++;
            }
            else if (isRefused)
            {
                await _folder.RefuseAsync(card, DeliveryErrors.ReasonOf(error!), cancellation).ConfigureAwait(false);
                refused++;
            }
            else
            {
                kept = error;
            }

            progress?.Report(new OutboxDelivery(card.RequestId.ToString("D"), ++position, waiting.Count, stored, error, isRefused));
            if (error is not null && DeliveryErrors.EndsFlush(error))
            {
                break;
            }
        }

        return new OutboxFlush(delivered, refused, waiting.Count - delivered - refused, kept);
    }

    private async Task<(Scorecard? Stored, AssessmentError? Error)> DeliverAsync(CardName card, AssessmentClient client, CancellationToken cancellation)
    {
        if (_folder.Read(card) is not { } request)
        {
            return (null, new AssessmentError { Code = StatusCode.InvalidArgument, Message = "The file is not a card in proto JSON." });
        }

        request.RequestId = card.RequestId.ToString("D");
        var age = _options.Clock.GetUtcNow() - card.AddedAt;
        bool isRemembered = age >= TimeSpan.Zero && age < _options.RequestIdsRemembered;
        try
        {
            if (!isRemembered && await CardLookup.FindAsync(request, client, cancellation).ConfigureAwait(false) is { } found)
            {
                return (found, null);
            }

            return (await client.Scorecards.SubmitScorecardAsync(request, cancellationToken: cancellation).ConfigureAwait(false), null);
        }
        catch (RpcException exception) when (!cancellation.IsCancellationRequested)
        {
            return await OnErrorAsync(request, exception.ToAssessmentError(), client, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>A card that 'exists' may be this very card: sent by a stream, or under an id that is forgotten.</summary>
    private static async Task<(Scorecard? Stored, AssessmentError? Error)> OnErrorAsync(
        SubmitScorecardRequest request, AssessmentError error, AssessmentClient client, CancellationToken cancellation)
    {
        if (error.Code != StatusCode.AlreadyExists)
        {
            return (null, error);
        }

        try
        {
            var found = await CardLookup.FindAsync(request, client, cancellation).ConfigureAwait(false);
            return found is null ? (null, error) : (found, null);
        }
        catch (RpcException exception) when (!cancellation.IsCancellationRequested)
        {
            return (null, exception.ToAssessmentError());
        }
    }
}
