using System.Diagnostics;
using System.Globalization;

namespace Realtime.Integration.Tests.Servers;

/// <summary>A PostgreSQL cluster of its own in a temporary folder, on loopback. It refuses to run as root, so root runs it as the package's user.</summary>
internal sealed class PostgresServer : IDisposable
{
    private const string Programs = "/usr/lib/postgresql/15/bin";
    private const string PackageUser = "postgres";

    private readonly string _folder = Directory.CreateTempSubdirectory("realtime-postgres-").FullName;

    /// <summary>Creates the cluster and waits until it takes connections; skips the test aloud when PostgreSQL is not installed.</summary>
    public PostgresServer()
    {
        try
        {
            Start(ServerProcess.FreePort().ToString(CultureInfo.InvariantCulture));
        }
        catch
        {
            Directory.Delete(_folder, recursive: true);
            throw;
        }
    }

    /// <summary>For Npgsql.</summary>
    public string ConnectionString { get; private set; } = "";

    private string Data => Path.Combine(_folder, "data");

    public void Dispose()
    {
        Run("pg_ctl", "stop", "-s", "-D", Data, "-m", "immediate", "-w");
        Directory.Delete(_folder, recursive: true);
    }

    private void Start(string port)
    {
        ServerProcess.Require(Path.Combine(Programs, "initdb"), "postgresql-15");
        if (Environment.IsPrivilegedProcess)
        {
            RunProgram("chown", PackageUser, _folder);
        }

        // Only the node is killed in tests, never the machine: nothing has to be flushed to disk.
        Run("initdb", "-D", Data, "-U", "realtime", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync");
        string options = $"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={_folder} -c fsync=off";
        Run("pg_ctl", "start", "-s", "-D", Data, "-l", Path.Combine(_folder, "log"), "-w", "-o", options);
        ConnectionString = $"Host=127.0.0.1;Port={port};Database=postgres;Username=realtime";
    }

    private void Run(string program, params string[] arguments)
    {
        string path = Path.Combine(Programs, program);
        if (Environment.IsPrivilegedProcess)
        {
            RunProgram("runuser", ["-u", PackageUser, "--", path, .. arguments]);
        }
        else
        {
            RunProgram(path, arguments);
        }
    }

    // Its output goes to the test's own: the server that pg_ctl leaves behind would hold a pipe open.
    private void RunProgram(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = _folder })!;
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}");
    }
}
