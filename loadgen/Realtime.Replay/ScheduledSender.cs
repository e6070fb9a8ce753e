using Realtime.Domain;
using Realtime.Replay.Plan;
using Realtime.Replay.Sending;

namespace Realtime.Replay;

/// <summary>Sends registrations, waits for them, then sends a plan at its pace. Shared by recordings and the synthetic city.</summary>
/// <param name="sink">The way out.</param>
/// <param name="gate">The receiver.</param>
/// <param name="speed">The pace.</param>
/// <param name="time">The sender's clock.</param>
public sealed class ScheduledSender(ITelemetrySink sink, IReplayGate gate, ReplaySpeed speed, TimeProvider time)
{
    private volatile ReplayProgress _progress = ReplayProgress.Nothing;

    /// <summary>Where the run stands; may be read from any thread.</summary>
    public ReplayProgress Progress => _progress;

    /// <summary>Sends the registrations and completes when the receiver has applied them.</summary>
    /// <exception cref="TelemetrySendException">A record could not be delivered.</exception>
    public async Task RegisterAsync(IReadOnlyCollection<Registration> registrations, CancellationToken cancellation)
    {
        foreach (Registration registration in registrations)
        {
            OutgoingRecord record = TelemetryRouter.RegistryRecord(registration, sink.Partitions, time.GetUtcNow());
            await sink.SendAsync(record, cancellation).ConfigureAwait(false);
        }

        await sink.FlushAsync(cancellation).ConfigureAwait(false);
        await gate.RegistrationsAppliedAsync([.. registrations.Select(registration => registration.Key)], cancellation).ConfigureAwait(false);
    }

    /// <summary>Sends the items in their order, each when it is due, and completes when all were acknowledged.</summary>
    /// <param name="items">In time order.</param>
    /// <param name="origin">Event time that is due at once; null = the first item's, so that a resumed run starts without a wait.</param>
    /// <param name="total">Readings in it, for the progress; 0 = not known.</param>
    /// <param name="cancellation">Stops sending; what was handed over is still given to the broker by the sink's owner.</param>
    /// <exception cref="TelemetrySendException">A record could not be delivered.</exception>
    public async Task SendAsync(IEnumerable<PlannedItem> items, DateTimeOffset? origin, long total, CancellationToken cancellation)
    {
        _progress = ReplayProgress.Nothing with { ReadingsTotal = total };
        Pacer? pacer = null;
        foreach (PlannedItem item in items)
        {
            cancellation.ThrowIfCancellationRequested();
            pacer ??= new Pacer(speed, origin ?? item.Time, time);
            DateTimeOffset dueAt = await pacer.WaitAsync(item.Time, cancellation).ConfigureAwait(false);
            int readings = await TelemetryRouter.SendAsync(sink, item, dueAt, cancellation).ConfigureAwait(false);
            _progress = _progress.After(readings, item.Time, pacer.LagOf(dueAt));
        }

        await sink.FlushAsync(cancellation).ConfigureAwait(false);
        _progress = _progress with { Finished = true };
    }
}
