using System.Globalization;
using Realtime.Domain;

namespace Realtime.Cluster.Page;

/// <summary>The present numbers of a thing in words and units. A field without words is shown by its name, so that nothing is hidden.</summary>
public static class FieldWords
{
    private static readonly Dictionary<string, (string Label, string Unit, string Format)> _words = new(StringComparer.Ordinal)
    {
        [Fields.LevelM] = ("Level", "m", "0.00"),
        [Fields.RiseCmPer10Min] = ("Rate of rise", "cm in 10 min", "+0.#;-0.#;0"),
        [Fields.NextStageMin] = ("Next stage in", "min", "0"),
        [Fields.RainMmPerH] = ("Rain", "mm/h", "0.#"),
        [Fields.PeopleCount] = ("People", "persons", "N0"),
        [Fields.PersonsPerM2] = ("Density", "persons/m²", "0.00"),
        [Fields.PersonsPerMPerMin] = ("Flow", "persons/m/min", "0.#"),
        [Fields.LevelOfServiceStep] = ("Level of service", "(0 = A, 5 = F)", "0"),
        [Fields.ForecastPersons] = ("Forecast of the next interval", "persons", "N0"),
        [Fields.ForecastErrorPersons] = ("Mean error of the forecasts", "persons", "N0"),
        [Fields.PersistenceErrorPersons] = ("Mean error of “it stays so”", "persons", "N0"),
        [Fields.Value] = ("Value", "", "0.###"),
        [Fields.AnomalyScore] = ("Unusualness", "", "0.0"),
        [Fields.Evacuees] = ("Evacuees", "persons", "N0"),
        [Fields.Households] = ("Households", "", "N0"),
        [Fields.CapacityPersons] = ("Capacity", "persons", "N0"),
        [Fields.AreaPerPersonM2] = ("Floor per person", "m²", "0.0"),
        [Fields.SupplyHoursLeft] = ("Supplies for", "h at the last report", "0.#"),
        [Fields.SpeedMps] = ("Speed", "m/s", "0.0"),
        [Fields.OccupancyPercent] = ("Occupancy", "%", "0"),
        [Fields.BatteryPercent] = ("Battery", "%", "0"),
        [Fields.AltitudeM] = ("Height above ground", "m", "0"),
    };

    /// <summary>A line of a definition list; nothing for fields that the state says in words already.</summary>
    public static Markup Line(ResultField field) => field.Name switch
    {
        Fields.StageLevel or Fields.LatitudeDeg or Fields.LongitudeDeg or Fields.Viewing => Markup.Empty,
        Fields.Open => Pair("Open", field.Value > 0 ? "yes" : "no"),
        Fields.OnDuty => Pair("On duty", field.Value > 0 ? "yes" : "no"),
        Fields.BladeDown => Pair("Blade", field.Value > 0 ? "down" : "up"),
        Fields.OccupancyRatio => Pair("Full to", (field.Value * 100).ToString("0", CultureInfo.InvariantCulture) + " %"),
        _ when _words.TryGetValue(field.Name, out (string Label, string Unit, string Format) word) =>
            Pair(word.Label, $"{field.Value.ToString(word.Format, CultureInfo.InvariantCulture)} {word.Unit}".TrimEnd()),
        _ => Pair(field.Name, field.Value.ToString("0.###", CultureInfo.InvariantCulture)),
    };

    private static Markup Pair(string label, string text) => Markup.Of($"<div><dt>{label}</dt><dd>{text}</dd></div>");
}
