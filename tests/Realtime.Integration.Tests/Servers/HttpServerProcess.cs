using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Realtime.Tests.Support;

namespace Realtime.Integration.Tests.Servers;

/// <summary>A real server as a child process with a folder of its own; both go when it is disposed.</summary>
internal sealed class HttpServerProcess : IAsyncDisposable
{
    private const int TailLines = 20;

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _tail = new();

    private HttpServerProcess(Process process, string folder)
    {
        _process = process;
        Folder = folder;
    }

    /// <summary>Its files.</summary>
    public string Folder { get; }

    /// <summary>A new empty folder under the system's temporary one.</summary>
    public static string NewFolder() => Directory.CreateTempSubdirectory("realtime-test-").FullName;

    /// <summary>A TCP port of the loopback that is free now.</summary>
    public static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Starts the program and waits until the address answers with success.</summary>
    public static async Task<HttpServerProcess> StartAsync(string program, IEnumerable<string> arguments, string folder, Uri ready)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        HttpServerProcess server = new(Process.Start(start)!, folder);
        server._process.OutputDataReceived += (_, line) => server.Keep(line.Data);
        server._process.ErrorDataReceived += (_, line) => server.Keep(line.Data);
        server._process.BeginOutputReadLine();
        server._process.BeginErrorReadLine();
        using HttpClient http = new();
        try
        {
            await Eventually.TrueAsync(
                $"{Path.GetFileName(program)} answers at {ready}",
                async () => (await http.GetAsync(ready)).IsSuccessStatusCode,
                found: () => string.Join('\n', server._tail));
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }

        return server;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private void Keep(string? line)
    {
        if (line is null)
        {
            return;
        }

        _tail.Enqueue(line);
        while (_tail.Count > TailLines)
        {
            _tail.TryDequeue(out _);
        }
    }
}
