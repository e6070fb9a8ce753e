namespace Realtime.Domain;

/// <summary>
/// Names of the fields of the <see cref="Measurements"/>: who writes a point and who draws it share them.
/// A field is a number unless it says text; the unit stands in the name. No field may be called like a tag (InfluxDB 3 refuses it).
/// </summary>
public static class Fields
{
    /// <summary>Stage of a river or the sea, metres above the station's datum.</summary>
    public const string LevelM = "level_m";

    /// <summary>Alert level the stage corresponds to: 0 or 2..5.</summary>
    public const string StageLevel = "stage_level";

    /// <summary>Text: the authority's own name of the stage.</summary>
    public const string Stage = "stage";

    public const string RainMmPerH = "rain_mm_per_h";

    public const string PeopleCount = "people_count";

    public const string Value = "value";

    /// <summary>Text: unit of <see cref="Value"/>.</summary>
    public const string Unit = "unit";

    /// <summary>How far a scalar goes beyond its own past; 0 = within it, unusual from <see cref="AnomalyModel.Threshold"/>.</summary>
    public const string AnomalyScore = "anomaly_score";

    /// <summary>1 = open, 0 = closed; of a shelter or of an alert.</summary>
    public const string Open = "open";

    public const string Evacuees = "evacuees";

    public const string Households = "households";

    public const string CapacityPersons = "capacity_persons";

    /// <summary>Evacuees over capacity; 1 = full.</summary>
    public const string OccupancyRatio = "occupancy_ratio";

    public const string LatitudeDeg = "latitude_deg";

    public const string LongitudeDeg = "longitude_deg";

    public const string SpeedMps = "speed_mps";

    public const string OnDuty = "on_duty";

    /// <summary>1 = the set is being watched.</summary>
    public const string Viewing = "viewing";

    /// <summary>Level before a change of an alert; 0 = none.</summary>
    public const string FromLevel = "from_level";

    /// <summary>Level after a change of an alert; 0 = the episode is over.</summary>
    public const string ToLevel = "to_level";

    /// <summary>Text: id of the alert.</summary>
    public const string AlertId = "alert_id";

    /// <summary>Text: what happened, in one sentence. No dashboard shows it: it may name a household.</summary>
    public const string Text = "text";
}
