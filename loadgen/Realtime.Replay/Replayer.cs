using Realtime.Domain;
using Realtime.Replay.Plan;
using Realtime.Replay.Recordings;
using Realtime.Replay.Sending;

namespace Realtime.Replay;

/// <summary>How recordings are replayed.</summary>
public sealed record ReplayOptions
{
    /// <summary>The common start; the same in every run that goes on with the same receiver.</summary>
    public required ReplayClock Clock { get; init; }

    /// <summary>Event seconds per second.</summary>
    public ReplaySpeed Speed { get; init; } = ReplaySpeed.Times(3600);
}

/// <summary>
/// Replays recordings as channels: registrations first, then rows and heartbeats merged by event time, from the receiver's durable
/// positions on. Repeats after a crash carry the same origin and are recognised by the things.
/// </summary>
/// <param name="recordings">In the order that decides ties.</param>
/// <param name="options">Start and pace.</param>
/// <param name="sink">The way out; belongs to the caller.</param>
/// <param name="gate">The receiver.</param>
/// <param name="time">The sender's clock.</param>
public sealed class Replayer(IReadOnlyList<Recording> recordings, ReplayOptions options, ITelemetrySink sink, IReplayGate gate, TimeProvider time)
{
    private readonly ScheduledSender _sender = new(sink, gate, options.Speed, time);

    /// <summary>Where the run stands; may be read from any thread.</summary>
    public ReplayProgress Progress => _sender.Progress;

    /// <summary>Replays to the end. Cancellation stops at once; what was handed to the sink is the sink's.</summary>
    /// <exception cref="TelemetrySendException">A record could not be delivered.</exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        IReadOnlyDictionary<string, long> positions = await gate.DurablePositionsAsync(cancellation).ConfigureAwait(false);
        await _sender.RegisterAsync([.. recordings.SelectMany(recording => recording.Registrations)], cancellation).ConfigureAwait(false);
        long total = recordings.Sum(recording => Remaining(recording, positions));
        await _sender.SendAsync(ReplayPlan.Items(recordings, options.Clock, options.Speed, positions), GoesOnAt(positions), total, cancellation).ConfigureAwait(false);
    }

    /// <summary>
    /// Event time that is due at once when a run goes on: where the furthest channel stands. The others' first items are older (a channel with
    /// a row a day, one that is over) and are sent at once too: paced from the oldest one, every live channel would stand still until then.
    /// </summary>
    private DateTimeOffset? GoesOnAt(IReadOnlyDictionary<string, long> positions) => recordings
        .Where(recording => positions.TryGetValue(recording.Name, out long position) && position >= 0)
        .Select(recording => (DateTimeOffset?)options.Clock.Shift(recording, recording.Rows(positions[recording.Name]).First().Reading.Time))
        .Max();

    private static long Remaining(Recording recording, IReadOnlyDictionary<string, long> positions) =>
        recording.RowCount - (positions.TryGetValue(recording.Name, out long position) ? position + 1 : 0);
}
