using System.Text.Json;
using Realtime.Domain;

namespace Realtime.Streams.Codec;

/// <summary>Readings of sensors: the unit stands in the field's name, so the type decides which field carries the value.</summary>
internal static class SensorRecord
{
    private static readonly string[] Types = [.. Enum.GetValues<SensorType>().Select(SensorTypes.Name)];

    public static SensorReading? Read(ref FieldBag bag, in ReadingHead head)
    {
        SensorType? type = ReadType(ref bag);
        if (type is null)
        {
            bag.Fail(RejectReason.MissingField, $"type is missing; it is one of {string.Join(", ", Types)}");
            return null;
        }

        string? unit = bag.Name(Field.Unit);
        CheckUnit(ref bag, type.Value, unit);
        if (type == SensorType.People)
        {
            bag.CheckUnitOf(Field.SpeedMps);
        }

        double? rain10Min = type == SensorType.Rain ? bag.Number(Field.Rain10minMm, min: 0) : null;
        double? value = ReadValue(ref bag, type.Value, head.Quality, rain10Min is not null);
        DateTimeOffset? reported = bag.Time(Field.ReportedTime);
        if (head.Quality == Quality.Absent && reported is null)
        {
            bag.Fail(RejectReason.MissingField, "reported_time is missing; absence is said of a list that was published then");
        }

        StageThresholds? thresholds = ThresholdsRecord.Read(ref bag);
        SensorReading reading = new()
        {
            ThingId = head.Id,
            Municipality = head.Municipality,
            Time = head.Time,
            OriginalTime = head.OriginalTime,
            Quality = head.Quality,
            Drill = head.Drill,
            Source = head.Source,
            Origin = head.Origin,
            Type = type.Value,
            Value = value,
            PeopleTowards = bag.Count(Field.PeopleTowards),
            PeopleAway = bag.Count(Field.PeopleAway),
            SpeedMps = bag.Number(Field.SpeedMps, min: 0),
            Unit = type == SensorType.Scalar ? unit : null,
            Thresholds = thresholds,
            ReportedTime = reported,
            Neighbour = bag.Name(Field.Neighbour),
            Rain10MinMm = head.Quality is Quality.Missing or Quality.Absent ? null : rain10Min,
        };
        return bag.Fault is null ? reading : null;
    }

    public static void Write(Utf8JsonWriter json, SensorReading reading)
    {
        json.WriteText(Field.Type, TypeName(reading.Type));
        json.WriteNumber(ValueField(reading.Type), reading.Value);
        json.WriteNumber(Field.PeopleTowards, reading.PeopleTowards);
        json.WriteNumber(Field.PeopleAway, reading.PeopleAway);
        json.WriteNumber(Field.SpeedMps, reading.SpeedMps);
        json.WriteText(Field.Unit, reading.Unit);
        ThresholdsRecord.Write(json, reading.Thresholds);
        json.WriteTime(Field.ReportedTime, reading.ReportedTime);
        json.WriteText(Field.Neighbour, reading.Neighbour);
        json.WriteNumber(Field.Rain10minMm, reading.Rain10MinMm);
    }

    /// <summary>The type's name in records.</summary>
    public static string TypeName(SensorType type) => SensorTypes.Name(type);

    /// <summary>Reads the type; null when it is absent or unknown (the latter is noted).</summary>
    public static SensorType? ReadType(ref FieldBag bag)
    {
        string? name = bag.Text(Field.Type);
        int index = name is null ? -1 : Array.IndexOf(Types, name);
        if (name is not null && index < 0)
        {
            bag.Fail(RejectReason.BadValue, $"type is {name}; it is one of {string.Join(", ", Types)}");
        }

        return index < 0 ? null : (SensorType)index;
    }

    private static Field ValueField(SensorType type) => type switch
    {
        SensorType.RiverLevel or SensorType.TideLevel => Field.LevelM,
        SensorType.Rain => Field.RainMmPerH,
        SensorType.People => Field.PeopleCount,
        _ => Field.Value,
    };

    private static string? FixedUnit(SensorType type) => type switch
    {
        SensorType.RiverLevel or SensorType.TideLevel => "m",
        SensorType.Rain => "mm/h",
        SensorType.People => "persons",
        _ => null,
    };

    private static void CheckUnit(ref FieldBag bag, SensorType type, string? unit)
    {
        string? expected = FixedUnit(type);
        if (expected is not null && unit is not null && !string.Equals(unit, expected, StringComparison.Ordinal))
        {
            bag.Fail(RejectReason.WrongUnit, $"unit is {unit}, but {FieldNames.Text(ValueField(type))} is in {expected}");
        }
        else if (expected is null && unit is null)
        {
            bag.Fail(RejectReason.MissingField, "a scalar needs its unit");
        }
    }

    private static double? ReadValue(ref FieldBag bag, SensorType type, Quality quality, bool inSteps)
    {
        Field field = ValueField(type);
        if (quality is Quality.Missing or Quality.Absent)
        {
            // Whatever number comes with it (0, -999) is a filler of the source, not a level.
            return null;
        }

        double? value = type switch
        {
            SensorType.Rain => bag.Number(field, min: 0),
            SensorType.People => bag.Count(field),
            _ => bag.Number(field),
        };
        bag.Require(value is not null || inSteps, field);
        return value;
    }
}
