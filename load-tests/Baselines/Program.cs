using System.Net;
using Assessment.Baselines;
using Assessment.Server;
using Assessment.Server.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

// empty FOLDER DATABASE [NAME=VALUE...]: the product's own pipeline, with services that do nothing behind it.
// bare FOLDER: gRPC on Kestrel as the template has it.
// Each serves on a free port of this machine, and prints its address once it does.
switch (args)
{
    case ["empty", var folder, var database, .. var settings]:
        await ServeEmptyAsync(Answers.Read(folder), database, settings);
        return 0;
    case ["bare", var folder]:
        await ServeBareAsync(Answers.Read(folder));
        return 0;
    default:
        Console.Error.WriteLine("Usage: empty FOLDER DATABASE [NAME=VALUE...] | bare FOLDER. FOLDER has score.bin and bank.bin.");
        return 2;
}

static async Task ServeEmptyAsync(Answers answers, string database, string[] settings)
{
    var options = new ServerOptions
    {
        Database = database,
        Environment = Environments.Development,
        DevelopmentKey = DevelopmentKey.FindOrCreate(),
        Settings = settings.Select(setting => setting.Split('=', 2)).ToDictionary(pair => pair[0], pair => (string?)pair[1]),
        Grpc = new(IPAddress.Loopback, 0),
        Http = new(IPAddress.Loopback, 0),
        Instead = new(services => AddEmpty<PipelineScoringService>(services, answers), MapEmpty<PipelineScoringService>),
    };
    await using var server = await AssessmentServer.StartAsync(options, TimeProvider.System, CancellationToken.None);
    Console.WriteLine($"gRPC {server.GrpcAddress}");
    await server.WaitForShutdownAsync(CancellationToken.None);
}

static async Task ServeBareAsync(Answers answers)
{
    var builder = WebApplication.CreateBuilder();
    builder.Logging.SetMinimumLevel(LogLevel.Warning);
    builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
    builder.Services.AddGrpc();
    AddEmpty<EmptyScoringService>(builder.Services, answers);
    await using var application = builder.Build();
    MapEmpty<EmptyScoringService>(application);
    await application.StartAsync();
    Console.WriteLine($"gRPC {application.Urls.Single()}");
    await application.WaitForShutdownAsync();
}

static void AddEmpty<TScoring>(IServiceCollection services, Answers answers)
    where TScoring : class =>
    services.AddSingleton(answers).AddSingleton<TScoring>().AddSingleton<EmptyBankService>();

static void MapEmpty<TScoring>(IEndpointRouteBuilder endpoints)
    where TScoring : class
{
    endpoints.MapGrpcService<TScoring>();
    endpoints.MapGrpcService<EmptyBankService>();
}
