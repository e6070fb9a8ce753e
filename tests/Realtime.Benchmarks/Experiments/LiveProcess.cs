using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Realtime.Benchmarks.Contestants;
using Realtime.Benchmarks.Running;

namespace Realtime.Benchmarks.Experiments;

/// <summary>A contestant that goes on until it is stopped, and says how many readings it has judged whenever it is asked.</summary>
internal sealed class LiveProcess : IAsyncDisposable
{
    /// <summary>Begins the answers: the product writes to the same output.</summary>
    private const string Mark = "@readings ";

    private readonly Process _process;
    private readonly string _folder;

    private LiveProcess(Process process, string folder)
    {
        _process = process;
        _folder = folder;
    }

    public static LiveProcess Start(string name, Arena arena)
    {
        string folder = Directory.CreateTempSubdirectory("realtime-live-").FullName;
        Arena own = arena with { Directory = Path.Combine(folder, "data") };
        ProcessStartInfo start = ChildProcess.Of("live", name, JsonSerializer.Serialize(own, BenchJson.Default.Arena));
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.WorkingDirectory = folder;
        return new LiveProcess(Process.Start(start)!, folder);
    }

    /// <summary>The child's side.</summary>
    public static async Task<int> ServeAsync(string name, Arena arena)
    {
        IContestant contestant = Entrants.Named(name).Create(arena);
        await contestant.PrepareAsync();
        await contestant.StartAsync();
        while (Console.In.ReadLine() is not null)
        {
            if (contestant.Fault is { } fault)
            {
                throw new InvalidOperationException("the contestant failed", fault);
            }

            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Mark}{contestant.Readings}"));
        }

        return 0;
    }

    public async Task<long> ReadingsAsync()
    {
        await _process.StandardInput.WriteLineAsync("?");
        await _process.StandardInput.FlushAsync();
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith(Mark, StringComparison.Ordinal))
            {
                return long.Parse(line[Mark.Length..], CultureInfo.InvariantCulture);
            }
        }

        throw new InvalidOperationException("the contestant has ended; its error output says why");
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
