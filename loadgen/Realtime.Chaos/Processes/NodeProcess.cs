using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace Realtime.Chaos.Processes;

/// <summary>The real executable as a process of its own.</summary>
public sealed partial class NodeProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();

    private NodeProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Append(_output, line.Data);
        process.ErrorDataReceived += (_, line) => Append(_errors, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public HttpClient Http { get; } = new();

    public bool HasEnded => _process.HasExited;

    public string Output => Read(_output);

    public string Errors => Read(_errors);

    public static NodeProcess Start(string workingDirectory, params string[] arguments) => Start(workingDirectory, null, arguments);

    /// <param name="program">The node's program, a dll.</param>
    /// <param name="workingDirectory">Where it starts.</param>
    /// <param name="arguments">Its options.</param>
    /// <param name="environment">Variables beside our own.</param>
    public static NodeProcess Start(string program, string workingDirectory, string[] arguments, IReadOnlyDictionary<string, string?> environment)
    {
        ProcessStartInfo start = new("dotnet", [program, .. arguments])
        {
            WorkingDirectory = workingDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string? value) in environment)
        {
            start.Environment[name] = value;
        }

        return new NodeProcess(Process.Start(start)!);
    }

    /// <summary>Starts the program that <c>REALTIME_NODE</c> names, a published one for instance, or the one beside this assembly.</summary>
    /// <param name="workingDirectory">Where it starts.</param>
    /// <param name="fault">Value of <c>REALTIME_FAULT</c>: where it shall kill itself; null = nowhere.</param>
    /// <param name="arguments">Its options.</param>
    public static NodeProcess Start(string workingDirectory, string? fault, string[] arguments)
    {
        string program = Environment.GetEnvironmentVariable("REALTIME_NODE")
            ?? Path.Combine(Path.GetDirectoryName(typeof(NodeProcess).Assembly.Location)!, "Realtime.Cluster.dll");
        return Start(program, workingDirectory, arguments, new Dictionary<string, string?> { ["REALTIME_FAULT"] = fault });
    }

    /// <summary>Waits until the page's address is printed and uses it from then on.</summary>
    public async Task ServingAsync()
    {
        await SaysAsync("the address of the page", "^Page: +http://localhost:[0-9]+");
        Http.BaseAddress = new Uri(AddressLine().Match(Output).Groups[1].Value);
    }

    public Task SaysAsync(string what, string pattern, TimeSpan? timeout = null) => Patience.UntilAsync(
        $"the node prints {what}",
        () => Regex.IsMatch(Output, pattern, RegexOptions.Multiline) || (_process.HasExited ? throw new InvalidOperationException("the node has ended") : false),
        timeout ?? TimeSpan.FromSeconds(90),
        () => Output + Errors);

    /// <summary>SIGTERM, as a service manager sends it; the exit code when it has ended.</summary>
    public async Task<int> StopAsync()
    {
        Signal("TERM");
        return await EndAsync();
    }

    /// <summary>Any signal by its name, for example STOP and CONT.</summary>
    public void Signal(string name)
    {
        using Process signal = Process.Start("kill", [$"-{name}", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        signal.WaitForExit();
    }

    /// <summary>SIGKILL: nothing is flushed, nobody says goodbye.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Waits until it has ended by itself.</summary>
    public async Task<int> EndAsync()
    {
        await Patience.UntilAsync("the node ends", () => _process.HasExited, TimeSpan.FromSeconds(90), () => Output + Errors);
        await _process.WaitForExitAsync(); // Also waits for the last lines.
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        Http.Dispose();
        _process.Dispose();
    }

    private static void Append(StringBuilder to, string? line)
    {
        lock (to)
        {
            to.Append(line is null ? "" : line + "\n");
        }
    }

    private static string Read(StringBuilder from)
    {
        lock (from)
        {
            return from.ToString();
        }
    }

    [GeneratedRegex("^Page: +(http://localhost:[0-9]+)", RegexOptions.Multiline)]
    private static partial Regex AddressLine();
}
