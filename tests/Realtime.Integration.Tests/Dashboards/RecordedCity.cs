using Realtime.Domain;
using Realtime.Replay.Plan;
using Realtime.Replay.Recordings;
using Realtime.Streams.Historian;

namespace Realtime.Integration.Tests.Dashboards;

/// <summary>
/// The bundled recordings, played through the domain's machines in one partition: readings and heartbeats in the order of the
/// replay plan, deadlines when the channel's watermark has reached them. Gives the points and alert changes that the node publishes.
/// </summary>
internal sealed class RecordedCity
{
    /// <summary>Any full hour: every recording is shifted to it.</summary>
    public static readonly DateTimeOffset Start = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Dictionary<ThingKey, IThingState> _states = [];
    private readonly Dictionary<ThingKey, Registration> _registrations;
    private readonly StepOutput _output = new();
    private readonly List<ResultPoint> _points = [];
    private readonly List<AlertChange> _changes = [];
    private ChannelTable _channels = ChannelTable.Empty;

    private RecordedCity(IEnumerable<Registration> registrations) => _registrations = registrations.ToDictionary(registration => registration.Key);

    public IReadOnlyList<ResultPoint> Points => _points;

    public IReadOnlyList<AlertChange> Changes => _changes;

    /// <summary>The channels after the last item.</summary>
    public IEnumerable<ChannelEntry> Channels => _channels.Entries;

    /// <summary>Readings applied, by kind.</summary>
    public Dictionary<ThingKind, long> Readings { get; } = [];

    public static RecordedCity Play()
    {
        IReadOnlyList<Recording> recordings = RecordingCatalog.Bundled().Load(Path.Combine(BoardFile.Root, "tests", "data"));
        RecordedCity city = new(recordings.SelectMany(recording => recording.Registrations));
        foreach (ThingKey key in city._registrations.Keys.Order())
        {
            city.Step(key, (machine, state, context) => machine.OnRegistered(state, context, city._output));
        }

        foreach (PlannedItem item in ReplayPlan.Items(recordings, new ReplayClock(Start), ReplaySpeed.Max))
        {
            city.Take(item);
        }

        return city;
    }

    private void Take(PlannedItem item)
    {
        if (item.Beat is { } beat)
        {
            _channels = _channels.Apply(beat, _output);
            Publish();
            Expire(beat.ChannelId);
            return;
        }

        foreach (Reading reading in item.Frame ?? [item.Reading!])
        {
            Readings[reading.Kind] = Readings.GetValueOrDefault(reading.Kind) + 1;
            Step(reading.Key, (machine, state, context) => machine.OnReading(state, reading, context, _output));
        }
    }

    private void Expire(string channel)
    {
        DateTimeOffset watermark = _channels.View(channel)!.Value.Watermark;
        while (EarliestDue(channel) is { } next && next.Due <= watermark)
        {
            Step(next.Key, (machine, state, context) => machine.OnDeadline(state, context, _output));
        }
    }

    private (DateTimeOffset Due, ThingKey Key)? EarliestDue(string channel) => _registrations.Values
        .Where(registration => registration.Source == channel)
        .Select(registration => (Due: Machine(registration.Key).NextDue(StateOf(registration.Key), registration), registration.Key))
        .Where(found => found.Due is not null)
        .Select(found => ((DateTimeOffset Due, ThingKey Key)?)(found.Due!.Value, found.Key))
        .Min();

    private void Step(ThingKey key, Func<IThingMachine, IThingState, StepContext, IThingState> step)
    {
        Registration? registration = _registrations.GetValueOrDefault(key);
        _states[key] = step(Machine(key), StateOf(key), new StepContext(key, registration, _channels.View(registration?.Source)));
        Publish();
    }

    private IThingState StateOf(ThingKey key) => _states.GetValueOrDefault(key) ?? Machine(key).Initial;

    private static IThingMachine Machine(ThingKey key) => ThingMachines.For(key.Kind);

    private void Publish()
    {
        _points.AddRange(_output.Results);
        _points.AddRange(_output.Alerts.Select(AlertPoints.Of));
        _changes.AddRange(_output.Alerts);
        _output.Clear();
    }
}
