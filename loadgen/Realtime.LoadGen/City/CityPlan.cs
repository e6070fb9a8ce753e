using Realtime.Domain;
using Realtime.Replay.Plan;

namespace Realtime.LoadGen.City;

/// <summary>
/// Everything a synthetic city sends, in time order: each round begins with the heartbeats of the four channels (behind every reading of
/// the rounds before), then every thing has its own moment in the round.
/// </summary>
public sealed class CityPlan
{
    private readonly CitySpec _spec;
    private readonly ICityThings _gauges;
    private readonly ICityThings _households;
    private readonly ICityThings _shelters;
    private readonly ICityThings _vehicles;

    public CityPlan(CitySpec spec)
    {
        _spec = spec;
        Dice dice = new(spec.Seed);
        _gauges = new CityGauges(dice);
        _households = new CityHouseholds(dice);
        _shelters = new CityShelters(dice);
        _vehicles = new CityVehicles(dice);
    }

    /// <summary>The registry's entry of every thing.</summary>
    public IEnumerable<Registration> Registrations() => Enumerable.Range(0, _spec.Things).Select(thing =>
    {
        ICityThings kind = KindOf(thing);
        return kind.Register(thing, ChannelOf(kind.Kind));
    });

    /// <summary>Readings, frames and heartbeats. Repeatable: the same items every time.</summary>
    public IEnumerable<PlannedItem> Items()
    {
        for (int round = 0; round < _spec.Rounds; round++)
        {
            foreach (PlannedItem item in Beats(_spec.Start + round * CitySpec.Round, closed: false).Concat(ReadingsOf(round)))
            {
                yield return item;
            }
        }

        foreach (PlannedItem beat in Beats(_spec.End, closed: true))
        {
            yield return beat;
        }
    }

    private IEnumerable<PlannedItem> ReadingsOf(int round)
    {
        List<Reading> frame = [];
        int gateway = 0;
        for (int thing = 0; thing < _spec.Things; thing++)
        {
            ICityThings kind = KindOf(thing);
            if (kind.Read(thing, round, TimeOf(thing, round), ChannelOf(kind.Kind)) is not { } reading)
            {
                continue;
            }

            if (!IsFramed(kind.Kind))
            {
                yield return new PlannedItem { Time = reading.Time, Kind = kind.Kind, Reading = reading };
                continue;
            }

            frame.Add(reading);
            if (frame.Count == _spec.FrameReadings)
            {
                yield return Frame(frame, gateway++);
                frame = [];
            }
        }

        if (frame.Count > 0)
        {
            yield return Frame(frame, gateway) with { Time = _spec.Start + (round + 1) * CitySpec.Round - TimeSpan.FromTicks(1) };
        }
    }

    /// <summary>A frame is sent when its last reading is there.</summary>
    private static PlannedItem Frame(List<Reading> readings, int gateway) =>
        new() { Time = readings[^1].Time, Kind = readings[0].Kind, Frame = readings, FrameKey = CityNames.Gateway(gateway) };

    private IEnumerable<PlannedItem> Beats(DateTimeOffset time, bool closed)
    {
        foreach (ICityThings kind in new[] { _gauges, _households, _shelters, _vehicles })
        {
            ChannelBeat beat = new()
            {
                ChannelId = CityNames.Channel(kind.Kind),
                Time = time,
                ExpectedInterval = CitySpec.Round,
                ArrivalInterval = _spec.Speed.ArrivalInterval(CitySpec.Round),
                Covers = $"synthetic {ThingKey.Name(kind.Kind)}s",
                Closed = closed,
            };
            yield return new PlannedItem { Time = time, Kind = kind.Kind, Beat = beat };
        }
    }

    private bool IsFramed(ThingKind kind) => kind == ThingKind.Sensor && _spec.FrameReadings > 1;

    private string? ChannelOf(ThingKind kind) => IsFramed(kind) ? null : CityNames.Channel(kind);

    /// <summary>Strictly inside the round, evenly spread: the rate is even too.</summary>
    private DateTimeOffset TimeOf(int thing, int round) =>
        _spec.Start + round * CitySpec.Round + TimeSpan.FromTicks(CitySpec.Round.Ticks / (_spec.Things + 1) * (thing + 1));

    /// <summary>Of ten things four are gauges, four households, one a shelter and one a vehicle.</summary>
    private ICityThings KindOf(int thing) => (thing % 10) switch
    {
        < 4 => _gauges,
        < 8 => _households,
        8 => _shelters,
        _ => _vehicles,
    };
}
