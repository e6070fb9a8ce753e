using Realtime.LoadGen.Ledger;

namespace Realtime.LoadGen.Oracle;

/// <summary>Sorts a ledger into the histories of its things.</summary>
public sealed class LedgerHistory
{
    private readonly Dictionary<string, LedgerLine> _registrations = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<HistoryRow>> _rows = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Topic, int Partition, string Channel), List<HistoryBeat>> _beats = [];
    private readonly HashSet<(string Topic, int Partition, long Offset)> _poison = [];
    private readonly HashSet<string> _undecided = new(StringComparer.Ordinal);
    private readonly HashSet<(string Topic, int Partition, string Channel)> _undecidedBeats = [];

    /// <summary>Lines that the broker acknowledged.</summary>
    public long Acknowledged { get; private set; }

    /// <summary>Lines nobody knows of; what depends on them cannot be judged.</summary>
    public long Unknown { get; private set; }

    /// <summary>Places of acknowledged records that nobody may take.</summary>
    public IReadOnlySet<(string Topic, int Partition, long Offset)> Poison => _poison;

    /// <summary>Takes one line; the order of lines does not matter.</summary>
    public LedgerHistory Add(LedgerLine line)
    {
        if (line.Outcome == "ok")
        {
            Acknowledged++;
            Keep(line);
        }
        else if (line.Outcome == "unknown")
        {
            Unknown++;
            Doubt(line);
        }

        return this;
    }

    /// <summary>Every thing that can be judged, in the order of the names.</summary>
    public IEnumerable<ThingHistory> Things() =>
        _registrations.Keys.Union(_rows.Keys).Order(StringComparer.Ordinal).Where(IsDecided).Select(HistoryOf);

    /// <summary>Every row of every thing that can be judged, late ones too, in log order.</summary>
    public IEnumerable<(string Thing, IReadOnlyList<HistoryRow> Rows, LedgerLine? Registration)> Rows() => _rows.Keys.Where(IsDecided)
        .Select(thing => (thing, InLogOrder(thing), _registrations.GetValueOrDefault(thing)));

    /// <summary>Whether everything the thing depends on is known.</summary>
    public bool IsDecided(string thing) => !_undecided.Contains(thing) && !(BeatsKeyOf(thing) is { } key && _undecidedBeats.Contains(key));

    private void Keep(LedgerLine line)
    {
        switch (line.What)
        {
            case LedgerLine.Registration:
                if (line.ReleaseLevel is not null || line.QuietSilenceLimitS is not null)
                {
                    _undecided.Add(line.Thing!);
                }

                if (!_registrations.TryGetValue(line.Thing!, out LedgerLine? known) || known.Offset < line.Offset)
                {
                    _registrations[line.Thing!] = line;
                }

                break;
            case LedgerLine.Poison:
                _poison.Add((line.Topic, line.Partition, line.Offset));
                break;
            case LedgerLine.Beat:
                ListOf(_beats, (line.Topic, line.Partition, line.Channel!))
                    .Add(new HistoryBeat(line.Offset, line.Time!.Value, TimeSpan.FromSeconds(line.IntervalS ?? 0)));
                break;
            default:
                if (line.Drill == true || line.Listed == true)
                {
                    // Drills run on a track of their own, lists have meanings of their own; this oracle follows neither.
                    _undecided.Add(line.Thing!);
                }

                ListOf(_rows, line.Thing!).Add(new HistoryRow(line.Offset, line.Index, line));
                break;
        }
    }

    private void Doubt(LedgerLine line)
    {
        if (line.What == LedgerLine.Poison)
        {
            return; // Whether it was refused or never arrived makes no difference to anything that counts.
        }

        if (line.What == LedgerLine.Beat)
        {
            _undecidedBeats.Add((line.Topic, line.Partition, line.Channel!));
        }
        else
        {
            _undecided.Add(line.Thing!);
        }
    }

    private ThingHistory HistoryOf(string thing)
    {
        List<HistoryRow> evaluated = [];
        foreach (HistoryRow row in InLogOrder(thing))
        {
            if (evaluated.Count == 0 || row.Time >= evaluated[^1].Time)
            {
                evaluated.Add(row);
            }
        }

        List<HistoryBeat> beats = BeatsKeyOf(thing) is { } key && _beats.TryGetValue(key, out List<HistoryBeat>? found) ? found : [];
        return new ThingHistory(thing, _registrations.GetValueOrDefault(thing), evaluated, Rising(beats));
    }

    private IReadOnlyList<HistoryRow> InLogOrder(string thing) => [.. _rows.GetValueOrDefault(thing, []).OrderBy(row => row.Offset).ThenBy(row => row.Index)];

    /// <summary>Log order; repeats and heartbeats that fall back say nothing new.</summary>
    private static List<HistoryBeat> Rising(List<HistoryBeat> beats)
    {
        List<HistoryBeat> rising = [];
        foreach (HistoryBeat beat in beats.OrderBy(beat => beat.Offset))
        {
            if (rising.Count == 0 || beat.Time >= rising[^1].Time)
            {
                rising.Add(beat);
            }
        }

        return rising;
    }

    /// <summary>The channel named by the rows, or else by the registration, in the thing's own partition; null when nobody vouches.</summary>
    private (string Topic, int Partition, string Channel)? BeatsKeyOf(string thing)
    {
        LedgerLine? row = _rows.TryGetValue(thing, out List<HistoryRow>? rows) ? rows[0].Line : null;
        LedgerLine? registration = _registrations.GetValueOrDefault(thing);
        string topic = "telemetry." + thing[..thing.IndexOf('/', StringComparison.Ordinal)];
        return (row?.Channel ?? registration?.Channel, registration ?? row) is ({ } channel, { } place) ? (topic, place.Partition, channel) : null;
    }

    private static List<TValue> ListOf<TKey, TValue>(Dictionary<TKey, List<TValue>> lists, TKey key)
        where TKey : notnull
    {
        if (!lists.TryGetValue(key, out List<TValue>? list))
        {
            lists[key] = list = [];
        }

        return list;
    }
}
