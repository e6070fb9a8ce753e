using System.Buffers.Binary;
using System.Text;

namespace Realtime.Tests.Intake;

/// <summary>Writes GTFS-Realtime feeds byte by byte from the specification's field numbers, independent of the classes that read them.</summary>
internal static class GtfsBytes
{
    public static byte[] Feed(long timestamp, params byte[][] entities)
    {
        byte[] header = [.. Bytes(1, Encoding.UTF8.GetBytes("2.0")), .. Number(3, timestamp)];
        return [.. Bytes(1, header), .. entities.SelectMany(entity => Bytes(2, entity))];
    }

    public static byte[] Vehicle(string entity, string id, float latitude, float longitude, float? bearing, float? speed, long? timestamp, int? occupancy, int? status = null)
    {
        byte[] position = [.. Float(1, latitude), .. Float(2, longitude), .. Float(3, bearing), .. Float(5, speed)];
        byte[] vehicle =
        [
            .. Bytes(1, [.. Bytes(1, "trip"u8.ToArray()), .. Bytes(5, "route"u8.ToArray())]),
            .. Bytes(2, position), .. Number(5, timestamp), .. Bytes(8, Bytes(1, Encoding.UTF8.GetBytes(id))), .. Number(9, status), .. Number(10, occupancy),
        ];
        return [.. Bytes(1, Encoding.UTF8.GetBytes(entity)), .. Bytes(4, vehicle)];
    }

    /// <summary>A VehiclePosition without a trip, in the order of the field numbers.</summary>
    public static byte[] Position(string id, float latitude, float longitude, float? bearing, float? speed, long timestamp, int? status, int? percent) =>
    [
        .. Bytes(2, [.. Float(1, latitude), .. Float(2, longitude), .. Float(3, bearing), .. Float(5, speed)]), .. Number(5, timestamp),
        .. Bytes(8, Bytes(1, Encoding.UTF8.GetBytes(id))), .. Number(9, status), .. Number(10, percent),
    ];

    public static byte[] Alert(string entity) => [.. Bytes(1, Encoding.UTF8.GetBytes(entity)), .. Bytes(5, [])];

    private static byte[] Bytes(int field, byte[] value) => [.. VarInt((field << 3) | 2), .. VarInt(value.Length), .. value];

    private static byte[] Number(int field, long? value) => value is { } number ? [.. VarInt(field << 3), .. VarInt(number)] : [];

    private static byte[] Float(int field, float? value)
    {
        if (value is not { } number)
        {
            return [];
        }

        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, number);
        return [.. VarInt((field << 3) | 5), .. bytes];
    }

    private static byte[] VarInt(long value)
    {
        List<byte> bytes = [];
        for (ulong rest = (ulong)value; ; rest >>= 7)
        {
            if (rest < 128)
            {
                bytes.Add((byte)rest);
                return [.. bytes];
            }

            bytes.Add((byte)((rest & 127) | 128));
        }
    }
}
