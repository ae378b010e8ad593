using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using Assessment.EndToEnd.Tests.Processes;

namespace Assessment.EndToEnd.Tests.Clients;

/// <summary>A headless Chromium, driven over its DevTools protocol: open a page, await a promise in it.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private const string Listening = "DevTools listening on ";
    private readonly TemporaryFolder _profile = new();
    private readonly ClientWebSocket _socket = new();
    private readonly Process _process;
    private Task? _errors;
    private int _lastCall;

    private Browser() => _process = new Command(
        Tools.Chromium,
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-dev-shm-usage", "--no-first-run", "--no-proxy-server",
        "--disable-background-networking", "--disable-component-update", "--disable-sync", "--remote-debugging-port=0",
        $"--user-data-dir={_profile.Path}", "about:blank").Start();

    public static async Task<Browser> StartAsync(CancellationToken cancellation)
    {
        var browser = new Browser();
        try
        {
            while (await browser._process.StandardError.ReadLineAsync(cancellation) is { } line)
            {
                if (line.StartsWith(Listening, StringComparison.Ordinal))
                {
                    browser._errors = browser._process.StandardError.ReadToEndAsync(CancellationToken.None);
                    await browser._socket.ConnectAsync(new Uri(line[Listening.Length..]), cancellation);
                    return browser;
                }
            }

            throw new InvalidOperationException("Chromium ended before it listened.");
        }
        catch
        {
            await browser.DisposeAsync();
            throw;
        }
    }

    /// <summary>Opens a page and returns what an expression in it, once loaded, promises.</summary>
    public async Task<string> EvaluateAsync(string url, string promise, CancellationToken cancellation) =>
        await EvaluateInAsync(await OpenAsync(url, null, cancellation), promise, cancellation);

    /// <summary>The same, as somebody with a screen of that width and a taste for light or dark sees it; and a picture of the page's beginning.</summary>
    /// <param name="picture">A PNG file; null for none.</param>
    public async Task<string> LookAsync(string url, int width, bool dark, string promise, string? picture, CancellationToken cancellation)
    {
        string session = await OpenAsync(url, (width, dark), cancellation);
        string result = await EvaluateInAsync(session, promise, cancellation);
        if (picture is not null)
        {
            const int Highest = 2400;
            var clip = new JsonObject { ["x"] = 0, ["y"] = 0, ["width"] = width, ["height"] = Highest, ["scale"] = 1 };
            var shot = await CallAsync(
                "Page.captureScreenshot", new JsonObject { ["captureBeyondViewport"] = true, ["clip"] = clip }, session, cancellation);
            await File.WriteAllBytesAsync(picture, Convert.FromBase64String((string)shot["data"]!), cancellation);
        }

        return result;
    }

    private async Task<string> OpenAsync(string url, (int Width, bool Dark)? view, CancellationToken cancellation)
    {
        var target = await CallAsync("Target.createTarget", new JsonObject { ["url"] = "about:blank" }, null, cancellation);
        var attached = await CallAsync(
            "Target.attachToTarget", new JsonObject { ["targetId"] = (string?)target["targetId"], ["flatten"] = true }, null, cancellation);
        string session = (string)attached["sessionId"]!;
        if (view is var (width, dark))
        {
            await CallAsync(
                "Emulation.setDeviceMetricsOverride",
                new JsonObject { ["width"] = width, ["height"] = 900, ["deviceScaleFactor"] = 1, ["mobile"] = width < 600 }, session, cancellation);
            await CallAsync(
                "Emulation.setEmulatedMedia",
                new JsonObject { ["features"] = new JsonArray(new JsonObject { ["name"] = "prefers-color-scheme", ["value"] = dark ? "dark" : "light" }) },
                session, cancellation);
        }

        await CallAsync("Page.enable", [], session, cancellation);
        await CallAsync("Page.navigate", new JsonObject { ["url"] = url }, session, cancellation);
        while ((string?)(await ReceiveAsync(cancellation))["method"] != "Page.loadEventFired")
        {
        }

        return session;
    }

    private async Task<string> EvaluateInAsync(string session, string promise, CancellationToken cancellation)
    {
        var evaluated = await CallAsync(
            "Runtime.evaluate",
            new JsonObject { ["expression"] = promise, ["awaitPromise"] = true, ["returnByValue"] = true }, session, cancellation);
        return (string?)evaluated["result"]?["value"] ?? evaluated.ToJsonString();
    }

    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        await (_errors ?? Task.CompletedTask);
        _process.Dispose();
        _profile.Dispose();
    }

    /// <summary>Calls, and skips events until the answer.</summary>
    private async Task<JsonObject> CallAsync(string method, JsonObject parameters, string? session, CancellationToken cancellation)
    {
        int call = ++_lastCall;
        var message = new JsonObject { ["id"] = call, ["method"] = method, ["params"] = parameters };
        if (session is not null)
        {
            message["sessionId"] = session;
        }

        await _socket.SendAsync(Encoding.UTF8.GetBytes(message.ToJsonString()), WebSocketMessageType.Text, true, cancellation);
        while (true)
        {
            var answer = await ReceiveAsync(cancellation);
            if ((int?)answer["id"] == call)
            {
                return answer["result"] as JsonObject ?? throw new InvalidOperationException($"{method}: {answer.ToJsonString()}");
            }
        }
    }

    private async Task<JsonObject> ReceiveAsync(CancellationToken cancellation)
    {
        using var text = new MemoryStream();
        byte[] buffer = new byte[16 * 1024];
        ValueWebSocketReceiveResult part;
        do
        {
            part = await _socket.ReceiveAsync(buffer.AsMemory(), cancellation);
            text.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);
        return (JsonObject)JsonNode.Parse(text.ToArray())!;
    }
}
