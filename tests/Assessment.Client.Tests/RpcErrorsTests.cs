using Assessment.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using GoogleStatus = Google.Rpc.Status;

namespace Assessment.Client.Tests;

public class RpcErrorsTests(RunningServer server) : IClassFixture<RunningServer>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ToAssessmentError_InvalidFields_ListsEveryViolation()
    {
        var request = new CreateInterviewRequest { Interview = new Interview { RoleProfile = "nonsense" } };
        var error = await ErrorOf(() => server.Client.Interviews.CreateInterviewAsync(request, cancellationToken: Cancellation).ResponseAsync);
        Assert.Equal(StatusCode.InvalidArgument, error.Code);
        Assert.Equal("INVALID_FIELDS", error.Reason);
        Assert.Equal(ErrorReason.InvalidFields, error.KnownReason);
        Assert.Contains(error.FieldViolations, v => v.Field == "interview.candidate_id");
        Assert.Contains(error.FieldViolations, v => v.Field == "interview.role_profile");
    }

    [Fact]
    public async Task ToAssessmentError_UnknownInterview_HasTheReason()
    {
        var request = new GetInterviewRequest { Name = $"interviews/{Guid.NewGuid():D}" };
        var error = await ErrorOf(() => server.Client.Interviews.GetInterviewAsync(request, cancellationToken: Cancellation).ResponseAsync);
        Assert.Equal((StatusCode.NotFound, ErrorReason.ResourceNotFound), (error.Code, error.KnownReason));
        Assert.Contains(request.Name, error.Message, StringComparison.Ordinal);
        Assert.Empty(error.FieldViolations);
        Assert.Null(error.RetryDelay);
    }

    [Fact]
    public async Task ToAssessmentError_NobodyListens_HasTheTransportsWords()
    {
        using var client = AssessmentClient.Connect(new Uri("http://127.0.0.1:1"), new AssessmentClientOptions { Attempts = 1 });
        var error = await ErrorOf(() => client.Interviews.GetInterviewAsync(new GetInterviewRequest(), cancellationToken: Cancellation).ResponseAsync);
        Assert.Equal((StatusCode.Unavailable, "", ErrorReason.Unspecified), (error.Code, error.Reason, error.KnownReason));
        Assert.Contains("refused", error.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task ToAssessmentError_DetailsAreNoStatus_HasCodeAndMessage()
    {
        using var client = FakeTransport.ClientOf(new FakeTransport(StatusCode.Aborted) { Details = [0xff, 0xff, 0xff] });
        var error = await ErrorOf(() => client.Interviews.GetInterviewAsync(new GetInterviewRequest(), cancellationToken: Cancellation).ResponseAsync);
        Assert.Equal((StatusCode.Aborted, "no", ""), (error.Code, error.Message, error.Reason));
    }

    [Fact]
    public async Task ToAssessmentError_RetryInfo_IsADelay()
    {
        var status = StatusWith(new ErrorInfo { Domain = "assessment", Reason = "OVERLOADED" });
        status.Details.Add(Any.Pack(new RetryInfo { RetryDelay = Duration.FromTimeSpan(TimeSpan.FromMilliseconds(200)) }));
        using var client = FakeTransport.ClientOf(new FakeTransport(StatusCode.ResourceExhausted) { Details = status.ToByteArray() });
        var error = await ErrorOf(() => client.Interviews.GetInterviewAsync(new GetInterviewRequest(), cancellationToken: Cancellation).ResponseAsync);
        Assert.Equal((ErrorReason.Overloaded, TimeSpan.FromMilliseconds(200)), (error.KnownReason, error.RetryDelay));
    }

    [Fact]
    public void ToAssessmentError_ReasonOfANewerContract_IsKeptAsText()
    {
        var error = StatusWith(new ErrorInfo { Domain = "assessment", Reason = "SOMETHING_NEW" }).ToAssessmentError();
        Assert.Equal(("SOMETHING_NEW", ErrorReason.Unspecified), (error.Reason, error.KnownReason));
    }

    [Fact]
    public void ToAssessmentError_ReasonOfAnotherDomain_IsNotOurs() =>
        Assert.Equal("", StatusWith(new ErrorInfo { Domain = "proxy.example", Reason = "OVERLOADED" }).ToAssessmentError().Reason);

    private static GoogleStatus StatusWith(ErrorInfo info) =>
        new() { Code = (int)StatusCode.ResourceExhausted, Message = "busy", Details = { Any.Pack(info) } };

    private static async Task<AssessmentError> ErrorOf(Func<Task> call) => (await Assert.ThrowsAsync<RpcException>(call)).ToAssessmentError();
}
