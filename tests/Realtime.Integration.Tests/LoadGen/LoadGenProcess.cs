using System.Diagnostics;
using Realtime.Integration.Tests.Dashboards;

namespace Realtime.Integration.Tests.LoadGen;

/// <summary>The executable <c>loadgen</c> in a process of its own.</summary>
internal sealed class LoadGenProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly Process _process;
    private readonly Task<string> _error;

    private LoadGenProcess(Process process)
    {
        _process = process;
        _error = process.StandardError.ReadToEndAsync();
    }

    public int Id => _process.Id;

    public static LoadGenProcess Start(params string[] arguments) => Run(Path.Combine(AppContext.BaseDirectory, "loadgen.dll"), arguments);

    private static LoadGenProcess Run(string program, string[] arguments)
    {
        ProcessStartInfo start = new("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.ArgumentList.Add(program);
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return new LoadGenProcess(Process.Start(start) ?? throw new InvalidOperationException("dotnet does not start"));
    }

    /// <summary>Runs to the end.</summary>
    public static async Task<LoadGenResult> RunAsync(params string[] arguments)
    {
        using LoadGenProcess process = Start(arguments);
        return await process.EndAsync();
    }

    /// <summary>Runs the checkout's own build to the end, which may take this long: the copy beside the tests lacks what their framework brings along.</summary>
    public static async Task<LoadGenResult> RunBuiltAsync(TimeSpan patience, params string[] arguments)
    {
        string configuration = AppContext.BaseDirectory.Contains("/Release/", StringComparison.Ordinal) ? "Release" : "Debug";
        using LoadGenProcess process = Run(Path.Combine(BoardFile.Root, "loadgen/Realtime.LoadGen/bin", configuration, "net10.0", "loadgen.dll"), arguments);
        return await process.EndAsync(patience);
    }

    /// <summary>Waits for the end; the process is killed and the test fails when it does not come.</summary>
    public Task<LoadGenResult> EndAsync() => EndAsync(Patience);

    private async Task<LoadGenResult> EndAsync(TimeSpan patience)
    {
        using CancellationTokenSource limit = new(patience);
        string output = await _process.StandardOutput.ReadToEndAsync(limit.Token);
        await _process.WaitForExitAsync(limit.Token);
        return new LoadGenResult(_process.ExitCode, output, await _error);
    }

    /// <summary>The next line of its output.</summary>
    public async Task<string> ReadLineAsync()
    {
        using CancellationTokenSource limit = new(Patience);
        return await _process.StandardOutput.ReadLineAsync(limit.Token)
            ?? throw new InvalidOperationException($"loadgen ended without a line: {await _error}");
    }

    /// <summary>Asks it to stop as Ctrl-C does.</summary>
    public void Interrupt()
    {
        using Process kill = Process.Start("kill", ["-INT", _process.Id.ToString(null, System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }
}

/// <summary>How it ended.</summary>
internal sealed record LoadGenResult(int Code, string Output, string Error);
