using System.Text.Json;
using Realtime.Domain;

namespace Realtime.Streams.Codec;

/// <summary>
/// <c>events</c>: planned times with other rules, <c>[{"name", "from", "to", "thresholds", "crowd", "nearly_full_share", "audience"}]</c>; what is left
/// out stays as registered.
/// </summary>
internal static class EventsRecord
{
    /// <summary>Reads the field; null when it is absent, empty or faulty.</summary>
    public static EventSchedule? Read(ref FieldBag bag)
    {
        if (!bag.Is(Field.Events, JsonTokenType.StartArray, "a list of planned times"))
        {
            return null;
        }

        var modes = new List<EventMode>();
        var elements = new ArrayElements(bag.Raw(Field.Events));
        while (elements.MoveNext())
        {
            FieldBag one = FieldBag.Scan(elements.Current);
            EventMode? mode = ReadMode(ref one);
            if (mode is null)
            {
                bag.Fail(one.Fault ?? RejectReason.BadValue, "events: " + one.Detail);
                return null;
            }

            modes.Add(mode);
        }

        return modes.Count > 0 ? new EventSchedule(modes) : null;
    }

    public static void Write(Utf8JsonWriter json, EventSchedule? schedule)
    {
        if (schedule is null)
        {
            return;
        }

        json.WriteStartArray(FieldNames.Of(Field.Events));
        foreach (EventMode mode in schedule.Modes)
        {
            json.WriteStartObject();
            json.WriteText(Field.Name, mode.Name);
            json.WriteTime(Field.From, mode.From);
            json.WriteTime(Field.To, mode.To);
            ThresholdsRecord.Write(json, mode.Thresholds);
            EventCrowdRecord.Write(json, mode.Crowd);
            json.WriteNumber(Field.NearlyFullShare, mode.NearlyFullShare);
            json.WriteText(Field.Audience, mode.Audience?.ToString().ToLowerInvariant());
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static EventMode? ReadMode(ref FieldBag one)
    {
        string? name = one.Name(Field.Name);
        DateTimeOffset? from = one.Time(Field.From);
        DateTimeOffset? to = one.Time(Field.To);
        StageThresholds? thresholds = ThresholdsRecord.Read(ref one);
        EventCrowd? crowd = EventCrowdRecord.Read(ref one);
        double? share = one.Number(Field.NearlyFullShare, 0, 1);
        Audience? audience = ReadAudience(ref one);
        if (name is null || from is null || to is null)
        {
            one.Fail(RejectReason.MissingField, "a planned time needs name, from and to");
        }
        else if (from >= to)
        {
            one.Fail(RejectReason.BadValue, $"{name} ends before it begins");
        }

        return one.Fault is null ? new EventMode(name!, from!.Value, to!.Value) { Thresholds = thresholds, Crowd = crowd, NearlyFullShare = share, Audience = audience } : null;
    }

    private static Audience? ReadAudience(ref FieldBag one)
    {
        string? text = one.Text(Field.Audience);
        if (text is null)
        {
            return null;
        }

        foreach (Audience audience in Enum.GetValues<Audience>())
        {
            if (string.Equals(audience.ToString(), text, StringComparison.OrdinalIgnoreCase))
            {
                return audience;
            }
        }

        one.Fail(RejectReason.BadValue, "audience has to be " + string.Join(" or ", Enum.GetNames<Audience>().Select(known => known.ToLowerInvariant())));
        return null;
    }
}
