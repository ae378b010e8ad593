using Assessment.Fuzz.Contract;
using Assessment.Fuzz.Messages;
using Assessment.Fuzz.Servers;

namespace Assessment.Fuzz.Calls;

/// <summary>How the client's side of a call ends.</summary>
internal enum CallEnd
{
    /// <summary>It sends everything, and takes every answer.</summary>
    Complete,

    /// <summary>It sends everything, says so, and goes away after the first answer.</summary>
    HalfClosed,

    /// <summary>It goes away in the middle.</summary>
    Abandoned,
}

/// <summary>What a call sends, and how it behaves.</summary>
/// <param name="Items">One message, or those of a stream.</param>
/// <param name="Deadline">How long it may take.</param>
/// <param name="CancelAfter">When it is cancelled; null when it isn't.</param>
/// <param name="End">How it ends.</param>
/// <param name="Token">Who calls; null for nobody.</param>
internal sealed record CallPlan(IReadOnlyList<FuzzedMessage> Items, TimeSpan Deadline, TimeSpan? CancelAfter, CallEnd End, string? Token)
{
    private const int MostItems = 12;

    /// <summary>A call that takes so long hangs; one that computes for seconds may wait for others like it on a busy machine.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    /// <summary>Whether nothing but the server ends it.</summary>
    public bool IsPatient => Deadline == Patience && CancelAfter is null && End == CallEnd.Complete;

    /// <summary>Plans a call.</summary>
    public static CallPlan Make(Rpc rpc, MessageMaker maker, Chance chance)
    {
        var descriptor = rpc.Descriptor;
        int count = descriptor.IsClientStreaming ? chance.Below(MostItems + 1) : 1;
        bool watches = descriptor.IsServerStreaming && !descriptor.IsClientStreaming; // It may never end of itself.
        var deadline = watches ? TimeSpan.FromMilliseconds(10 + chance.Below(60))
            : chance.Percent(3) ? TimeSpan.FromMilliseconds(chance.Below(20))
            : Patience;
        TimeSpan? cancelAfter = chance.Percent(3) ? TimeSpan.FromMilliseconds(chance.Below(6)) : null;
        var end = !descriptor.IsClientStreaming && !descriptor.IsServerStreaming || chance.Percent(60) ? CallEnd.Complete
            : chance.Percent(50) ? CallEnd.HalfClosed
            : CallEnd.Abandoned;
        var items = Enumerable.Range(0, count).Select(_ => maker.Make(descriptor.InputType, chance.Fork())).ToList();
        return new(items, deadline, cancelAfter, end, FuzzCallers.Pick(chance));
    }
}
