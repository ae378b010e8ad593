using Assessment.Server.Names;
using Assessment.Storage;
using Assessment.V1;
using Google.Protobuf.WellKnownTypes;

namespace Assessment.Server.Calibrations;

/// <summary>A stored run as the contract shows it.</summary>
internal static class RunReply
{
    public static V1.CalibrationRun Of(Storage.CalibrationRun run) => new()
    {
        Name = ResourceNames.CalibrationRun(run.Id),
        Filter = CalibrationFilter.Parser.ParseJson(run.Filter),
        Choices = CalibrationChoices.Parser.ParseJson(run.Options),
        State = (V1.CalibrationRun.Types.State)run.State,
        Phase = (V1.CalibrationRun.Types.Phase)run.Phase,
        Done = run.Done,
        Total = run.Total,
        Failure = run.Failure,
        CancelRequested = run.CancelRequested,
        CreatedAt = run.CreatedAt.ToTimestamp(),
        StartedAt = run.StartedAt?.ToTimestamp(),
        EndedAt = run.EndedAt?.ToTimestamp(),
        Report = run.State == CalibrationRunState.Succeeded ? ResourceNames.CalibrationReport(run.Id) : "",
    };

    public static bool HasEnded(Storage.CalibrationRun run) =>
        run.State is CalibrationRunState.Succeeded or CalibrationRunState.Failed or CalibrationRunState.Cancelled;
}
