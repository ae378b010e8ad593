using Assessment.Client.Calls;
using Assessment.V1;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Health.V1;
using Grpc.Net.Client;

namespace Assessment.Client;

/// <summary>A connection to an Assessment server: one channel, and a typed client for each service. Threads may share it.</summary>
/// <remarks>
/// A unary call gets a deadline, and a request with an empty <c>request_id</c> a new one on its way out. While the server is UNAVAILABLE,
/// calls that are safe to repeat are repeated: reads, and writes that carry a request id. Failures are
/// <see cref="Grpc.Core.RpcException"/>s; <see cref="RpcErrors"/> reads their details.
/// </remarks>
public sealed class AssessmentClient : IDisposable
{
    private const int MessageBytes = 64 << 20; // a page of 200 long scorecards passes gRPC's default of 4 MiB

    /// <summary>
    /// The most that is allowed. An answer within an eighth of it needs no window update, and an update that arrives late can make Kestrel
    /// never send the next answer of the connection (dotnet/aspnetcore issue 53736).
    /// </summary>
    private const int StreamWindowBytes = 16 << 20;

    private readonly GrpcChannel _channel;

    private AssessmentClient(GrpcChannel channel, AssessmentClientOptions options)
    {
        _channel = channel;
        var invoker = channel.Intercept(new DeadlineInterceptor(options.Timeout, options.Clock), new RequestIdInterceptor());
        QuestionBanks = new QuestionBankService.QuestionBankServiceClient(invoker);
        Scoring = new ScoringService.ScoringServiceClient(invoker);
        Interviews = new InterviewService.InterviewServiceClient(invoker);
        Scorecards = new ScorecardService.ScorecardServiceClient(invoker);
        CandidateAssessments = new CandidateAssessmentService.CandidateAssessmentServiceClient(invoker);
        Claims = new ClaimService.ClaimServiceClient(invoker);
        Calibration = new CalibrationService.CalibrationServiceClient(invoker);
        Privacy = new PrivacyService.PrivacyServiceClient(invoker);
        Audit = new AuditService.AuditServiceClient(invoker);
        Health = new Health.HealthClient(invoker);
    }

    /// <summary>Question banks and role profiles.</summary>
    public QuestionBankService.QuestionBankServiceClient QuestionBanks { get; }

    /// <summary>Scoring without storing.</summary>
    public ScoringService.ScoringServiceClient Scoring { get; }

    /// <summary>Interviews and their panels.</summary>
    public InterviewService.InterviewServiceClient Interviews { get; }

    /// <summary>Scorecards.</summary>
    public ScorecardService.ScorecardServiceClient Scorecards { get; }

    /// <summary>Candidates' combined results, their order, and decisions.</summary>
    public CandidateAssessmentService.CandidateAssessmentServiceClient CandidateAssessments { get; }

    /// <summary>What candidates say they built.</summary>
    public ClaimService.ClaimServiceClient Claims { get; }

    /// <summary>Calibration runs and their reports. A replay computes a whole report: give it a deadline of its own.</summary>
    public CalibrationService.CalibrationServiceClient Calibration { get; }

    /// <summary>Candidates' requests about their data.</summary>
    public PrivacyService.PrivacyServiceClient Privacy { get; }

    /// <summary>The audit chains. A verification takes longer than most calls: give it a deadline of its own.</summary>
    public AuditService.AuditServiceClient Audit { get; }

    /// <summary>Whether the server can serve.</summary>
    public Health.HealthClient Health { get; }

    /// <summary>Makes a client. The connection is opened by the first call.</summary>
    /// <param name="address">Where the server serves gRPC, e.g. <c>http://127.0.0.1:5080</c>.</param>
    /// <param name="options">How to call it; null means the defaults.</param>
    /// <exception cref="ArgumentException">
    /// The address is not absolute http or https, an option is out of its range, or a token would go over a network without TLS.
    /// </exception>
    public static AssessmentClient Connect(Uri address, AssessmentClientOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(address);
        options ??= new AssessmentClientOptions();
        if (!address.IsAbsoluteUri || (address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps))
        {
            throw new ArgumentException($"'{address}' is not an http or https address.", nameof(address));
        }

        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.Timeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.FirstBackoff, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Attempts, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Attempts, 5);
        if (options.Token is not null && address.Scheme == Uri.UriSchemeHttp && !address.IsLoopback && !options.AllowTokenWithoutTls)
        {
            throw new ArgumentException($"The token would go to '{address}' without TLS; take https, or say AllowTokenWithoutTls.", nameof(address));
        }

        return new AssessmentClient(Open(address, options), options);
    }

    /// <summary>Closes the connection; calls in progress are cancelled.</summary>
    public void Dispose() => _channel.Dispose();

    private static GrpcChannel Open(Uri address, AssessmentClientOptions options) => GrpcChannel.ForAddress(address, new GrpcChannelOptions
    {
        HttpHandler = options.Handler ?? KeepAliveHandler(),
        DisposeHttpClient = true,
        MaxReceiveMessageSize = MessageBytes,
        MaxRetryBufferPerCallSize = 4 << 20, // the server's largest request, so that a batch can be repeated too
        ServiceConfig = RepeatableCalls.Config(options.Attempts, options.FirstBackoff),
        Credentials = CredentialsOf(address, options.Token),
        UnsafeUseInsecureChannelCallCredentials = true, // whether it may is checked before
    });

    private static ChannelCredentials CredentialsOf(Uri address, Func<CancellationToken, ValueTask<string>>? token)
    {
        var channel = address.Scheme == Uri.UriSchemeHttps ? ChannelCredentials.SecureSsl : ChannelCredentials.Insecure;
        return token is null ? channel : ChannelCredentials.Create(channel, CallCredentials.FromInterceptor(async (context, metadata) =>
            metadata.Add("authorization", $"Bearer {await token(context.CancellationToken)}")));
    }

    private static SocketsHttpHandler KeepAliveHandler() => new()
    {
        ConnectTimeout = TimeSpan.FromSeconds(5),
        EnableMultipleHttp2Connections = true,
        InitialHttp2StreamWindowSize = StreamWindowBytes,
        KeepAlivePingDelay = TimeSpan.FromSeconds(30),
        KeepAlivePingTimeout = TimeSpan.FromSeconds(10),
        PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
    };
}
