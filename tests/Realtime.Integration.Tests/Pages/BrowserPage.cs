using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Realtime.Tests.Support;

namespace Realtime.Integration.Tests.Pages;

/// <summary>One window: goes somewhere, presses keys, reads, takes pictures, and remembers every request and every complaint.</summary>
internal sealed class BrowserPage(Browser browser, string session)
{
    private readonly ConcurrentQueue<string> _complaints = new();
    private readonly ConcurrentQueue<string> _requests = new();
    private int _width;
    private int _height;

    /// <summary>Errors of scripts, of the console, of the content security policy, and requests that failed.</summary>
    public IReadOnlyCollection<string> Complaints => _complaints;

    /// <summary>Every address that was asked for.</summary>
    public IReadOnlyCollection<string> Requests => _requests;

    public static string Folder => Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "pictures")).FullName;

    public async Task PrepareAsync(int width, int height, bool dark)
    {
        (_width, _height) = (width, height);
        foreach (string domain in new[] { "Page", "Runtime", "Log", "Network" })
        {
            await CallAsync($"{domain}.enable");
        }

        await CallAsync("Emulation.setDeviceMetricsOverride", new() { ["width"] = width, ["height"] = height, ["deviceScaleFactor"] = 1, ["mobile"] = width < 600 });
        await CallAsync("Emulation.setEmulatedMedia", new() { ["features"] = new JsonArray(new JsonObject { ["name"] = "prefers-color-scheme", ["value"] = dark ? "dark" : "light" }) });
    }

    public async Task GoAsync(Uri address)
    {
        await CallAsync("Page.navigate", new() { ["url"] = address.AbsoluteUri });
        await UntilAsync($"{address} is there", "document.readyState === 'complete' && location.href !== 'about:blank'");
    }

    /// <summary>What an expression of the page gives, as text.</summary>
    public async Task<string> ReadAsync(string expression)
    {
        JsonNode answer = await CallAsync("Runtime.evaluate", new() { ["expression"] = expression, ["returnByValue"] = true, ["awaitPromise"] = true });
        Assert.True(answer["exceptionDetails"] is null, $"{expression}: {answer["exceptionDetails"]?.ToJsonString()}");
        return answer["result"]!["value"]?.ToString() ?? "";
    }

    public Task UntilAsync(string reason, string condition) =>
        Eventually.TrueAsync(reason, async () => await ReadAsync($"String(Boolean({condition}))") == "true", TimeSpan.FromSeconds(40), () => string.Join('\n', _complaints));

    /// <summary>Presses a key as a person does: down and up, with its text when it has one.</summary>
    public async Task PressAsync(string key, string? text = null)
    {
        int code = key switch { "Tab" => 9, "Enter" => 13, "ArrowLeft" => 37, "ArrowUp" => 38, "ArrowRight" => 39, "ArrowDown" => 40, _ => 0 };
        JsonObject down = new() { ["type"] = text is null && key != "Enter" ? "rawKeyDown" : "keyDown", ["key"] = key, ["code"] = key, ["windowsVirtualKeyCode"] = code };
        if ((text ?? (key == "Enter" ? "\r" : null)) is { } typed)
        {
            down["text"] = typed;
        }

        await CallAsync("Input.dispatchKeyEvent", down);
        await CallAsync("Input.dispatchKeyEvent", new() { ["type"] = "keyUp", ["key"] = key, ["code"] = key, ["windowsVirtualKeyCode"] = code });
    }

    /// <summary>Goes on with the Tab key until something has the focus for which the condition (about <c>at</c>) holds.</summary>
    public async Task TabToAsync(string reason, string condition, int most = 80)
    {
        for (int i = 0; i < most; i++)
        {
            await PressAsync("Tab");
            if (await ReadAsync($"String(Boolean((at => {condition})(document.activeElement)))") == "true")
            {
                Assert.Equal("true", await ReadAsync("String(document.activeElement.matches(':focus-visible'))"));
                return;
            }
        }

        Assert.Fail($"{reason}: not reached with {most} tabs; the focus is at {await ReadAsync("document.activeElement.outerHTML.slice(0, 200)")}");
    }

    /// <summary>A picture of the window from its top, as test output.</summary>
    public async Task PictureAsync(string name, int? height = null)
    {
        JsonNode shot = await CallAsync("Page.captureScreenshot", new()
        {
            ["captureBeyondViewport"] = true,
            ["clip"] = new JsonObject { ["x"] = 0, ["y"] = 0, ["width"] = _width, ["height"] = height ?? _height, ["scale"] = 1 },
        });
        byte[] picture = Convert.FromBase64String((string)shot["data"]!);
        await File.WriteAllBytesAsync(Path.Combine(Folder, $"{name}.png"), picture);
        Assert.True(picture.Length > 5_000, $"{name} is nearly empty");
    }

    /// <summary>An event of the window.</summary>
    public void Hear(string method, JsonNode parameters)
    {
        switch (method)
        {
            case "Network.requestWillBeSent":
                _requests.Enqueue((string)parameters["request"]!["url"]!);
                break;
            case "Runtime.exceptionThrown":
                _complaints.Enqueue($"script: {parameters["exceptionDetails"]!.ToJsonString()}");
                break;
            case "Runtime.consoleAPICalled" when (string?)parameters["type"] is "error" or "warning" or "assert":
                _complaints.Enqueue($"console: {parameters["args"]!.ToJsonString()}");
                break;
            case "Log.entryAdded" when (string?)parameters["entry"]!["level"] is "error" or "warning":
                _complaints.Enqueue($"log: {parameters["entry"]!.ToJsonString()}");
                break;
        }
    }

    private Task<JsonNode> CallAsync(string method, JsonObject? parameters = null) => browser.CallAsync(method, parameters, session);
}
