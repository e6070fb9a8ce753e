using Realtime.Streams.Codec;

namespace Realtime.Replay.Sending;

/// <summary>The bytes of a record in the product's own format.</summary>
internal static class RecordBytes
{
    public static byte[] Of(OutgoingRecord record) => record switch
    {
        { Raw: { } raw } => raw,
        { Frame: { } frame } => TelemetryEncoder.EncodeFrame(frame),
        { Item.Reading: { } reading } => TelemetryEncoder.Encode(reading),
        { Item.Beat: { } beat } => TelemetryEncoder.Encode(beat),
        { Item.Registration: { } registration } => TelemetryEncoder.Encode(registration),
        _ => throw new ArgumentException("a record to send holds a reading, a frame, a heartbeat or a registration", nameof(record)),
    };
}
