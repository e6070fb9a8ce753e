using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Realtime.Integration.Tests.Servers;

/// <summary>A server started for one test in a folder of its own, on loopback, killed at the end.</summary>
public sealed class ServerProcess : IDisposable
{
    private readonly Process _process;
    private readonly StringWriter _output = new();

    private ServerProcess(Process process) => _process = process;

    /// <summary>What the server has printed, for a failing test's message.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    public static ServerProcess Start(string file, params string[] arguments)
    {
        var start = new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        var server = new ServerProcess(new Process { StartInfo = start });
        server._process.OutputDataReceived += server.Note;
        server._process.ErrorDataReceived += server.Note;
        server._process.Start();
        server._process.BeginOutputReadLine();
        server._process.BeginErrorReadLine();
        return server;
    }

    /// <summary>Skips the test aloud when the program is not installed; fails it when servers are required.</summary>
    public static void Require(string file, string package)
    {
        bool there = File.Exists(file);
        Assert.True(there || Environment.GetEnvironmentVariable("REALTIME_REQUIRE_SERVERS") != "1", $"{file} is missing; install {package}");
        Skip.IfNot(there, $"{file} is not installed (Debian package {package})");
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private void Note(object sender, DataReceivedEventArgs line)
    {
        lock (_output)
        {
            _output.WriteLine(line.Data);
        }
    }
}
