using Assessment.Server.Errors;
using Assessment.Server.Tests.Support;
using Assessment.Storage;
using Assessment.V1;
using Grpc.Core;

namespace Assessment.Server.Tests.Errors;

public sealed class ErrorStatusTests
{
    public static TheoryData<Exception, StatusCode, string> Storage => new()
    {
        { new StorageUnavailableException("secret"), StatusCode.Unavailable, "DATABASE_UNAVAILABLE" },
        { new StorageOverloadedException(), StatusCode.ResourceExhausted, "OVERLOADED" },
        { new ConflictException(ConflictKind.DocumentDiffers), StatusCode.AlreadyExists, "BANK_VERSION_EXISTS" },
        { new ConflictException(ConflictKind.ScorecardExists), StatusCode.AlreadyExists, "SCORECARD_EXISTS" },
        { new ConflictException(ConflictKind.VersionChanged), StatusCode.Aborted, "ETAG_MISMATCH" },
    };

    [Theory]
    [MemberData(nameof(Storage))]
    public void Find_StorageException_HasItsCodeAndReason(Exception exception, StatusCode code, string reason)
    {
        var status = ErrorStatus.Find(exception)!;
        status.AssertRefusal(code, reason);
        Assert.DoesNotContain("secret", status.ToString(), StringComparison.Ordinal);
        if (code is StatusCode.Unavailable or StatusCode.ResourceExhausted)
        {
            Assert.InRange(status.RetryDelay(), TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(1));
        }
    }

    [Theory]
    [InlineData(false, "Nothing was stored")]
    [InlineData(true, "not known")]
    public void Find_DatabaseLost_SaysWhetherAnythingMayBeStored(bool mayBeStored, string words) => Assert.Contains(
        words, ErrorStatus.Find(new StorageUnavailableException("secret") { MayBeStored = mayBeStored })!.Message, StringComparison.Ordinal);

    [Fact]
    public void Find_AnythingElse_IsADefect()
    {
        Assert.Null(ErrorStatus.Find(new InvalidOperationException("secret")));
        Assert.Null(ErrorStatus.Find(new InvalidDataException("secret")));
        ErrorStatus.Defect().AssertRefusal(StatusCode.Internal, "DEFECT");
    }

    [Fact]
    public void EveryReason_IsSpelledAsInTheContract()
    {
        var values = ErrorReasonReflection.Descriptor.EnumTypes.Single().Values;
        foreach (var reason in Enum.GetValues<ErrorReason>().Where(r => r != ErrorReason.Unspecified))
        {
            string name = values.Single(v => v.Number == (int)reason).Name["ERROR_REASON_".Length..];
            ErrorStatus.Find(RequestException.AlreadyExists(reason, "Taken."))!.AssertRefusal(StatusCode.AlreadyExists, name);
        }
    }
}
