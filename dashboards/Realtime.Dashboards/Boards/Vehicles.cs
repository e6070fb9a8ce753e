using Realtime.Dashboards.Grafana;
using Realtime.Domain;
using static Realtime.Dashboards.Boards.Influx;

namespace Realtime.Dashboards.Boards;

/// <summary>Buses, taxis, ploughs, drones, tractors: where they are, which is not heard, which needs help.</summary>
internal static class Vehicles
{
    private const string Purpose =
        """
        **Where the vehicles are, which one is not heard, and which needs help.** A marker is the last position; its age stands in the table: an old marker is where it was, not where it is.
        Positions older than a vehicle's newest never move it backwards. The map's background needs a tile server (Grafana's default is on the internet; a closed network names its own in
        grafana.ini, `[geomap] default_baselayer_config`); markers are drawn without it. Duty, blade, battery and occupancy are shown where the vehicle sends them.
        """;

    public static readonly Dashboard Board = new()
    {
        Uid = "realtime-vehicles",
        Title = "Vehicles",
        Folder = "city",
        Description = "Last positions on a map, silence, battery, occupancy, blades.",
        Source = DataSource.Influx,
        Variables = [MunicipalityOf(Measurements.Vehicle), ThingOf(Measurements.Vehicle, "Vehicle"), DrillChoice],
        From = "now-6h",
        Refresh = "30s",
        Panels = [.. Numbers(), Map, Loads, Battery, Now, Speed, Heard, Panels.Text("Vehicles", Purpose)],
    };

    private static Panel[] Numbers() =>
    [
        Panels.Stat(
            "Not heard",
            "Vehicles under a limit of silence or lost contact that sent nothing. Call the supervisor with the last position from the map.",
            "short",
            Ask(OpenSum(AnyRule(Rules.LostContact, Rules.Silence) + " AND " + IsKind(ThingKind.Vehicle)))) with
        { Steps = Levels.AnyIsBad, NoValue = "0", Link = new Link("realtime-alerts", "Alerts").Keep("municipality", "drill") },
        Panels.Stat(
            "Off their way",
            "Open alerts of corridors, zones and permitted height. City now names the vehicle; stop it if it is remotely driven.",
            "short",
            Ask(OpenSum(AnyRule(Rules.Corridor, Rules.Geofence, Rules.Altitude)))) with
        { Steps = Levels.AnyIsBad, NoValue = "0", Link = new Link("realtime-city-now", "City now").Keep("municipality", "drill") },
        Panels.Stat(
            "Emptiest battery",
            "Lowest charge of the newest reports. Below a fifth: call it home.",
            "percent",
            Ask($"""
                SELECT min("charge") AS "charge" FROM (SELECT last("{Fields.BatteryPercent}") AS "charge" FROM "{Measurements.Vehicle}"
                WHERE {ChosenThing} AND {UpToNow} GROUP BY "{Measurements.TagThing}")
                """)) with
        { Decimals = 0, Steps = Levels.Left(20, 40), NoValue = "none sends it" },
        Panels.Stat(
            "Vehicles heard in the range",
            "Vehicles with at least one position in the chosen range. Fewer than on duty: look at Not heard, then at the pipeline.",
            "short",
            Ask($"""
                SELECT count("newest") AS "vehicles" FROM (SELECT last("{Fields.LatitudeDeg}") AS "newest" FROM "{Measurements.Vehicle}"
                WHERE {ChosenThing} AND $timeFilter GROUP BY "{Measurements.TagThing}")
                """)) with
        { NoValue = "0", Link = new Link("realtime-pipeline", "Pipeline") },
    ];

    private static Panel Map => GeomapPanel.Of(
        "Last positions",
        "One marker per vehicle at its last position, coloured by occupancy in percent where it is sent. Click a marker for its figures; choose a vehicle at the top to see it alone.",
        "percent",
        Fields.LatitudeDeg,
        Fields.LongitudeDeg,
        Fields.OccupancyPercent,
        Measurements.TagThing,
        Ask($"""
            SELECT last("{Fields.LatitudeDeg}") AS "{Fields.LatitudeDeg}", "{Fields.LongitudeDeg}", "{Fields.SpeedMps}", "{Fields.OccupancyPercent}", "{Fields.BladeDown}" FROM "{Measurements.Vehicle}"
            WHERE {ChosenThing} AND {UpToNow} GROUP BY "{Measurements.TagThing}"
            """)) with
    { Steps = [new(0, "green"), new(80, "orange"), new(100, "red")] };

    private static Panel Loads => Panels.TimeSeries(
        "Occupancy",
        "Share of the places that are taken, as the vehicle sends it. A line that stays at 100: send a second vehicle.",
        "percent",
        Ask(Mean(Fields.OccupancyPercent), $"$tag_{Measurements.TagThing}")) with
    { Width = 8, Height = 8, IntervalMin = "1m" };

    private static Panel Battery => Panels.TimeSeries(
        "Battery",
        "Charge of the newest reports. A line that falls faster than its neighbours will not come home: look at the wind, then call it back.",
        "percent",
        Ask(Mean(Fields.BatteryPercent), $"$tag_{Measurements.TagThing}")) with
    { Width = 8, Height = 8, IntervalMin = "1m" };

    private static Panel Now => Panels.Table(
        "Vehicles now",
        "Newest position report of each vehicle. An old time is a vehicle that is not heard: its position is where it was. A click chooses it for the map and the lines.",
        "none",
        Ask($"""
            SELECT last("{Fields.LatitudeDeg}") AS "{Fields.LatitudeDeg}", "{Fields.LongitudeDeg}", "{Fields.SpeedMps}", "{Fields.OnDuty}", "{Fields.OccupancyPercent}", "{Fields.BladeDown}", "{Fields.BatteryPercent}", "{Fields.AltitudeM}" FROM "{Measurements.Vehicle}"
            WHERE {ChosenThing} AND {UpToNow} GROUP BY "{Measurements.TagThing}", "{Measurements.TagMunicipality}"
            """)) with
    {
        Height = 10,
        Columns =
        [
            new("Time", "Heard", "dateTimeFromNow"),
            new(Measurements.TagThing, "Vehicle", "string") { Link = new Link("realtime-vehicles", "This vehicle").Keep("municipality", "drill").OfRow("thing", Measurements.TagThing) },
            new(Measurements.TagMunicipality, "Municipality", "string"),
            new(Fields.LatitudeDeg, "Latitude", "degree", Decimals: 5),
            new(Fields.LongitudeDeg, "Longitude", "degree", Decimals: 5),
            new(Fields.SpeedMps, "Speed", "velocityms", Decimals: 1),
            new(Fields.OnDuty, "Duty", "none", [new(0, "off", "text"), new(1, "on", "green")]),
            new(Fields.OccupancyPercent, "Occupancy", "percent", Decimals: 0),
            new(Fields.BladeDown, "Blade", "none", [new(0, "up", "text"), new(1, "down", "blue")]),
            new(Fields.BatteryPercent, "Battery", "percent", Decimals: 0),
            new(Fields.AltitudeM, "Height", "lengthm", Decimals: 0),
        ],
    };

    private static Panel Speed => Panels.TimeSeries(
        "Speed",
        "Mean speed of each interval. Zero on a route for long: it is stuck or broken down; compare with its neighbours before calling.",
        "velocityms",
        Ask(Mean(Fields.SpeedMps), $"$tag_{Measurements.TagThing}")) with
    { IntervalMin = "1m" };

    private static Panel Heard => Panels.TimeSeries(
        "Position reports",
        "Reports per interval and vehicle. A line that thins out before it ends is bad radio; one that ends at once is a switched-off device.",
        "short",
        Ask($"""
            SELECT count("{Fields.LatitudeDeg}") AS "reports" FROM "{Measurements.Vehicle}"
            WHERE {ChosenThing} AND $timeFilter GROUP BY time($__interval), "{Measurements.TagThing}" fill(none)
            """,
            $"$tag_{Measurements.TagThing}")) with
    { IntervalMin = "1m" };

    private static string Mean(string field) =>
        $"""
        SELECT mean("{field}") AS "mean" FROM "{Measurements.Vehicle}"
        WHERE {ChosenThing} AND $timeFilter GROUP BY time($__interval), "{Measurements.TagThing}" fill(none)
        """;
}
