using System.Text.Json;
using Realtime.Domain;

namespace Realtime.Streams.Codec;

/// <summary>Signs of life of a household's set: what the source knows, either viewing or power.</summary>
internal static class HouseholdRecord
{
    public static HouseholdReading? Read(ref FieldBag bag, in ReadingHead head)
    {
        bool? viewing = bag.Flag(Field.Viewing);
        double? power = bag.Number(Field.PowerW, min: 0);
        bag.CheckUnitOf(Field.PowerW);
        if (viewing is null && power is null && head.Quality != Quality.Missing)
        {
            bag.Fail(RejectReason.MissingField, "a household's reading needs viewing or power_w; a source without a value sends \"quality\": \"missing\"");
        }

        return bag.Fault is not null ? null : new HouseholdReading
        {
            ThingId = head.Id,
            Municipality = head.Municipality,
            Time = head.Time,
            OriginalTime = head.OriginalTime,
            Quality = head.Quality,
            Drill = head.Drill,
            Source = head.Source,
            Origin = head.Origin,
            Viewing = viewing,
            PowerW = power,
        };
    }

    public static void Write(Utf8JsonWriter json, HouseholdReading reading)
    {
        json.WriteFlag(Field.Viewing, reading.Viewing);
        json.WriteNumber(Field.PowerW, reading.PowerW);
    }
}
