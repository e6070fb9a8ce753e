using System.Diagnostics;
using System.Globalization;

namespace Realtime.Chaos.Processes;

/// <summary>A PostgreSQL cluster of its own in a temporary folder, on loopback. It refuses to run as root, so root runs it as the package's user.</summary>
public class Postgres : IDisposable
{
    /// <summary>Where Debian's package puts the programs.</summary>
    public const string DebianPrograms = "/usr/lib/postgresql/15/bin";

    private const string PackageUser = "postgres";

    private readonly string _folder = Directory.CreateTempSubdirectory("realtime-postgres-").FullName;
    private readonly string _programs;

    /// <summary>Creates the cluster and waits until it takes connections.</summary>
    /// <param name="programs">Folder of initdb and pg_ctl.</param>
    /// <exception cref="InvalidOperationException">It does not start.</exception>
    public Postgres(string programs = DebianPrograms)
    {
        _programs = programs;
        Port = FreePorts.Next();
        ConnectionString = ConnectionStringAt(Port);
        try
        {
            Create();
            Start();
        }
        catch
        {
            Directory.Delete(_folder, recursive: true);
            throw;
        }
    }

    public int Port { get; }

    /// <summary>For Npgsql.</summary>
    public string ConnectionString { get; }

    private string Data => Path.Combine(_folder, "data");

    /// <summary>The same database through another port of this machine.</summary>
    public static string ConnectionStringAt(int port) =>
        string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={port};Database=postgres;Username=realtime");

    /// <summary>Starts the server after <see cref="Stop"/>; returns when it takes connections.</summary>
    public void Start()
    {
        // Only processes are killed, never the machine: nothing has to be flushed to disk.
        string options = string.Create(CultureInfo.InvariantCulture, $"-p {Port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={_folder} -c fsync=off");
        Run("pg_ctl", "start", "-s", "-D", Data, "-l", Path.Combine(_folder, "log"), "-w", "-o", options);
    }

    /// <summary>Aborts every connection and stops, as a crash of the server does; committed work stays.</summary>
    public void Stop() => Run("pg_ctl", "stop", "-s", "-D", Data, "-m", "immediate", "-w");

    public void Dispose()
    {
        if (File.Exists(Path.Combine(Data, "postmaster.pid")))
        {
            Stop();
        }

        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    private void Create()
    {
        if (Environment.IsPrivilegedProcess)
        {
            RunProgram("chown", PackageUser, _folder);
        }

        Run("initdb", "-D", Data, "-U", "realtime", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync");
    }

    private void Run(string program, params string[] arguments)
    {
        string path = Path.Combine(_programs, program);
        if (Environment.IsPrivilegedProcess)
        {
            RunProgram("runuser", ["-u", PackageUser, "--", path, .. arguments]);
        }
        else
        {
            RunProgram(path, arguments);
        }
    }

    // Its output goes to our own error stream's file: the server that pg_ctl leaves behind would hold a pipe open.
    private void RunProgram(string program, params string[] arguments)
    {
        string line = string.Join(' ', new[] { program }.Concat(arguments).Select(part => $"'{part}'"));
        using Process process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", $"exec {line} >'{_folder}/out' 2>&1 </dev/null"]) { WorkingDirectory = _folder })!;
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{line} ended with {process.ExitCode}: {File.ReadAllText(Path.Combine(_folder, "out"))}");
        }
    }
}
