using System.Globalization;

namespace Realtime.Domain;

/// <summary>
/// Corridor and geofences (drones on fixed routes, robots in a district). A zone counts when every position of its dwell was on the wrong
/// side, and stops counting only the hysteresis back across the edge: a receiver's noise at an edge raises nothing. Judged by positions
/// alone: a vehicle that says nothing is silent, not astray. One alert names all zones, because a person acts on the vehicle.
/// Source: fixed routes of drones with a watched strip (無人航空機の飛行 レベル3: 立入管理区画); dwell and hysteresis: own.
/// </summary>
internal static class ZoneRule
{
    private static readonly ZoneBook Nowhere = new([]);

    /// <summary>Judges the newest position.</summary>
    public static VehicleState Judge(VehicleState state, in StepContext context, in AlertHeader header, StepOutput output)
    {
        ZoneBook before = state.Zones ?? Nowhere;
        VehicleSettings? settings = context.Registration?.Vehicle;
        bool idle = state.PositionTime is null || (settings?.Corridor is null && settings?.Geofences is not { Count: > 0 });
        if (idle && before.Watches.Count == 0)
        {
            return state;
        }

        ZoneBook now = idle ? Nowhere : Look(state, settings!, before);
        return state with
        {
            Zones = now.Watches.Count == 0 ? null : now,
            Corridor = Change(state.Corridor, settings?.Corridor is { } route ? [route] : [], "", Counted(before, true), Counted(now, true), state, header with { Rule = Rules.Corridor }, output),
            Geofence = Change(state.Geofence, settings?.Geofences ?? [], "zone", Counted(before, false), Counted(now, false), state, header with { Rule = Rules.Geofence }, output),
        };
    }

    private static ZoneBook Look(VehicleState state, VehicleSettings settings, ZoneBook before)
    {
        DateTimeOffset time = state.PositionTime.GetValueOrDefault();
        GeoPoint place = new(state.Latitude, state.Longitude);
        List<ZoneWatch> watches = [];
        foreach (Zone zone in settings.Corridor is { } route ? [route, .. settings.Geofences] : settings.Geofences)
        {
            ZoneWatch? watch = before.Of(zone.Name);
            double wrong = zone.MetresOutside(place) * (zone.Stay == ZoneSide.Inside ? 1 : -1);
            if (wrong > (watch is { Counts: true } ? -zone.HysteresisM : 0))
            {
                DateTimeOffset from = watch?.From ?? time;
                watches.Add(new ZoneWatch(zone.Name, from, watch is { Counts: true } || time - from >= zone.Dwell));
            }
        }

        return new ZoneBook(watches);
    }

    private static List<ZoneWatch> Counted(ZoneBook book, bool corridor) => [.. book.Watches.Where(watch => watch.Counts && watch.Zone.Length == 0 == corridor)];

    private static Episode? Change(
        Episode? episode, IReadOnlyList<Zone> zones, string noun, List<ZoneWatch> before, List<ZoneWatch> now, VehicleState state, in AlertHeader header, StepOutput output)
    {
        DateTimeOffset time = state.PositionTime ?? state.LastReading.GetValueOrDefault();
        string at = string.Create(CultureInfo.InvariantCulture, $"at {state.Latitude:0.#####}, {state.Longitude:0.#####}");
        if (now.Count == 0)
        {
            bool known = before.TrueForAll(watch => zones.Any(zone => zone.Name == watch.Zone));
            string back = known
                ? $"back {(noun.Length == 0 ? "in its corridor" : "on the right side of its zones")} since {Say.Time(time)}, {at}"
                : "what it had crossed was taken out of the registry; this is not an all-clear";
            return episode?.Resolve(header, time, $"{header.ThingName}: {back}", "", output);
        }

        GeoPoint place = new(state.Latitude, state.Longitude);
        List<string> broken = [];
        List<string> edges = [];
        foreach (ZoneWatch watch in now)
        {
            Zone zone = zones.First(zone => zone.Name == watch.Zone);
            string what = noun.Length == 0 ? "left its corridor" : zone.Stay == ZoneSide.Inside ? $"left {zone.Name}" : $"entered {zone.Name}";
            broken.Add($"{what} at {Say.Time(watch.From)}");
            edges.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"{(noun.Length == 0 ? "corridor" : zone.Name)}: {Math.Abs(zone.MetresOutside(place)):0} m across the edge, dwell {Say.Span(zone.Dwell)}, ends {zone.HysteresisM:0.#} m back across it"));
        }

        Finding finding = new(time, 1, $"{header.ThingName}: {string.Join("; ", broken)}; now {at}", string.Join("; ", edges));
        if (episode is not { IsOpen: true } open)
        {
            return Episode.Raise(episode, header, finding, output);
        }

        return before.Select(watch => watch.Zone).SequenceEqual(now.Select(watch => watch.Zone))
            ? open
            : open.Step(now.Count >= before.Count, header, finding, output);
    }
}
