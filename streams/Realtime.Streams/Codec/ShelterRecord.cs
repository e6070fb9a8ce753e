using System.Text.Json;
using Realtime.Domain;

namespace Realtime.Streams.Codec;

/// <summary>Reports of shelters.</summary>
internal static class ShelterRecord
{
    public static ShelterReading? Read(ref FieldBag bag, in ReadingHead head)
    {
        bool? open = bag.Flag(Field.Open);
        bool notice = open is null && bag.Has(Field.HazardsActive);
        if (head.Quality != Quality.Missing && !notice)
        {
            bag.Require(open is not null, Field.Open);
        }

        if (notice && (bag.Has(Field.Evacuees) || bag.Has(Field.Households) || bag.Has(Field.CapacityPersons) || bag.Has(Field.Power) || bag.Has(Field.Supplies)))
        {
            bag.Fail(RejectReason.MissingField, "open is missing; only a record that tells nothing but hazards_active may leave it out");
        }

        string? from = bag.Name(Field.HazardsFrom);
        if (from is not null && !notice)
        {
            bag.Fail(RejectReason.BadValue, "hazards_from belongs to a record that tells hazards_active and nothing of the shelter itself");
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
            IsReport = !notice,
            HazardsActive = SupplyRecord.ReadHazards(ref bag),
            HazardsFrom = from,
            Supplies = SupplyRecord.Read(ref bag),
            DocId = bag.Name(Field.Docid),
            Revision = bag.Count(Field.Revision),
        };
        return bag.Fault is null ? reading : null;
    }

    public static void Write(Utf8JsonWriter json, ShelterReading reading)
    {
        json.WriteFlag(Field.Open, reading.IsReport ? reading.Open : null);
        json.WriteNumber(Field.Evacuees, reading.Evacuees);
        json.WriteNumber(Field.Households, reading.Households);
        json.WriteNumber(Field.CapacityPersons, reading.CapacityPersons);
        json.WriteFlag(Field.Power, reading.Power);
        SupplyRecord.WriteHazards(json, reading.HazardsActive);
        json.WriteText(Field.HazardsFrom, reading.HazardsFrom);
        SupplyRecord.Write(json, reading.Supplies);
        json.WriteText(Field.Docid, reading.DocId);
        json.WriteNumber(Field.Revision, reading.Revision);
    }
}
