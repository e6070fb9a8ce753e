using System.Text.Json.Nodes;
using Realtime.Domain;

namespace Realtime.Cluster.Ngsi;

/// <summary>
/// Which Smart Data Models type a thing is shown as, and its attributes (github.com/smart-data-models). Where no model exists (shelters, households, measured
/// scalars) the type is ours. Only what the models can say is said under their names; everything else stands under <c>status</c>, <c>alertLevel</c> and <c>municipality</c>.
/// </summary>
public static class NgsiModels
{
    /// <summary>Types by kind, and by sensor type.</summary>
    public static readonly IReadOnlyList<(string Type, ThingKind Kind, string? Sensor)> Types =
    [
        ("FloodMonitoring", ThingKind.Sensor, "river_level"),
        ("WaterObserved", ThingKind.Sensor, "tide_level"),
        ("WeatherObserved", ThingKind.Sensor, "rain"),
        ("CrowdFlowObserved", ThingKind.Sensor, "people"),
        ("ScalarObserved", ThingKind.Sensor, "scalar"),
        ("Vehicle", ThingKind.Vehicle, null),
        ("EvacuationShelter", ThingKind.Shelter, null),
        ("WatchOverHousehold", ThingKind.Household, null),
    ];

    /// <summary>Field, attribute, factor from our unit to the model's, UN/CEFACT code of that unit.</summary>
    private static readonly (string Field, string Attribute, double Factor, string Unit)[] _numbers =
    [
        (Fields.LevelM, "currentLevel", 1, "MTR"),
        (Fields.RainMmPerH, "precipitation", 1, "MMT"),
        (Fields.PeopleCount, "peopleCount", 1, ""),
        (Fields.PeopleTowards, "peopleCountTowards", 1, ""),
        (Fields.PeopleAway, "peopleCountAway", 1, ""),
        (Fields.Value, "value", 1, ""),
        (Fields.SpeedMps, "speed", 3.6, "KMH"),
        (Fields.OccupancyPercent, "occupancyPercent", 1, "P1"),
        (Fields.Evacuees, "evacuees", 1, ""),
        (Fields.CapacityPersons, "capacityPersons", 1, ""),
    ];

    /// <summary>The type of a thing; null = it has none, like a channel or a sensor that never said what it is.</summary>
    public static string? TypeOf(ThingView thing) => Types.FirstOrDefault(type => type.Kind == thing.Key.Kind && (type.Sensor is null || type.Sensor == thing.Type)).Type;

    /// <summary>Attributes by name as plain values, with unit and time; what is not known is left out.</summary>
    public static IEnumerable<NgsiAttribute> AttributesOf(ThingView thing)
    {
        DateTimeOffset? at = thing.LastReading;
        yield return new NgsiAttribute("name", thing.Name);
        yield return new NgsiAttribute("municipality", thing.Municipality);
        yield return new NgsiAttribute("status", thing.Status, At: at);
        yield return new NgsiAttribute("alertLevel", thing.Level, At: at);
        if (at is { } observed)
        {
            yield return new NgsiAttribute(TypeOf(thing) == "FloodMonitoring" ? "observationDateTime" : "dateObserved", NgsiText.Time(observed));
        }

        if (thing is { Latitude: { } latitude, Longitude: { } longitude })
        {
            yield return new NgsiAttribute("location", new JsonObject { ["type"] = "Point", ["coordinates"] = new JsonArray(longitude, latitude) }, At: at);
        }

        foreach (NgsiAttribute own in OwnOf(thing, at))
        {
            yield return own;
        }

        // Closed data: whether anybody watches at this moment is nobody's business outside.
        foreach ((string field, string attribute, double factor, string unit) in thing.Key.Kind == ThingKind.Household ? [] : _numbers)
        {
            if (thing.Fields.Where(known => known.Name == field).Select(known => (double?)known.Value).FirstOrDefault() is { } value)
            {
                yield return new NgsiAttribute(NameOf(thing, attribute), Math.Round(value * factor, 6), unit, at);
            }
        }
    }

    private static IEnumerable<NgsiAttribute> OwnOf(ThingView thing, DateTimeOffset? at)
    {
        if (thing.Key.Kind == ThingKind.Sensor && thing.Type == "river_level")
        {
            yield return new NgsiAttribute("stationID", thing.Key.Id);
        }

        if (thing.Key.Kind == ThingKind.Vehicle && thing.Type.Length > 0)
        {
            yield return new NgsiAttribute("vehicleType", thing.Type);
        }

        if (thing.Vehicle?.HeadingDeg is { } heading)
        {
            yield return new NgsiAttribute("heading", heading, "DD", at);
        }

        if (thing.Fields.FirstOrDefault(field => field.Name == Fields.OnDuty) is { Name: not null } duty)
        {
            yield return new NgsiAttribute("serviceOnDuty", duty.Value > 0, At: at);
        }
    }

    /// <summary>The sea's level is a height in WaterObserved.</summary>
    private static string NameOf(ThingView thing, string attribute) => attribute == "currentLevel" && thing.Type == "tide_level" ? "height" : attribute;
}

/// <summary>One attribute of an entity.</summary>
/// <param name="Name">In the model.</param>
/// <param name="Value">Plain value.</param>
/// <param name="Unit">UN/CEFACT code; "" = none.</param>
/// <param name="At">When it was observed; null = it is no observation.</param>
public sealed record NgsiAttribute(string Name, JsonNode Value, string Unit = "", DateTimeOffset? At = null);
