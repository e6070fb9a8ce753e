using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Realtime.Benchmarks.Feeding;
using Realtime.Benchmarks.Workloads;

namespace Realtime.Benchmarks.Running;

/// <summary>The feeder from outside: a child process that is asked line by line.</summary>
internal sealed class FeederProcess : IDisposable
{
    private readonly Process _process;

    private FeederProcess(Process process) => _process = process;

    public int Id => _process.Id;

    /// <summary>What it said when the log was filled.</summary>
    public FeederAnswer Filled { get; private set; } = new();

    /// <summary>Starts it, registers every thing and sends all readings.</summary>
    /// <exception cref="InvalidOperationException">It could not fill the log.</exception>
    public static FeederProcess StartFilled(Workload load)
    {
        FeederProcess feeder = Start(load);
        feeder.Ask("register");
        feeder.Filled = feeder.Ask(string.Create(CultureInfo.InvariantCulture, $"send {load.Total}"));
        return feeder;
    }

    /// <summary>Starts it with an empty log.</summary>
    public static FeederProcess Start(Workload load)
    {
        ProcessStartInfo start = ChildProcess.Of("feeder", JsonSerializer.Serialize(load, BenchJson.Default.Workload));
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        return new FeederProcess(Process.Start(start)!);
    }

    /// <exception cref="InvalidOperationException">It failed, or has lost a part of the log.</exception>
    public FeederAnswer Ask(string command)
    {
        _process.StandardInput.WriteLine(command);
        _process.StandardInput.Flush();
        return Read();
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(TimeSpan.FromSeconds(10)))
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private FeederAnswer Read()
    {
        string line = _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("the feeder has ended; its error output says why");
        FeederAnswer answer = JsonSerializer.Deserialize(line, BenchJson.Default.FeederAnswer)!;
        return answer.Fault is null ? answer : throw new InvalidOperationException(answer.Fault);
    }
}
