using Realtime.Domain;
using Realtime.Simulation.Tests.World;

namespace Realtime.Simulation.Tests.Judge;

/// <summary>
/// The same log read once, without any fault, by the simplest reader there can be: one loop per partition, no batches, no epochs, no
/// queue of deadlines. What the engine gave under faults has to be the same.
/// </summary>
public sealed class Reference
{
    private readonly Dictionary<ThingKey, Thing> _things = [];
    private readonly Dictionary<(string Alert, int Sequence), AlertChange> _alerts = [];
    private readonly Dictionary<string, string> _points = [];

    public Reference(VirtualLog log)
    {
        for (int partition = 0; partition < log.Partitions; partition++)
        {
            new Pass(this, partition, log.Partitions).Read(log);
        }
    }

    public IReadOnlyDictionary<ThingKey, Thing> Things => _things;

    public IReadOnlyDictionary<(string Alert, int Sequence), AlertChange> Alerts => _alerts;

    public IReadOnlyDictionary<string, string> Points => _points;

    private sealed class Pass(Reference all, int partition, int partitions)
    {
        private readonly Dictionary<string, ChannelEntry> _channels = [];
        private readonly Dictionary<ThingKey, Thing> _mine = [];
        private readonly StepOutput _output = new();

        public void Read(VirtualLog log)
        {
            IEnumerable<(LogRecord Record, int Topic)> inOrder = Enumerable.Range(0, Topics.Inputs.Count)
                .SelectMany(topic => log.Records(partition, topic).Select(record => (record, topic)))
                .OrderBy(entry => entry.record.Order);
            foreach ((LogRecord record, _) in inOrder)
            {
                for (int index = 0; index < record.Items.Count; index++)
                {
                    Apply(record.Items[index], new Position(record.Offset, index));
                    Collect();
                }
            }

            foreach ((ThingKey key, Thing thing) in _mine)
            {
                all._things[key] = thing;
            }
        }

        private void Apply(LogItem item, Position at)
        {
            if (item.Reading is { } reading && Partitioning.PartitionOf(reading.ThingId, partitions) == partition)
            {
                Thing thing = Get(reading.Key);
                _mine[reading.Key] = thing.Take(Machine(reading.Key), reading, at, View(reading.Source), _output, out _);
            }
            else if (item.Registration is { } registration)
            {
                Thing thing = Get(registration.Key);
                ChannelView? view = View(registration.Source ?? thing.Source);
                _mine[registration.Key] = thing.Register(Machine(registration.Key), registration, at, view, _output);
            }
            else if (item.Beat is { } beat)
            {
                ChannelEntry entry = ChannelRule.OnBeat(_channels.GetValueOrDefault(beat.ChannelId), beat, new StepOutput());
                _channels[beat.ChannelId] = entry;
                foreach (Thing due in _mine.Values.Where(thing => thing.Source == beat.ChannelId && thing.Due <= entry.Watermark).ToArray())
                {
                    _mine[due.Key] = due.Expire(Machine(due.Key), entry.View, _output);
                }
            }
        }

        private void Collect()
        {
            foreach (AlertChange change in _output.Alerts)
            {
                all._alerts[(change.AlertId, change.Sequence)] = change;
            }

            foreach (ResultPoint point in _output.Results)
            {
                Outside.Write(all._points, point);
            }

            _output.Clear();
        }

        private Thing Get(ThingKey key) => _mine.GetValueOrDefault(key) ?? Thing.New(key, Machine(key));

        private ChannelView? View(string? channel) =>
            channel is not null && _channels.TryGetValue(channel, out ChannelEntry? entry) ? entry.View : null;

        private static IThingMachine Machine(ThingKey key) => ThingMachines.For(key.Kind);
    }
}
