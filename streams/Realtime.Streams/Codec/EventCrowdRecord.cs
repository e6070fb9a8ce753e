using System.Text.Json;
using Realtime.Domain;

namespace Realtime.Streams.Codec;

/// <summary><c>crowd</c> of a planned time: other limits of a place, and <c>unusual</c>; what is left out stays as registered.</summary>
internal static class EventCrowdRecord
{
    /// <summary>Reads the field; null when it is absent or faulty.</summary>
    public static EventCrowd? Read(ref FieldBag bag)
    {
        if (!bag.Is(Field.Crowd, JsonTokenType.StartObject, "an object with limits of a place where people are counted"))
        {
            return null;
        }

        FieldBag inner = FieldBag.Scan(bag.Raw(Field.Crowd));
        EventCrowd crowd = new()
        {
            LimitPersonsPerH = inner.Number(Field.LimitPersonsPerH, CrowdRecord.SizeMin),
            ClearPersonsPerH = inner.Number(Field.ClearPersonsPerH, 0),
            LimitPersonsPerM2 = inner.Number(Field.LimitPersonsPerM2, CrowdRecord.SizeMin),
            ClearPersonsPerM2 = inner.Number(Field.ClearPersonsPerM2, 0),
            Unusual = inner.Flag(Field.Unusual),
        };
        if (crowd.ClearPersonsPerH > (crowd.LimitPersonsPerH ?? 0) || crowd.ClearPersonsPerM2 > (crowd.LimitPersonsPerM2 ?? 0))
        {
            inner.Fail(RejectReason.BadValue, "a lower edge (clear) has to stand at or below the limit of the same planned time");
        }

        if (inner.Fault is { } reason)
        {
            bag.Fail(reason, "crowd: " + inner.Detail);
            return null;
        }

        return crowd;
    }

    public static void Write(Utf8JsonWriter json, EventCrowd? crowd)
    {
        if (crowd is null)
        {
            return;
        }

        json.WriteStartObject(FieldNames.Of(Field.Crowd));
        json.WriteNumber(Field.LimitPersonsPerH, crowd.LimitPersonsPerH);
        json.WriteNumber(Field.ClearPersonsPerH, crowd.ClearPersonsPerH);
        json.WriteNumber(Field.LimitPersonsPerM2, crowd.LimitPersonsPerM2);
        json.WriteNumber(Field.ClearPersonsPerM2, crowd.ClearPersonsPerM2);
        json.WriteFlag(Field.Unusual, crowd.Unusual);
        json.WriteEndObject();
    }
}
