using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Assessment.EndToEnd.Tests.Clients;

/// <summary>Serves the files of one folder, as any web server would: the origin of a page that calls the API.</summary>
internal sealed class PageServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private PageServer(WebApplication application) => _application = application;

    /// <summary>'http://127.0.0.1:12345'.</summary>
    public string Origin => _application.Urls.First();

    public static async Task<PageServer> StartAsync(string folder)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var application = builder.Build();
        application.Run(context => SendAsync(context, folder));
        await application.StartAsync();
        return new PageServer(application);
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private static async Task SendAsync(HttpContext context, string folder)
    {
        string name = context.Request.Path == "/" ? "index.html" : Path.GetFileName(context.Request.Path.Value!);
        var file = new FileInfo(Path.Combine(folder, name));
        if (!file.Exists)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        context.Response.ContentType = file.Extension == ".js" ? "text/javascript; charset=utf-8" : "text/html; charset=utf-8";
        await context.Response.SendFileAsync(file.FullName);
    }
}
