namespace Realtime.Domain;

/// <summary>
/// One point for the time series. Same measurement, tags and time overwrite each other there,
/// which makes repeated delivery exact: no two points of one thing and measurement may share a time unless they are the same fact.
/// </summary>
public sealed record ResultPoint
{
    /// <summary>One of <see cref="Measurements"/>.</summary>
    public required string Measurement { get; init; }

    public required ThingKey Thing { get; init; }

    public string Municipality { get; init; } = "";

    public required DateTimeOffset Time { get; init; }

    public bool Drill { get; init; }

    /// <summary>Numbers, in the unit that stands in the field's name.</summary>
    public required IReadOnlyList<ResultField> Fields { get; init; }

    /// <summary>Text fields, for example the stage's name; few and bounded.</summary>
    public IReadOnlyList<ResultText> Texts { get; init; } = [];

    /// <summary>Tags beside thing, kind, municipality and drill; they are part of the point's identity, so few values each.</summary>
    public IReadOnlyList<ResultText> Tags { get; init; } = [];
}

/// <summary>A numeric field of a point.</summary>
public readonly record struct ResultField(string Name, double Value);

/// <summary>A text field of a point.</summary>
public readonly record struct ResultText(string Name, string Value);

/// <summary>Names of measurements, tags and fields: the code that writes and the dashboards that read share them.</summary>
public static class Measurements
{
    /// <summary>River and tide stage. Fields <c>level_m</c>, <c>stage_level</c> (0..5), <c>rise_cm_per_10min</c>, <c>next_stage_min</c>, <c>threshold_2_m</c> to <c>threshold_5_m</c> (hourly), texts <c>stage</c>, <c>datum</c>, <c>doubt</c>.</summary>
    public const string WaterLevel = "water_level";

    /// <summary>Rain. Fields <c>rain_mm_per_h</c>, <c>rain_10min_mm</c>, <c>rain_total_mm</c>, <c>rain_24h_mm</c>, <c>rain_class</c>, text <c>rain_class_name</c>.</summary>
    public const string Rain = "rain";

    /// <summary>
    /// People counts. Field <c>people_count</c>, or <c>people_count_doubted</c> when a zero is not believed; <c>people_towards</c>, <c>people_away</c>,
    /// <c>speed_mps</c> as sent; for registered places <c>persons_per_m2</c>, <c>persons_per_m_per_min</c>, <c>level_of_service_step</c>, <c>usual_persons</c>,
    /// <c>forecast_error_persons</c>, <c>persistence_error_persons</c>; texts <c>level_of_service</c>, <c>congestion</c>.
    /// </summary>
    public const string People = "people_flow";

    /// <summary>Forecasts of people counts, at the time they are for. Fields <c>forecast_persons</c>, <c>persistence_persons</c>.</summary>
    public const string PeopleForecast = "people_forecast";

    /// <summary>Other numbers. Fields <c>value</c>, <c>anomaly_score</c> where that rule is on; text <c>unit</c>.</summary>
    public const string Scalar = "scalar";

    /// <summary>Shelters. Fields <c>open</c> (0/1), <c>evacuees</c>, <c>households</c>, <c>capacity_persons</c>, <c>occupancy_ratio</c>, <c>area_per_person_m2</c>, <c>supply_hours_left</c>.</summary>
    public const string Shelter = "shelter";

    /// <summary>Vehicles. Fields <c>latitude_deg</c>, <c>longitude_deg</c>, <c>speed_mps</c>, <c>on_duty</c>, <c>occupancy_percent</c>, <c>blade_down</c> (0/1), <c>battery_percent</c>, <c>altitude_m</c>; text <c>occupancy_status</c>.</summary>
    public const string Vehicle = "vehicle";

    /// <summary>Households: closed data, coarse on purpose. Field <c>viewing</c> (0/1), written on change only.</summary>
    public const string Household = "household";

    /// <summary>Sensors with closed data: when they were heard. Field <c>alert_level</c>; no value ever.</summary>
    public const string Closed = "closed";

    /// <summary>Every change of an alert. Fields <c>from_level</c>, <c>to_level</c>, <c>open</c> (0/1), <c>unconfirmed</c> (0/1); texts <c>alert_id</c>, <c>text</c>; extra tags <c>rule</c>, <c>change</c>.</summary>
    public const string Alert = "alert";

    public const string TagThing = "thing";
    public const string TagKind = "kind";
    public const string TagMunicipality = "municipality";
    public const string TagRule = "rule";
    public const string TagDrill = "drill";
    public const string TagChange = "change";
}
