namespace Realtime.Chaos.Links;

/// <summary>
/// The first message of an association of Akka.Remote: a protocol buffer whose <c>AddressData</c> holds system (1), host name (2), port (3)
/// and protocol (4) of the node that calls (Akka.Remote, <c>WireFormats.proto</c>).
/// </summary>
internal static class AssociationHello
{
    /// <summary>Field 2, nine characters, loopback; the port's field 3 follows as a varint.</summary>
    private static ReadOnlySpan<byte> Host => "\u0012\u0009127.0.0.1\u0018"u8;

    /// <summary>The port that the caller advertises; null when this is not such a message.</summary>
    public static int? AdvertisedPort(ReadOnlySpan<byte> bytes)
    {
        int at = bytes.IndexOf(Host);
        int port = 0;
        for (int i = at + Host.Length, shift = 0; at >= 0 && i < bytes.Length && shift < 21; i++, shift += 7)
        {
            port |= (bytes[i] & 0x7F) << shift;
            if (bytes[i] < 0x80)
            {
                return port;
            }
        }

        return null;
    }
}
