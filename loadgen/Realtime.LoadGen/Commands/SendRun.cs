using System.Globalization;
using Realtime.LoadGen.Ledger;
using Realtime.Replay;
using Realtime.Replay.Sending;

namespace Realtime.LoadGen.Commands;

/// <summary>Something that sends, and how far it is.</summary>
internal sealed record SendJob(Func<CancellationToken, Task> RunAsync, Func<ReplayProgress> Progress);

/// <summary>Runs a job against Kafka: ledger, connection, progress, summary, exit code.</summary>
internal static class SendRun
{
    public static async Task<int> RunAsync(SendSettings settings, Func<ITelemetrySink, IReplayGate, SendJob> create, CancellationToken cancellation)
    {
        try
        {
            using LedgerFile? ledger = settings.Ledger is { } path ? new LedgerFile(path) : null;
            KafkaSinkSettings kafka = new() { BootstrapServers = settings.Bootstrap };
            await using KafkaTelemetrySink sink = await KafkaTelemetrySink.ConnectAsync(kafka, TimeProvider.System, ledger, cancellation);
            using HttpReplayGate? api = settings.Api is { } address ? new HttpReplayGate(address, sink.Partitions, TimeProvider.System) : null;
            return await RunAsync(settings, create(sink, api is null ? OpenReplayGate.Instance : api), cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return ExitCodes.Interrupted;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            await settings.Error.WriteLineAsync($"cannot write the ledger: {fault.Message}");
            return ExitCodes.Usage;
        }
        catch (Exception fault) when (fault is BrokerUnreachableException or TelemetrySendException or ReceiverUnreachableException)
        {
            await settings.Error.WriteLineAsync(fault.Message);
            return ExitCodes.Unreachable;
        }
    }

    private static async Task<int> RunAsync(SendSettings settings, SendJob job, CancellationToken cancellation)
    {
        long began = TimeProvider.System.GetTimestamp();
        bool interrupted = false;
        await using (ProgressLines.Start(job.Progress, settings.Error))
        {
            try
            {
                await job.RunAsync(cancellation);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                interrupted = true;
            }
        }

        ReplayProgress end = job.Progress();
        TimeSpan elapsed = TimeProvider.System.GetElapsedTime(began);
        await settings.Output.WriteLineAsync(Summary(end, elapsed, settings.Ledger, interrupted));
        if (interrupted)
        {
            return ExitCodes.Interrupted;
        }

        if (end.LagMax <= settings.LateMax)
        {
            return ExitCodes.Ok;
        }

        await settings.Error.WriteLineAsync($"the generator was up to {Seconds(end.LagMax)} late, allowed are {Seconds(settings.LateMax)} (--late-max)");
        return ExitCodes.Late;
    }

    private static string Summary(ReplayProgress end, TimeSpan elapsed, string? ledger, bool interrupted) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        {(interrupted ? "interrupted" : "sent")}: {end.ReadingsSent:N0} readings in {elapsed.TotalSeconds:N1} s ({end.ReadingsSent / Math.Max(elapsed.TotalSeconds, 0.001):N0}/s)
        event time: {(end.EventTime is { } time ? $"up to {time:yyyy-MM-ddTHH:mm:sszzz}" : "nothing sent")}
        lateness: worst {Seconds(end.LagMax)}, at the end {Seconds(end.Lag)}
        ledger: {ledger ?? "none"}
        """);

    private static string Seconds(TimeSpan span) => string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:N3} s");
}
