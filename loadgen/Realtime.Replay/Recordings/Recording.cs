using Realtime.Domain;

namespace Realtime.Replay.Recordings;

/// <summary>
/// What one source recorded: its things and its rows in time order. A recording is one channel when it is replayed.
/// Another source is another class; where its files lie is an argument of its loader.
/// </summary>
public abstract class Recording
{
    /// <summary>Name of the recording, of its channel, and of the origin of its readings.</summary>
    public abstract string Name { get; }

    /// <summary>Kind of its things; decides the topic.</summary>
    public abstract ThingKind Kind { get; }

    /// <summary>
    /// Offset of the times below. Constant over the whole recording, also where the place has summer time:
    /// with a jumping offset event time would stand still or leap for an hour, and a pause would get a wrong length.
    /// </summary>
    public abstract TimeSpan UtcOffset { get; }

    /// <summary>What the channel covers, in words for people.</summary>
    public abstract string Covers { get; }

    /// <summary>Whose data this is and under which licence, in one line.</summary>
    public abstract string Credit { get; }

    /// <summary>Event time between two heartbeats of the channel.</summary>
    public abstract TimeSpan HeartbeatInterval { get; }

    /// <summary>The registry's entries for every thing of the recording.</summary>
    public abstract IReadOnlyList<Registration> Registrations { get; }

    /// <summary>Number of rows, 1 or more; the last row has number <c>RowCount - 1</c>.</summary>
    public abstract long RowCount { get; }

    /// <summary>Original time of the first row.</summary>
    public abstract DateTimeOffset FirstTime { get; }

    /// <summary>Original time of the last row.</summary>
    public abstract DateTimeOffset LastTime { get; }

    /// <summary>Rows in time order, starting with number <paramref name="from"/>; none when it is past the end. Repeatable.</summary>
    public abstract IEnumerable<RecordedRow> Rows(long from = 0);
}

/// <summary>One row of a recording as a reading at its original time, without source and origin.</summary>
/// <param name="Number">0-based, rising by one; the same in every run, so that repeats are recognised by it.</param>
/// <param name="Reading">The reading.</param>
public readonly record struct RecordedRow(long Number, Reading Reading);

/// <summary>What the recordings leave open and the registry needs.</summary>
public sealed record RecordingOptions
{
    /// <summary>No viewing for this long is an alert (households with a TV).</summary>
    public TimeSpan NoViewingLimit { get; init; } = TimeSpan.FromHours(24);

    /// <summary>A river gauge that says nothing for longer than this is an alert; the gauges report about hourly.</summary>
    public TimeSpan GaugeSilenceLimit { get; init; } = TimeSpan.FromHours(6);
}
