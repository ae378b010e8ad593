using Assessment.QuestionBanks;
using Assessment.Server.Access;
using Assessment.Server.Audit;
using Assessment.Server.Banks;
using Assessment.Server.Calibrations;
using Assessment.Server.Candidates;
using Assessment.Server.Catalog;
using Assessment.Server.Claims;
using Assessment.Server.Errors;
using Assessment.Server.Interviews;
using Assessment.Server.Overload;
using Assessment.Server.Paging;
using Assessment.Server.Privacy;
using Assessment.Server.Requests;
using Assessment.Server.Scorecards;
using Assessment.Server.Scores;
using Assessment.Server.Telemetry;
using Assessment.Storage;
using Google.Protobuf.Reflection;
using Google.Rpc;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Assessment.Server;

/// <summary>A running server.</summary>
public sealed class AssessmentServer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly Database _database;

    private AssessmentServer(WebApplication application, Database database)
    {
        _application = application;
        _database = database;
        string[] addresses = [.. application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses];
        GrpcAddress = new Uri(addresses[0]);
        HttpAddress = new Uri(addresses[1]);
        MetricsAddress = addresses.Length > 2 ? new Uri(addresses[2]) : null;
    }

    /// <summary>Where gRPC is served, with the port that was taken.</summary>
    public Uri GrpcAddress { get; }

    /// <summary>Where JSON and gRPC-Web are served, with the port that was taken.</summary>
    public Uri HttpAddress { get; }

    /// <summary>Where <c>/metrics</c> is served, with the port that was taken; null when nowhere.</summary>
    public Uri? MetricsAddress { get; }

    /// <summary>The services of the running server, for tests in the same process.</summary>
    internal IServiceProvider Services => _application.Services;

    /// <summary>Opens the database, publishes the banks, and serves.</summary>
    /// <exception cref="DatabaseException">The database can't be opened; the message says what to do.</exception>
    /// <exception cref="SettingsException">A setting is missing or wrong, or would leave a door open; every one is listed.</exception>
    /// <exception cref="BankException">A bank or profile has errors, or a published version other content.</exception>
    /// <exception cref="IOException">A port is taken, or may not be used.</exception>
    public static async Task<AssessmentServer> StartAsync(ServerOptions options, TimeProvider clock, CancellationToken cancellation)
    {
        var (builder, limits, access) = Configure(options);
        var database = await Databases.OpenAsync(options.Database, clock, cancellation);
        try
        {
            var application = await BuildAsync(builder, options, limits, access, database, clock, cancellation);
            try
            {
                await application.Services.GetRequiredService<RubricCatalogs>().PublishAsync(access.Claims.DefaultTenant, cancellation);
                await application.StartAsync(cancellation);
                return new AssessmentServer(application, database);
            }
            catch
            {
                await application.StopAsync(CancellationToken.None); // else what runs in the background logs that it was cancelled
                await application.DisposeAsync();
                throw;
            }
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    /// <summary>Serves until the process is asked to stop (SIGTERM, Ctrl+C) or the token is cancelled.</summary>
    public Task WaitForShutdownAsync(CancellationToken cancellation) => _application.WaitForShutdownAsync(cancellation);

    /// <summary>Stops taking calls, lets those in progress finish, and closes the database after its last write.</summary>
    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync();
        await _application.DisposeAsync();
        await _database.DisposeAsync();
    }

    /// <summary>Reads the settings, and refuses those that a server may not start with.</summary>
    private static (WebApplicationBuilder Builder, Limits Limits, AccessSetup Access) Configure(ServerOptions options)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(AssessmentServer).Assembly.GetName().Name,
            EnvironmentName = options.Environment,
        });
        bool development = builder.Environment.IsDevelopment();
        if (development)
        {
            builder.Configuration.AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.Development.json"), optional: true);
            builder.Configuration.AddUserSecrets(typeof(AssessmentServer).Assembly, optional: true);
        }

        builder.Configuration.AddInMemoryCollection(options.Settings);
        var problems = new List<string>();
        var limits = LimitsOf(builder.Configuration, problems);
        var access = new AccessSetup(options, builder.Configuration, development, problems);
        return problems.Count == 0 ? (builder, limits, access) : throw new SettingsException(problems);
    }

    private static Limits LimitsOf(ConfigurationManager settings, List<string> problems)
    {
        try
        {
            var limits = settings.GetSection("Limits").Get<Limits>(binder => binder.ErrorOnUnknownConfiguration = true) ?? Limits.Default;
            problems.AddRange(limits.Problems());
            return limits;
        }
        catch (InvalidOperationException exception)
        {
            problems.Add($"Limits: {exception.Message} {exception.InnerException?.Message}".TrimEnd());
            return Limits.Default;
        }
    }

    private static async Task<WebApplication> BuildAsync(
        WebApplicationBuilder builder, ServerOptions options, Limits limits, AccessSetup access, Database database, TimeProvider clock,
        CancellationToken cancellation)
    {
        builder.Logging.AddServerLog(options.LogLevel);
        builder.AddTelemetry(options.Telemetry);
        builder.WebHost.ConfigureKestrel(kestrel => AddEndpoints(kestrel, options, access));
        access.AddTo(builder.Services);
        var documents = new DocumentStore(database);
        byte[] pageTokenKey = await new ServerKeyStore(database).GetOrCreateAsync("page-tokens", 32, cancellation);
        builder.Services
            .AddSingleton(clock)
            .AddSingleton(database)
            .AddSingleton(limits)
            .AddSingleton(access.Claims)
            .AddSingleton<CallAuthorization>()
            .AddSingleton<Admission>()
            .AddSingleton(new RubricCatalogs(documents, ReadBanks(options.QuestionBanks), clock))
            .AddSingleton<IndependentRating>()
            .AddSingleton<ScorecardReading>()
            .AddSingleton(new PageTokens(pageTokenKey))
            .AddSingleton(new InterviewStore(database))
            .AddSingleton(new ScorecardStore(database))
            .AddSingleton(new RequestStore(database))
            .AddSingleton(new EventStore(database))
            .AddSingleton<ChangeFeed>()
            .AddSingleton(new AuditStore(database))
            .AddSingleton(new PrivacyStore(database))
            .AddSingleton(new KitStore(database))
            .AddSingleton<KitBuilder>()
            .AddSingleton<RequestIds>()
            .AddSingleton<OpenStreams>()
            .AddHostedService(services => services.GetRequiredService<OpenStreams>())
            .AddSingleton<Submissions>()
            .AddSingleton(new ClaimStore(database))
            .AddSingleton(new DecisionStore(database))
            .AddSingleton(new CalibrationStore(database))
            .AddSingleton(new GroupLabelStore(database))
            .AddSingleton(new RatingScan(database))
            .AddSingleton<Assessments>()
            .AddSingleton<StoredReports>()
            .AddSingleton<ImpactTables>()
            .AddSingleton<ReportReplay>()
            .AddSingleton<CalibrationRunner>()
            .AddHostedService(services => services.GetRequiredService<CalibrationRunner>())
            .AddHostedService(services => new RequestIdCleanup(services.GetRequiredService<RequestStore>(), options.RequestIdsKept, clock));
        bool reflects = builder.Environment.IsDevelopment() || builder.Configuration.GetValue("Reflection", false);
        AddServices(builder.Services, limits);
        options.Instead?.Add(builder.Services);
        builder.Services.AddCors(cors => cors.AddDefaultPolicy(policy => policy
            .WithOrigins([.. options.CorsOrigins])
            .AllowAnyHeader()
            .WithMethods("GET", "POST")
            .WithExposedHeaders("grpc-status", "grpc-message", "grpc-status-details-bin", "grpc-retry-pushback-ms")));
        var application = builder.Build();
        application.UseTelemetry(options.Telemetry);
        application.UseCors();
        application.Use(application.Services.GetRequiredService<Admission>().RunServerLimitsAsync);
        application.UseAuthentication(); // here, or the host puts it before the limits
        application.Use(application.Services.GetRequiredService<CallAuthorization>().RunAsync);
        application.Use(application.Services.GetRequiredService<Admission>().RunCallerLimitsAsync);
        application.Use(application.Services.GetRequiredService<OpenStreams>().RunAsync);
        application.UseGrpcWeb(new GrpcWebOptions { DefaultEnabled = true });
        (options.Instead?.Map ?? MapServices)(application);
        application.MapGrpcHealthChecksService();
        if (reflects)
        {
            application.MapGrpcReflectionService();
        }

        return application;
    }

    private static void AddServices(IServiceCollection services, Limits limits)
    {
        services.AddSingleton<QuestionBankService>();
        services.AddSingleton<ScoringService>();
        services.AddSingleton<InterviewService>();
        services.AddSingleton<ScorecardService>();
        services.AddSingleton<CandidateAssessmentService>();
        services.AddSingleton<ClaimService>();
        services.AddSingleton<CalibrationService>();
        services.AddSingleton<PrivacyService>();
        services.AddSingleton<AuditService>();
        services.AddSingleton<ErrorInterceptor>();
        services.AddGrpc(grpc =>
        {
            grpc.Interceptors.Add<StatusInterceptor>();
            grpc.Interceptors.Add<ErrorInterceptor>();
            grpc.MaxReceiveMessageSize = limits.MessageBytes;
        }).AddJsonTranscoding(json =>
        {
            json.TypeRegistry = TypeRegistry.FromFiles(ErrorDetailsReflection.Descriptor);
            json.JsonSettings.WriteInt64sAsStrings = true; // As proto3's JSON mapping has it: a JavaScript number can't hold them all.
        });
        services.AddGrpcReflection();
        services.AddGrpcHealthChecks()
            .AddCheck<DatabaseHealth>(DatabaseHealthLog.Check, timeout: DatabaseHealth.LongestCheck)
            .AddCheck<DrainHealth>("draining");
        services.AddSingleton<IHealthCheckPublisher, DatabaseHealthLog>();
        services.Configure<HealthCheckPublisherOptions>(health => (health.Delay, health.Period) = (DatabaseHealth.Interval, DatabaseHealth.Interval));
    }

    private static void MapServices(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGrpcService<QuestionBankService>();
        endpoints.MapGrpcService<ScoringService>();
        endpoints.MapGrpcService<InterviewService>();
        endpoints.MapGrpcService<ScorecardService>();
        endpoints.MapGrpcService<CandidateAssessmentService>();
        endpoints.MapGrpcService<ClaimService>();
        endpoints.MapGrpcService<CalibrationService>();
        endpoints.MapGrpcService<PrivacyService>();
        endpoints.MapGrpcService<AuditService>();
    }

    private static void AddEndpoints(KestrelServerOptions kestrel, ServerOptions options, AccessSetup access)
    {
        kestrel.AddServerHeader = false;
        kestrel.Listen(options.Grpc, listen => Serve(listen, HttpProtocols.Http2));
        kestrel.Listen(options.Http, listen => Serve(listen, HttpProtocols.Http1));
        kestrel.ListenForMetrics(options.Telemetry);

        void Serve(ListenOptions listen, HttpProtocols protocols)
        {
            listen.Protocols = protocols;
            if (access.Certificate is { } certificate)
            {
                listen.UseHttps(certificate);
            }
        }
    }

    private static BankFolderReading? ReadBanks(IReadOnlyList<string> paths)
    {
        if (paths.Count == 0)
        {
            return null;
        }

        var reading = BankFolder.Read(paths);
        return reading.Diagnostics.Count == 0
            ? reading
            : throw new BankException([.. reading.Diagnostics.Select(d => d.ToString())]);
    }
}

/// <summary>Banks or role profiles can't be published. <see cref="Problems"/> lists every reason.</summary>
public sealed class BankException(IReadOnlyList<string> problems) : Exception(string.Join(Environment.NewLine, problems))
{
    /// <summary>One line each.</summary>
    public IReadOnlyList<string> Problems { get; } = problems;
}
