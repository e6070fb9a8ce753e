using System.Text.Json;
using Realtime.Domain;

namespace Realtime.Streams.Codec;

/// <summary>Reports of shelters.</summary>
internal static class ShelterRecord
{
    public static ShelterReading? Read(ref FieldBag bag, in ReadingHead head)
    {
        bool? open = bag.Flag(Field.Open);
        if (head.Quality != Quality.Missing)
        {
            bag.Require(open is not null, Field.Open);
        }

        var reading = new ShelterReading
        {
            ThingId = head.Id,
            Municipality = head.Municipality,
            Time = head.Time,
            OriginalTime = head.OriginalTime,
            Quality = head.Quality,
            Drill = head.Drill,
            Source = head.Source,
            Origin = head.Origin,
            Open = open ?? false,
            Evacuees = bag.Count(Field.Evacuees),
            Households = bag.Count(Field.Households),
            CapacityPersons = bag.Count(Field.CapacityPersons),
            Power = bag.Flag(Field.Power),
        };
        return bag.Fault is null ? reading : null;
    }

    public static void Write(Utf8JsonWriter json, ShelterReading reading)
    {
        json.WriteFlag(Field.Open, reading.Open);
        json.WriteNumber(Field.Evacuees, reading.Evacuees);
        json.WriteNumber(Field.Households, reading.Households);
        json.WriteNumber(Field.CapacityPersons, reading.CapacityPersons);
        json.WriteFlag(Field.Power, reading.Power);
    }
}
