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

    /// <summary>Lowest threshold in force whose stage corresponds to level 2, metres above the station's datum; beside the first level of each hour.</summary>
    public const string Threshold2M = "threshold_2_m";

    /// <summary>The same of level 3.</summary>
    public const string Threshold3M = "threshold_3_m";

    /// <summary>The same of level 4.</summary>
    public const string Threshold4M = "threshold_4_m";

    /// <summary>The same of level 5.</summary>
    public const string Threshold5M = "threshold_5_m";

    /// <summary>Text: what the level is measured from (T.P., O.P., ...).</summary>
    public const string Datum = "datum";

    /// <summary>Rate of rise by regression over three or more readings, cm in ten minutes; negative = falling.</summary>
    public const string RiseCmPer10Min = "rise_cm_per_10min";

    /// <summary>Minutes to the next stage at that rate; absent when it is not rising or there is none.</summary>
    public const string NextStageMin = "next_stage_min";

    /// <summary>Text: why the value is not believed as it stands: frozen or jump.</summary>
    public const string Doubt = "doubt";

    public const string RainMmPerH = "rain_mm_per_h";

    /// <summary>Rain of the last ten minutes, mm.</summary>
    public const string Rain10MinMm = "rain_10min_mm";

    /// <summary>Rain since it began, mm (累加雨量).</summary>
    public const string RainTotalMm = "rain_total_mm";

    /// <summary>Rain of the last 24 hours, mm.</summary>
    public const string Rain24HMm = "rain_24h_mm";

    /// <summary>Class of the hourly rain: 0 (below 10 mm/h) to 5 (80 mm/h and more).</summary>
    public const string RainClass = "rain_class";

    /// <summary>Text: the class's name.</summary>
    public const string RainClassName = "rain_class_name";

    public const string PeopleCount = "people_count";

    /// <summary>A zero of a people counter that is not believed.</summary>
    public const string PeopleCountDoubted = "people_count_doubted";

    public const string PeopleTowards = "people_towards";

    public const string PeopleAway = "people_away";

    public const string PersonsPerM2 = "persons_per_m2";

    /// <summary>Flow over one metre of width.</summary>
    public const string PersonsPerMPerMin = "persons_per_m_per_min";

    /// <summary>Text: letter of the level of service.</summary>
    public const string LevelOfService = "level_of_service";

    /// <summary>Step of the level of service: 0 = A (free) to 5 = F.</summary>
    public const string LevelOfServiceStep = "level_of_service_step";

    /// <summary>Text: congestion in the words of the public map.</summary>
    public const string Congestion = "congestion";

    /// <summary>What this weekday and hour usually have.</summary>
    public const string UsualPersons = "usual_persons";

    public const string ForecastPersons = "forecast_persons";

    /// <summary>What "it stays as it is" says for the same time.</summary>
    public const string PersistencePersons = "persistence_persons";

    /// <summary>Mean absolute error of the forecasts of about the last seven days.</summary>
    public const string ForecastErrorPersons = "forecast_error_persons";

    /// <summary>The same of persistence, on the same readings.</summary>
    public const string PersistenceErrorPersons = "persistence_error_persons";

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

    /// <summary>Floor per evacuee, m²; the guideline's least is 3.5.</summary>
    public const string AreaPerPersonM2 = "area_per_person_m2";

    /// <summary>Hours that the shortest of a shelter's supplies lasts from the report on.</summary>
    public const string SupplyHoursLeft = "supply_hours_left";

    public const string LatitudeDeg = "latitude_deg";

    public const string LongitudeDeg = "longitude_deg";

    public const string SpeedMps = "speed_mps";

    public const string OnDuty = "on_duty";

    /// <summary>GTFS-Realtime occupancy_percentage.</summary>
    public const string OccupancyPercent = "occupancy_percent";

    /// <summary>Text: GTFS-Realtime OccupancyStatus.</summary>
    public const string OccupancyStatus = "occupancy_status";

    /// <summary>1 = a plough's blade is down.</summary>
    public const string BladeDown = "blade_down";

    public const string BatteryPercent = "battery_percent";

    /// <summary>Height above ground, metres.</summary>
    public const string AltitudeM = "altitude_m";

    /// <summary>1 = the set is being watched.</summary>
    public const string Viewing = "viewing";

    /// <summary>Level before a change of an alert; 0 = none.</summary>
    public const string FromLevel = "from_level";

    /// <summary>Level after a change of an alert; 0 = the episode is over.</summary>
    public const string ToLevel = "to_level";

    /// <summary>Level of a thing's worst open alert; 0 = none.</summary>
    public const string AlertLevel = "alert_level";

    /// <summary>1 = the level rests on one reading that nothing bears out yet; of an alert.</summary>
    public const string Unconfirmed = "unconfirmed";

    /// <summary>Text: id of the alert.</summary>
    public const string AlertId = "alert_id";

    /// <summary>Text: what happened, in one sentence. No dashboard shows it: it may name a household.</summary>
    public const string Text = "text";
}
