using System.Diagnostics;
using System.Text.Json;
using Realtime.Benchmarks.Contestants;
using Realtime.Benchmarks.Measuring;

namespace Realtime.Benchmarks.Running;

/// <summary>A contestant from outside: a child process with a folder of its own, gone when it has been measured.</summary>
internal static class ContestantProcess
{
    private const int LinesKept = 30;

    /// <summary>Runs it to its end.</summary>
    /// <param name="name">Of the contestant.</param>
    /// <param name="arena">Where; its folder is made and deleted here.</param>
    /// <param name="patience">Longest run.</param>
    /// <exception cref="InvalidOperationException">It failed or took too long; the message holds its last lines.</exception>
    public static async Task<Measurement> RunAsync(string name, Arena arena, TimeSpan patience)
    {
        string folder = Directory.CreateTempSubdirectory("realtime-benchmark-").FullName;
        string result = Path.Combine(folder, "result.json");
        Arena own = arena with { Directory = Path.Combine(folder, "data") };
        try
        {
            ProcessStartInfo start = ChildProcess.Of("contestant", name, JsonSerializer.Serialize(own, BenchJson.Default.Arena), result);
            start.RedirectStandardOutput = true;
            start.RedirectStandardError = true;
            start.WorkingDirectory = folder;
            using Process process = Process.Start(start)!;
            string last = await LastLinesAsync(process, patience);
            return process.ExitCode == 0
                ? JsonSerializer.Deserialize(await File.ReadAllTextAsync(result), BenchJson.Default.Measurement)!
                : throw new InvalidOperationException($"{name} ended with code {process.ExitCode}:\n{last}");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<string> LastLinesAsync(Process process, TimeSpan patience)
    {
        Queue<string> lines = new();
        process.OutputDataReceived += Note;
        process.ErrorDataReceived += Note;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using CancellationTokenSource limit = new(patience);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }

        lock (lines)
        {
            return string.Join('\n', lines);
        }

        void Note(object sender, DataReceivedEventArgs line)
        {
            lock (lines)
            {
                lines.Enqueue(line.Data ?? "");
                if (lines.Count > LinesKept)
                {
                    lines.Dequeue();
                }
            }
        }
    }
}
