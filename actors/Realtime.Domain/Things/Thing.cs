using System.Collections.Immutable;

namespace Realtime.Domain;

/// <summary>What became of a reading offered to a thing.</summary>
public enum TakeOutcome
{
    /// <summary>Given to the machine.</summary>
    Applied,

    /// <summary>The log was read again: this position was applied before.</summary>
    Replayed,

    /// <summary>Another log repeated it: this origin was applied before.</summary>
    Repeated,
}

/// <summary>
/// A thing with everything that has to survive: registration, state, and how far it has read its logs.
/// Immutable but for <see cref="TakeInPlace"/>, which its actor alone calls; the epoch stores it.
/// </summary>
/// <param name="Key">The thing.</param>
/// <param name="Registration">What the registry says; null = unregistered.</param>
/// <param name="State">The machine's state.</param>
/// <param name="Position">Last applied position in the thing's telemetry partition.</param>
/// <param name="RegistryPosition">Last applied position in the thing's registry partition.</param>
/// <param name="Origins">Last applied origin per foreign source, newest last, at most <see cref="Limits.OriginsPerThingMax"/>.</param>
/// <param name="Source">The channel that delivers its readings; null when nobody vouches.</param>
/// <param name="Due">Event time of the next deadline; null = none.</param>
public sealed record Thing(
    ThingKey Key,
    Registration? Registration,
    IThingState State,
    Position Position,
    Position RegistryPosition,
    ImmutableArray<Origin> Origins,
    string? Source,
    DateTimeOffset? Due)
{
    private IThingState _state = State;
    private Position _position = Position;
    private ImmutableArray<Origin> _origins = Origins;
    private string? _source = Source;
    private DateTimeOffset? _due = Due;
    private ImmutableArray<Delivery> _deliveries = [];
    private DateTimeOffset? _listed;

    public IThingState State
    {
        get => _state;
        init => _state = value;
    }

    public Position Position
    {
        get => _position;
        init => _position = value;
    }

    public ImmutableArray<Origin> Origins
    {
        get => _origins;
        init => _origins = value;
    }

    public string? Source
    {
        get => _source;
        init => _source = value;
    }

    public DateTimeOffset? Due
    {
        get => _due;
        init => _due = value;
    }

    /// <summary>What its device said about the last messages to it.</summary>
    public ImmutableArray<Delivery> Deliveries
    {
        get => _deliveries;
        init => _deliveries = value;
    }

    /// <summary>When the newest list was made that named it; null = none did. A list that was made then cannot have left it out.</summary>
    public DateTimeOffset? Listed
    {
        get => _listed;
        init => _listed = value;
    }

    /// <summary>A thing nobody has heard of before.</summary>
    public static Thing New(ThingKey key, IThingMachine machine) => new(key, null, machine.Initial, Position.None, Position.None, [], null, null);

    /// <summary>Offers a reading; the same reading twice changes nothing.</summary>
    public Thing Take(IThingMachine machine, Reading reading, Position position, ChannelView? channel, StepOutput output, out TakeOutcome outcome)
    {
        if (position <= Position)
        {
            outcome = TakeOutcome.Replayed;
            return this;
        }

        Thing next = this with { };
        outcome = next.TakeInPlace(machine, reading, position, channel, output);
        return next;
    }

    /// <summary>
    /// The same without a new thing for each reading: for the one actor that holds it. When a rule throws, nothing of it has changed.
    /// </summary>
    public TakeOutcome TakeInPlace(IThingMachine machine, Reading reading, Position position, ChannelView? channel, StepOutput output)
    {
        if (position <= _position)
        {
            return TakeOutcome.Replayed;
        }

        if (reading.Origin is { } origin && HasTaken(origin))
        {
            _position = position;
            return TakeOutcome.Repeated;
        }

        DateTimeOffset? list = (reading as SensorReading)?.ReportedTime;
        if (reading is DeliveryReading delivery)
        {
            _deliveries = DeliveryLog.Take(_deliveries, delivery);
        }
        else if (reading.Quality != Quality.Absent || !(list <= _listed))
        {
            Judge(machine, reading, channel, output, list);
        }

        _origins = Remember(reading.Origin);
        _position = position;
        return TakeOutcome.Applied;
    }

    private void Judge(IThingMachine machine, Reading reading, ChannelView? channel, StepOutput output, DateTimeOffset? list)
    {
        StepMark mark = output.Mark();
        IThingState next = machine.OnReading(_state, reading, new StepContext(Key, Registration, channel), output);
        CloseWhenClosed(machine, next, Registration, channel, output, mark);
        _due = machine.NextDue(next, Registration);
        _state = next;
        _listed = reading.Quality != Quality.Absent && list > (_listed ?? DateTimeOffset.MinValue) ? list : _listed;

        // A drill does not re-bind the thing: its channel must never judge real silence.
        _source = reading.Drill ? _source ?? reading.Source : reading.Source ?? _source;
    }

    /// <summary>Takes the registry's word; an unchanged registration, or one that was applied before, changes nothing.</summary>
    public Thing Register(IThingMachine machine, Registration registration, Position position, ChannelView? channel, StepOutput output)
    {
        if (position <= RegistryPosition)
        {
            return this;
        }

        if (SameRegistration(registration))
        {
            return this with { RegistryPosition = position };
        }

        StepMark mark = output.Mark();
        IThingState next = machine.OnRegistered(State, new StepContext(Key, registration, channel), output);
        CloseWhenClosed(machine, next, registration, channel, output, mark);
        return this with
        {
            Registration = registration,
            RegistryPosition = position,
            State = next,
            Source = registration.Source ?? Source,
            Due = machine.NextDue(next, registration),
        };
    }

    /// <summary>The channel's watermark reached the due time.</summary>
    public Thing Expire(IThingMachine machine, ChannelView channel, StepOutput output)
    {
        StepMark mark = output.Mark();
        IThingState next = machine.OnDeadline(State, new StepContext(Key, Registration, channel), output);
        CloseWhenClosed(machine, next, Registration, channel, output, mark);
        return this with { State = next, Due = machine.NextDue(next, Registration) };
    }

    private void CloseWhenClosed(IThingMachine machine, IThingState next, Registration? registration, ChannelView? channel, StepOutput output, StepMark mark)
    {
        if (registration is { Closed: true })
        {
            ClosedData.Close(output, mark, machine.Describe(next, new StepContext(Key, registration, channel)).Level);
        }
    }

    private bool SameRegistration(Registration other) =>
        Registration is not null
        && Registration with { Contacts = other.Contacts } == other
        && Registration.Contacts.SequenceEqual(other.Contacts);

    private bool HasTaken(Origin origin)
    {
        foreach (Origin known in Origins)
        {
            if (known.Source == origin.Source)
            {
                return origin.IsAtOrBefore(known);
            }
        }

        return false;
    }

    private ImmutableArray<Origin> Remember(Origin? origin)
    {
        if (origin is null)
        {
            return Origins;
        }

        ImmutableArray<Origin> others = Origins.RemoveAll(known => known.Source == origin.Source);
        if (others.Length >= Limits.OriginsPerThingMax)
        {
            others = others.RemoveAt(0);
        }

        return others.Add(origin);
    }
}
