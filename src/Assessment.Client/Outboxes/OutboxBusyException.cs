namespace Assessment.Client;

/// <summary>Another process has the outbox open.</summary>
public sealed class OutboxBusyException : IOException
{
    /// <summary>For an outbox.</summary>
    /// <param name="folder">Its folder.</param>
    /// <param name="inner">What the file system said.</param>
    public OutboxBusyException(string folder, Exception inner)
        : base($"The outbox '{folder}' is open in another process. Wait until it is done.", inner)
    {
    }
}
