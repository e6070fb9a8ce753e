namespace Realtime.Domain;

/// <summary>What a source says about its own reading. 欠測 (missing) is a value, not the absence of one.</summary>
public enum Quality
{
    Good,

    /// <summary>The source marks the value as doubtful: stored, never evaluated.</summary>
    Suspect,

    /// <summary>欠測: the instrument reported that it has no value. It proves that the thing is alive and says nothing about the level.</summary>
    Missing,

    /// <summary>
    /// The source's list was there and did not name the thing (sensors only): below the level from which it reports, or silent.
    /// It carries no value and is no sign of life.
    /// </summary>
    Absent,
}

/// <summary>One telemetry reading of one thing, decoded and within limits.</summary>
public abstract record Reading
{
    public abstract ThingKind Kind { get; }

    public required string ThingId { get; init; }

    /// <summary>Municipality code (団体コード or the like); empty when the source gave none.</summary>
    public string Municipality { get; init; } = "";

    /// <summary>Event time: when the instrument measured, with the offset of the source.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>When a recording is replayed at another time, the time the instrument really measured; null in live operation.</summary>
    public DateTimeOffset? OriginalTime { get; init; }

    public Quality Quality { get; init; }

    /// <summary>訓練: part of a drill; marked end to end and never sent to a family.</summary>
    public bool Drill { get; init; }

    /// <summary>The channel that delivers this reading and vouches for its completeness; null when nobody vouches, then no absence rule runs.</summary>
    public string? Source { get; init; }

    /// <summary>Where the reading stood before it reached this log; null when this log is the first.</summary>
    public Origin? Origin { get; init; }

    public ThingKey Key => new(Kind, ThingId);

    /// <summary>The same without its values, for where it has to be kept although they must not be seen.</summary>
    public Reading WithoutValues() => ClosedData.Strip(this);
}

/// <summary>What a sensor measures; the field of <see cref="SensorReading"/> that carries the value follows from it.</summary>
public enum SensorType
{
    /// <summary>River or canal stage, metres above the station's datum.</summary>
    RiverLevel,

    /// <summary>Sea level, metres above <c>datum</c> (T.P., O.P., ...).</summary>
    TideLevel,

    /// <summary>Rain, millimetres in the hour that ends at the reading's time.</summary>
    Rain,

    /// <summary>People counted in the interval that ends at the reading's time.</summary>
    People,

    /// <summary>Any other number, with its unit as text.</summary>
    Scalar,
}

/// <summary>A reading of a fixed sensor.</summary>
public sealed record SensorReading : Reading
{
    public override ThingKind Kind => ThingKind.Sensor;

    public SensorType Type { get; init; }

    /// <summary>The value in the unit of <see cref="Type"/>: m, m, mm/h, persons, or <see cref="Unit"/>. Null when the quality is missing or absent, and for rain sent in ten-minute steps only.</summary>
    public double? Value { get; init; }

    /// <summary>People: those of the count who went towards the place (the square, the platform); null when the counter cannot tell.</summary>
    public int? PeopleTowards { get; init; }

    /// <summary>People: those of the count who went away from it.</summary>
    public int? PeopleAway { get; init; }

    /// <summary>People: mean walking speed, m/s; null when not measured.</summary>
    public double? SpeedMps { get; init; }

    /// <summary>Unit of a scalar, as the source writes it; null for the other types, whose unit is fixed.</summary>
    public string? Unit { get; init; }

    /// <summary>
    /// When the source published the reading (a list made every hour names the newest observation of each gauge, however old);
    /// null when it is sent as it is measured.
    /// </summary>
    public DateTimeOffset? ReportedTime { get; init; }

    /// <summary>Rain gauges that count in ten-minute steps: millimetres in the ten minutes that end at the reading's time. Null when not sent.</summary>
    public double? Rain10MinMm { get; init; }

    /// <summary>Id of the gauge in the same water that measured the value; null = this sensor did. A neighbour's value is compared, never taken for a reading.</summary>
    public string? Neighbour { get; init; }

    /// <summary>Thresholds sent with the reading; they win over the registry and are recorded. Null when the reading carries none.</summary>
    public StageThresholds? Thresholds { get; init; }
}

/// <summary>A report of a shelter.</summary>
public sealed record ShelterReading : Reading
{
    public override ThingKind Kind => ThingKind.Shelter;

    /// <summary>Open (開設) or closed (閉鎖).</summary>
    public bool Open { get; init; }

    /// <summary>Persons in the shelter; null when not reported.</summary>
    public int? Evacuees { get; init; }

    /// <summary>Households in the shelter; null when not reported.</summary>
    public int? Households { get; init; }

    /// <summary>Persons the shelter can take, sent with the report; wins over the registry. Null when not sent.</summary>
    public int? CapacityPersons { get; init; }

    /// <summary>Mains power; null when not reported.</summary>
    public bool? Power { get; init; }

    /// <summary>False: the record tells only what others say of the place (<see cref="HazardsActive"/>) and nothing of the shelter itself.</summary>
    public bool IsReport { get; init; } = true;

    /// <summary>All hazards that are active or rising where the shelter stands, none included; null when the record does not say.</summary>
    public Hazards? HazardsActive { get; init; }

    /// <summary>Id of the station that says so and speaks for itself only; null = the word of an operator about all hazards there.</summary>
    public string? HazardsFrom { get; init; }

    /// <summary>Items of the stock; null when not reported.</summary>
    public SupplyList? Supplies { get; init; }

    /// <summary>L-Alert: the document that this report revises; null when the source has none.</summary>
    public string? DocId { get; init; }

    /// <summary>L-Alert: its revision, rising within one document; lower ones are dropped.</summary>
    public int? Revision { get; init; }
}

/// <summary>Where a snow plough's blade is: a plough with its blade up passes a road without clearing it.</summary>
public enum Blade
{
    Up,
    Down,
}

/// <summary>A position report of a vehicle.</summary>
public sealed record VehicleReading : Reading
{
    public override ThingKind Kind => ThingKind.Vehicle;

    /// <summary>WGS84 degrees, -90 to 90; null exactly when the quality is missing.</summary>
    public double? Latitude { get; init; }

    /// <summary>WGS84 degrees, -180 to 180; null exactly when the quality is missing.</summary>
    public double? Longitude { get; init; }

    /// <summary>Metres per second, 0 or more.</summary>
    public double? SpeedMps { get; init; }

    /// <summary>Degrees clockwise from north, 0 to 360.</summary>
    public double? HeadingDeg { get; init; }

    /// <summary>On duty; null when not reported.</summary>
    public bool? OnDuty { get; init; }

    /// <summary>Occupancy in percent, 0 or more (GTFS-Realtime occupancy_percentage).</summary>
    public int? OccupancyPercent { get; init; }

    /// <summary>Occupancy in the words of GTFS-Realtime; not a scale, so it is never computed from the percentage or back.</summary>
    public OccupancyStatus? Occupancy { get; init; }

    /// <summary>Blade of a snow plough; null when not reported.</summary>
    public Blade? Blade { get; init; }

    /// <summary>Charge of the battery, 0 to 100.</summary>
    public double? BatteryPercent { get; init; }

    /// <summary>Height above ground, metres.</summary>
    public double? AltitudeM { get; init; }
}

/// <summary>A sign of life of a household's TV or set-top box.</summary>
public sealed record HouseholdReading : Reading
{
    public override ThingKind Kind => ThingKind.Household;

    /// <summary>Whether the set is being watched, when the source knows.</summary>
    public bool? Viewing { get; init; }

    /// <summary>Power drawn by the set, watts, mean of the source's interval; viewing then follows from the registered threshold.</summary>
    public double? PowerW { get; init; }
}
