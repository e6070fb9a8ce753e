namespace Realtime.Domain;

/// <summary>State of a thing: immutable, serialisable as JSON, replaced as a whole.</summary>
public interface IThingState;

/// <summary>
/// What the partition knows of the channel that delivers a thing's readings.
/// </summary>
/// <param name="Id">The channel.</param>
/// <param name="Watermark">Event time up to which the channel vouches, in this partition.</param>
/// <param name="ObservedSince">Start of the present unbroken run of heartbeats: silence before it was not observed.</param>
public readonly record struct ChannelView(string Id, DateTimeOffset Watermark, DateTimeOffset ObservedSince);

/// <summary>What a step may look at beside the state: never a clock.</summary>
/// <param name="Key">The thing.</param>
/// <param name="Registration">What the registry says; null = unregistered.</param>
/// <param name="Channel">The channel that vouches for the thing; null when none does, and then no absence rule runs.</param>
public readonly record struct StepContext(ThingKey Key, Registration? Registration, ChannelView? Channel)
{
    /// <summary>The event mode in force at the time that is judged; null = none. <see cref="Registration"/> is what holds under it.</summary>
    public EventMode? Mode { get; init; }

    /// <summary>The name for people.</summary>
    public string DisplayName => Registration is { Name.Length: > 0 } registration ? registration.Name : Key.Id;
}

/// <summary>Collects what steps produce beside the next state. Filled by the machine only, one step at a time.</summary>
public sealed class StepOutput
{
    private readonly List<AlertChange> _alerts = [];
    private readonly List<ResultPoint> _results = [];
    private readonly List<Reading> _words = [];

    /// <summary>Working memory of a machine, so that a step needs no new one; it means nothing from one step to the next.</summary>
    internal object? Scratch { get; set; }

    public IReadOnlyList<AlertChange> Alerts => _alerts;

    public IReadOnlyList<ResultPoint> Results => _results;

    /// <summary>
    /// Readings for other things. They go through the log like everybody's, and the step is stored only when they are in it; after a crash
    /// they may come again, so whoever takes them has to know a repeat.
    /// </summary>
    public IReadOnlyList<Reading> Words => _words;

    public void Add(AlertChange change) => _alerts.Add(change);

    public void Add(ResultPoint point) => _results.Add(point);

    public void Add(Reading word) => _words.Add(word);

    /// <summary>How much there is now, to go back to when a step fails half-way.</summary>
    public StepMark Mark() => new(_alerts.Count, _results.Count, _words.Count);

    /// <summary>Forgets everything that came after the mark.</summary>
    public void Rollback(StepMark mark)
    {
        _alerts.RemoveRange(mark.Alerts, _alerts.Count - mark.Alerts);
        _results.RemoveRange(mark.Results, _results.Count - mark.Results);
        _words.RemoveRange(mark.Words, _words.Count - mark.Words);
    }

    /// <summary>Replaces everything that came after the mark; null leaves it out.</summary>
    internal void Rewrite(StepMark mark, Func<AlertChange, AlertChange> alert, Func<ResultPoint, ResultPoint?> result, Func<Reading, Reading?> word)
    {
        AlertChange[] alerts = [.. _alerts.Skip(mark.Alerts).Select(alert)];
        ResultPoint[] results = [.. _results.Skip(mark.Results).Select(result).OfType<ResultPoint>()];
        Reading[] words = [.. _words.Skip(mark.Words).Select(word).OfType<Reading>()];
        Rollback(mark);
        _alerts.AddRange(alerts);
        _results.AddRange(results);
        _words.AddRange(words);
    }

    public void Clear()
    {
        _alerts.Clear();
        _results.Clear();
        _words.Clear();
    }
}

/// <summary>A point in a <see cref="StepOutput"/>.</summary>
public readonly record struct StepMark(int Alerts, int Results, int Words);

/// <summary>What people and programs see of a thing now.</summary>
/// <param name="Key">The thing.</param>
/// <param name="Name">Name for people.</param>
/// <param name="Municipality">Owner.</param>
/// <param name="Registered">False: it sends, but nobody registered it.</param>
/// <param name="LastReading">Event time of its newest reading; null = none yet.</param>
/// <param name="Status">One word or a short phrase: "normal", "level 3", "closed", "unobservable", ...</param>
/// <param name="Detail">The numbers behind it in one line, with units.</param>
/// <param name="Level">0 normal, else the level of the worst open alert of the thing.</param>
/// <param name="Latitude">WGS84, null when unknown.</param>
/// <param name="Longitude">WGS84, null when unknown.</param>
/// <param name="Fields">The present numbers by field name, as in the time series.</param>
public sealed record ThingView(
    ThingKey Key,
    string Name,
    string Municipality,
    bool Registered,
    DateTimeOffset? LastReading,
    string Status,
    string Detail,
    int Level,
    double? Latitude,
    double? Longitude,
    IReadOnlyList<ResultField> Fields)
{
    /// <summary>Registered district; null = none.</summary>
    public string? Area { get; init; }

    /// <summary>What it is within its kind: the sensor's type as in records (<c>river_level</c>), the vehicle's registered one (<c>plough</c>); "" = nothing is known.</summary>
    public string Type { get; init; } = "";

    /// <summary>Vehicles: what only they have beside numbers; null = no position yet, or another kind.</summary>
    public VehicleFacts? Vehicle { get; init; }
}

/// <summary>A vehicle's newest position in the words of GTFS-Realtime.</summary>
/// <param name="PositionTime">When it was measured.</param>
/// <param name="HeadingDeg">Degrees clockwise from north.</param>
/// <param name="Occupancy">How full it is.</param>
public sealed record VehicleFacts(DateTimeOffset PositionTime, double? HeadingDeg, OccupancyStatus? Occupancy);

/// <summary>
/// The pure state machine of one kind of thing: (state, input, context) to (next state, output). The same inputs in the same
/// order always give the same states, alerts (with the same ids) and results; that is what makes a replay harmless.
/// </summary>
public interface IThingMachine
{
    /// <summary>State of a thing nothing is known of.</summary>
    IThingState Initial { get; }

    /// <summary>Type of the state, for the serializer.</summary>
    Type StateType { get; }

    /// <summary>Applies one reading. A reading older than the newest is stored (as a result), never evaluated.</summary>
    IThingState OnReading(IThingState state, Reading reading, in StepContext context, StepOutput output);

    /// <summary>The registration came or changed; thresholds that changed under an open alert are explained in it.</summary>
    IThingState OnRegistered(IThingState state, in StepContext context, StepOutput output);

    /// <summary>The channel's watermark passed the thing's due time: fires everything that is due, or moves the due time.</summary>
    IThingState OnDeadline(IThingState state, in StepContext context, StepOutput output);

    /// <summary>
    /// Event time of the next deadline; null when there is none. Fires only when the channel's watermark has reached it.
    /// After <see cref="OnDeadline"/> it must be later than the watermark or null, else the partition treats it as a fault.
    /// </summary>
    DateTimeOffset? NextDue(IThingState state, Registration? registration);

    /// <summary>What people see.</summary>
    ThingView Describe(IThingState state, in StepContext context);
}

/// <summary>Typed base of the machines: the casts stand here once.</summary>
public abstract class ThingMachine<TState, TReading> : IThingMachine
    where TState : class, IThingState
    where TReading : Reading
{
    public abstract TState Start { get; }

    IThingState IThingMachine.Initial => Start;

    Type IThingMachine.StateType => typeof(TState);

    IThingState IThingMachine.OnReading(IThingState state, Reading reading, in StepContext context, StepOutput output) =>
        Read((TState)state, (TReading)reading, context, output);

    IThingState IThingMachine.OnRegistered(IThingState state, in StepContext context, StepOutput output) =>
        Register((TState)state, context, output);

    IThingState IThingMachine.OnDeadline(IThingState state, in StepContext context, StepOutput output) =>
        Expire((TState)state, context, output);

    DateTimeOffset? IThingMachine.NextDue(IThingState state, Registration? registration) => Due((TState)state, registration);

    ThingView IThingMachine.Describe(IThingState state, in StepContext context) => View((TState)state, context);

    public abstract TState Read(TState state, TReading reading, in StepContext context, StepOutput output);

    public abstract TState Register(TState state, in StepContext context, StepOutput output);

    public abstract TState Expire(TState state, in StepContext context, StepOutput output);

    public abstract DateTimeOffset? Due(TState state, Registration? registration);

    public abstract ThingView View(TState state, in StepContext context);
}
