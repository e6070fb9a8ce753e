using Realtime.Domain;

namespace Realtime.Replay.Recordings;

/// <summary>A recording small enough to be held as readings. The bundled gauges and shelters are; see the classes that derive from it.</summary>
public abstract class MemoryRecording : Recording
{
    private readonly IReadOnlyList<Reading> _readings;

    /// <param name="registrations">Every thing of the recording.</param>
    /// <param name="readings">At least one, in time order; the row number is the index.</param>
    /// <exception cref="InvalidDataException">No readings, or they are not in time order.</exception>
    protected MemoryRecording(IReadOnlyList<Registration> registrations, IReadOnlyList<Reading> readings)
    {
        if (readings.Count == 0)
        {
            throw new InvalidDataException("a recording needs at least one row");
        }

        for (int i = 1; i < readings.Count; i++)
        {
            if (readings[i].Time < readings[i - 1].Time)
            {
                throw new InvalidDataException($"row {i} of the recording ({readings[i].Time:O}) is older than the row before it");
            }
        }

        Registrations = registrations;
        _readings = readings;
    }

    public override IReadOnlyList<Registration> Registrations { get; }

    public override long RowCount => _readings.Count;

    public override DateTimeOffset FirstTime => _readings[0].Time;

    public override DateTimeOffset LastTime => _readings[^1].Time;

    public override IEnumerable<RecordedRow> Rows(long from = 0)
    {
        for (long number = from; number < _readings.Count; number++)
        {
            yield return new RecordedRow(number, _readings[(int)number]);
        }
    }
}
