using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Realtime.Integration.Tests.Servers;

namespace Realtime.Integration.Tests.Pages;

/// <summary>
/// A headless Chromium, driven over its own protocol (Chrome DevTools Protocol, https://chromedevtools.github.io/devtools-protocol): one process,
/// any number of windows. No driver package is needed for the handful of commands that a person's visit takes.
/// </summary>
internal sealed partial class Browser : IAsyncDisposable
{
    private const string Program = "/usr/bin/chromium";
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly string _profile;
    private readonly ClientWebSocket _socket = new();
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonNode>> _answers = new();
    private readonly ConcurrentDictionary<string, BrowserPage> _pages = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _end = new();
    private Task _reading = Task.CompletedTask;
    private int _last;

    private Browser(Process process, string profile) => (_process, _profile) = (process, profile);

    public static async Task<Browser> StartAsync()
    {
        Installed.Require(Program, "chromium");
        string profile = Directory.CreateTempSubdirectory("realtime-chromium-").FullName;
        ProcessStartInfo start = new(Program, ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--remote-debugging-port=0", $"--user-data-dir={profile}", "about:blank"]) { RedirectStandardError = true };
        Browser browser = new(Process.Start(start)!, profile);
        try
        {
            await browser._socket.ConnectAsync(new Uri(await browser.AddressAsync()), CancellationToken.None).WaitAsync(_patience);
            browser._reading = browser.ReadAsync();
            return browser;
        }
        catch
        {
            await browser.DisposeAsync();
            throw;
        }
    }

    /// <summary>A window of this size; narrower than 600 it is a phone's.</summary>
    public async Task<BrowserPage> OpenAsync(int width, int height, bool dark = false)
    {
        string target = (string)(await CallAsync("Target.createTarget", new() { ["url"] = "about:blank" }))["targetId"]!;
        string session = (string)(await CallAsync("Target.attachToTarget", new() { ["targetId"] = target, ["flatten"] = true }))["sessionId"]!;
        BrowserPage page = new(this, session);
        _pages[session] = page;
        await page.PrepareAsync(width, height, dark);
        return page;
    }

    /// <summary>One command; its result.</summary>
    public async Task<JsonNode> CallAsync(string method, JsonObject? parameters = null, string? session = null)
    {
        int id = Interlocked.Increment(ref _last);
        TaskCompletionSource<JsonNode> answer = _answers[id] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        JsonObject command = new() { ["id"] = id, ["method"] = method, ["params"] = parameters ?? [] };
        if (session is not null)
        {
            command["sessionId"] = session;
        }

        await _sending.WaitAsync();
        try
        {
            await _socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(command), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        }
        finally
        {
            _sending.Release();
        }

        return await answer.Task.WaitAsync(_patience);
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        await _reading;
        _socket.Dispose();
        _process.Dispose();
        _sending.Dispose();
        _end.Dispose();
        Directory.Delete(_profile, recursive: true);
    }

    /// <summary>Where it listens; what it prints afterwards is read and dropped, so that it never waits for a reader.</summary>
    private Task<string> AddressAsync()
    {
        TaskCompletionSource<string> found = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _process.ErrorDataReceived += (_, line) =>
        {
            if (Listening().Match(line.Data ?? "") is { Success: true } listening)
            {
                found.TrySetResult(listening.Groups[1].Value);
            }
        };
        _process.BeginErrorReadLine();
        return found.Task.WaitAsync(_patience);
    }

    private async Task ReadAsync()
    {
        byte[] part = new byte[64 * 1024];
        using MemoryStream message = new();
        try
        {
            while (!_end.IsCancellationRequested)
            {
                ValueWebSocketReceiveResult got = await _socket.ReceiveAsync(part.AsMemory(), _end.Token);
                message.Write(part.AsSpan(0, got.Count));
                if (got.EndOfMessage)
                {
                    Take(JsonNode.Parse(message.GetBuffer().AsSpan(0, (int)message.Length))!);
                    message.SetLength(0);
                }
            }
        }
        catch (Exception fault) when (fault is OperationCanceledException or WebSocketException)
        {
            foreach (TaskCompletionSource<JsonNode> waiting in _answers.Values)
            {
                waiting.TrySetException(new InvalidOperationException("chromium has ended", fault));
            }
        }
    }

    private void Take(JsonNode message)
    {
        if ((int?)message["id"] is { } id && _answers.TryRemove(id, out TaskCompletionSource<JsonNode>? waiting))
        {
            if (message["error"] is { } error)
            {
                waiting.TrySetException(new InvalidOperationException(error.ToJsonString()));
            }
            else
            {
                waiting.TrySetResult(message["result"]!);
            }
        }
        else if ((string?)message["sessionId"] is { } session && _pages.TryGetValue(session, out BrowserPage? page))
        {
            page.Hear((string)message["method"]!, message["params"]!);
        }
    }

    [GeneratedRegex("DevTools listening on (ws://.*)")]
    private static partial Regex Listening();
}
