using System.Text.Json;
using Realtime.Domain;

namespace Realtime.Streams.Codec;

/// <summary>Writes the input records documented in <c>docs/records.md</c>, UTF-8 JSON without spaces.</summary>
public static class TelemetryEncoder
{
    /// <summary>One reading, for its own telemetry topic under the key <see cref="Reading.ThingId"/>.</summary>
    public static byte[] Encode(Reading reading) => JsonOut.Bytes(reading, Write);

    /// <summary>A gateway's frame of readings of one kind; at most <see cref="Limits.FrameReadingsMax"/>.</summary>
    /// <exception cref="ArgumentException">The frame is too long.</exception>
    public static byte[] EncodeFrame(IReadOnlyList<Reading> readings)
    {
        if (readings.Count > Limits.FrameReadingsMax)
        {
            throw new ArgumentException($"a frame carries at most {Limits.FrameReadingsMax} readings, not {readings.Count}", nameof(readings));
        }

        return JsonOut.Bytes(readings, static (json, list) =>
        {
            json.WriteStartObject();
            json.WriteStartArray(FieldNames.Of(Field.Readings));
            foreach (Reading reading in list)
            {
                Write(json, reading);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    /// <summary>A channel's heartbeat, for every partition of the topic it vouches for, key empty or the channel's id.</summary>
    public static byte[] Encode(ChannelBeat beat) => JsonOut.Bytes(beat, ChannelRecord.Write);

    /// <summary>A registration, for <see cref="Topics.Registry"/> under the key of the thing's id.</summary>
    public static byte[] Encode(Registration registration) => JsonOut.Bytes(registration, RegistryRecord.Write);

    private static void Write(Utf8JsonWriter json, Reading reading)
    {
        json.WriteStartObject();
        json.WriteText(Field.Id, reading.ThingId);
        ReadingHead.Write(json, reading);
        switch (reading)
        {
            case SensorReading sensor:
                SensorRecord.Write(json, sensor);
                break;
            case ShelterReading shelter:
                ShelterRecord.Write(json, shelter);
                break;
            case VehicleReading vehicle:
                VehicleRecord.Write(json, vehicle);
                break;
            case HouseholdReading household:
                HouseholdRecord.Write(json, household);
                break;
            case DeliveryReading delivery:
                DeliveryRecord.Write(json, delivery);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(reading), reading.GetType().Name, "no record format for this kind of reading");
        }

        json.WriteEndObject();
    }
}
