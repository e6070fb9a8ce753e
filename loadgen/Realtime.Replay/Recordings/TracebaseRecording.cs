using Realtime.Domain;

namespace Realtime.Replay.Recordings;

/// <summary>Smart-plug power of one TV (or of a receiver) in Darmstadt, 2011 to 2012: one plug is one household and one channel.</summary>
public sealed class TracebaseRecording : Recording
{
    private readonly string _plug;
    private readonly TracebaseRows _rows;

    private TracebaseRecording(string plug, TracebaseRows rows, RecordingOptions options)
    {
        _plug = plug;
        _rows = rows;
        Registrations = [Register(options)];
    }

    public override string Name => "tracebase-" + ThingId;

    /// <summary>Kind of set and plug in lower case, for example <c>tv-lcd-b80e51</c>.</summary>
    public string ThingId => _plug.Replace('_', '-').ToLowerInvariant();

    public override ThingKind Kind => ThingKind.Household;

    /// <summary>
    /// Darmstadt's standard time. The source states no zone; a constant offset keeps event time free of the jumps of summer time,
    /// at the price that summer rows may carry an offset that is an hour off.
    /// </summary>
    public override TimeSpan UtcOffset => TracebaseRows.Offset;

    public override string Covers => $"power plug of one household ({_plug.Replace('_', ' ')}), Darmstadt";

    public override string Credit =>
        "Contains information from the tracebase data set, which is made available at http://www.tracebase.org under the Open Database License (ODbL).";

    public override TimeSpan HeartbeatInterval => TimeSpan.FromMinutes(10);

    public override IReadOnlyList<Registration> Registrations { get; }

    public override long RowCount => _rows.Count;

    public override DateTimeOffset FirstTime => _rows.TimeOf(0);

    public override DateTimeOffset LastTime => _rows.TimeOf(_rows.Count - 1);

    /// <summary>A receiver that never sleeps says nothing about viewing.</summary>
    private bool IsReceiver => _plug.StartsWith("DigitalTvReceiver", StringComparison.Ordinal);

    /// <summary>Reads every <c>tracebase_KIND_PLUG.csv.gz</c> of the folder, in the order of the names.</summary>
    /// <exception cref="InvalidDataException">A line cannot be understood.</exception>
    public static IEnumerable<TracebaseRecording> Load(string folder, RecordingOptions options)
    {
        const string prefix = "tracebase_";
        const string suffix = ".csv.gz";
        foreach (string path in Directory.GetFiles(folder, prefix + "*" + suffix).Order(StringComparer.Ordinal))
        {
            string plug = Path.GetFileName(path)[prefix.Length..^suffix.Length];
            yield return new TracebaseRecording(plug, TracebaseRows.Read(path), options);
        }
    }

    public override IEnumerable<RecordedRow> Rows(long from = 0)
    {
        for (long number = from; number < _rows.Count; number++)
        {
            yield return new RecordedRow(number, Read((int)number));
        }
    }

    private HouseholdReading Read(int index) => new()
    {
        ThingId = ThingId,
        Time = _rows.TimeOf(index),
        PowerW = _rows.PowerOf(index),
    };

    private Registration Register(RecordingOptions options) => new()
    {
        Key = new ThingKey(ThingKind.Household, ThingId),
        Municipality = "Darmstadt",
        Name = _plug.Replace('_', ' '),
        Source = Name,
        NoViewingLimit = IsReceiver ? null : options.NoViewingLimit,
    };
}
