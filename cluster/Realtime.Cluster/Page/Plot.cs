using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Realtime.Domain;

namespace Realtime.Cluster.Page;

/// <summary>Which series of a thing is drawn, and how.</summary>
/// <param name="Measurement">One of <see cref="Measurements"/>.</param>
/// <param name="Field">The number.</param>
/// <param name="Label">What it is, for people.</param>
/// <param name="Unit">Its unit.</param>
public sealed record Plot(string Measurement, string Field, string Label, string Unit)
{
    /// <summary>Drawn from zero: amounts, not levels above a datum.</summary>
    public bool FromZero { get; init; }

    /// <summary>Households: hours in which the set was seen are gathered into coarse parts of a day, nothing finer is shown.</summary>
    public bool Coarse { get; init; }

    /// <summary>Lines to compare the values with, lowest first.</summary>
    public IReadOnlyList<PlotLine> Lines { get; init; } = [];

    /// <summary>Another one = another drawing of the same values: other limits, another unit. 12 hexadecimal digits, the same on every node.</summary>
    public string Fingerprint
    {
        get
        {
            string all = string.Create(CultureInfo.InvariantCulture, $"{Measurement}\n{Field}\n{Label}\n{Unit}\n{FromZero}\n{Coarse}\n{string.Join('\n', Lines.Select(line => string.Create(CultureInfo.InvariantCulture, $"{line.Value:R} {line.Level} {line.Name}")))}");
            return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all)).AsSpan(0, 6));
        }
    }

    /// <summary>The plot of a thing; null when it has none, or its values are closed data.</summary>
    public static Plot? Of(ThingView thing, Registration? registration) => registration is { Closed: true } ? null : thing.Key.Kind switch
    {
        ThingKind.Sensor => OfSensor(thing.Type, registration),
        ThingKind.Shelter => new Plot(Measurements.Shelter, Fields.Evacuees, "Evacuees", "persons") { FromZero = true, Lines = Capacity(thing) },
        ThingKind.Vehicle => new Plot(Measurements.Vehicle, Fields.SpeedMps, "Speed", "m/s") { FromZero = true },
        ThingKind.Household => new Plot(Measurements.Household, Fields.Viewing, "Set in use", "") { Coarse = true },
        _ => null,
    };

    private static Plot? OfSensor(string type, Registration? registration) => type switch
    {
        "river_level" or "tide_level" => new Plot(Measurements.WaterLevel, Fields.LevelM, type == "river_level" ? "Water level" : "Tide level", "m") { Lines = Stages(registration) },
        "rain" => new Plot(Measurements.Rain, Fields.RainMmPerH, "Rain", "mm/h") { FromZero = true, Lines = Stages(registration) },
        "people" => new Plot(Measurements.People, Fields.PeopleCount, "People counted", "persons") { FromZero = true },
        "scalar" => new Plot(Measurements.Scalar, Fields.Value, "Value", "") { Lines = Stages(registration) },
        _ => null,
    };

    private static IReadOnlyList<PlotLine> Stages(Registration? registration) =>
        [.. (registration?.Thresholds?.Stages ?? []).Select(stage => new PlotLine(stage.Value, stage.Level, stage.Name))];

    private static IReadOnlyList<PlotLine> Capacity(ThingView thing) =>
        thing.Fields.FirstOrDefault(field => field.Name == Fields.CapacityPersons) is { Name: not null } capacity ? [new PlotLine(capacity.Value, 0, "capacity")] : [];
}

/// <summary>A line in a plot.</summary>
/// <param name="Value">In the unit of the plot.</param>
/// <param name="Level">Registered level it stands for; 0 = none.</param>
/// <param name="Name">What it is called.</param>
public sealed record PlotLine(double Value, int Level, string Name);
