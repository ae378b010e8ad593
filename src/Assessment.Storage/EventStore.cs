namespace Assessment.Storage;

/// <summary>What changed, in the order in which it was committed.</summary>
/// <remarks>Every method may also throw <see cref="StorageUnavailableException"/>.</remarks>
public sealed class EventStore(Database db)
{
    /// <summary>One page of events after a position, in order.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="position">The last position seen; 0 for the first page.</param>
    /// <param name="interviewId">Only this interview's; null means any.</param>
    /// <param name="take">At most so many, from 1.</param>
    /// <param name="ct">Interrupts the read.</param>
    public Task<IReadOnlyList<StateEvent>> ListAfterAsync(
        string tenant, long position, Guid? interviewId, int take, CancellationToken ct) => Todo<IReadOnlyList<StateEvent>>();

    /// <summary>The newest position; 0 when there is none.</summary>
    public Task<long> LastPositionAsync(string tenant, CancellationToken ct) => Todo<long>();

    /// <summary>The oldest position; 0 when there is none.</summary>
    public Task<long> FirstPositionAsync(string tenant, CancellationToken ct) => Todo<long>();

    private Task<T> Todo<T>() => throw new NotImplementedException(db.ToString());
}
