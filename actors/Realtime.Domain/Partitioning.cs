using System.Text;

namespace Realtime.Domain;

/// <summary>
/// Kafka's own rule for a key's partition (murmur2 of the UTF-8 key, sign bit cleared, modulo the partition count;
/// org.apache.kafka.common.utils.Utils.murmur2). A partition is a shard here, so the cluster must agree with every producer:
/// librdkafka producers have to set <c>partitioner=murmur2_random</c>, because their default is CRC32.
/// </summary>
public static class Partitioning
{
    private const uint Seed = 0x9747b28c;
    private const uint M = 0x5bd1e995;

    /// <summary>The partition of an id among <paramref name="partitions"/>, 0-based.</summary>
    public static int PartitionOf(string id, int partitions)
    {
        int length = Encoding.UTF8.GetMaxByteCount(id.Length);
        Span<byte> buffer = length <= 256 ? stackalloc byte[256] : new byte[length];
        int written = Encoding.UTF8.GetBytes(id, buffer);
        return PartitionOf(buffer[..written], partitions);
    }

    /// <summary>The partition of a UTF-8 key among <paramref name="partitions"/>, 0-based.</summary>
    public static int PartitionOf(ReadOnlySpan<byte> key, int partitions) => (int)((Murmur2(key) & 0x7fffffff) % (uint)partitions);

    /// <summary>32-bit murmur2 with Kafka's seed.</summary>
    public static uint Murmur2(ReadOnlySpan<byte> data)
    {
        uint h = Seed ^ (uint)data.Length;
        int whole = data.Length & ~3;
        for (int i = 0; i < whole; i += 4)
        {
            uint k = (uint)(data[i] | data[i + 1] << 8 | data[i + 2] << 16 | data[i + 3] << 24);
            k *= M;
            k ^= k >> 24;
            k *= M;
            h = h * M ^ k;
        }

        int rest = data.Length & 3;
        if (rest >= 3)
        {
            h ^= (uint)data[whole + 2] << 16;
        }

        if (rest >= 2)
        {
            h ^= (uint)data[whole + 1] << 8;
        }

        if (rest >= 1)
        {
            h = (h ^ data[whole]) * M;
        }

        h ^= h >> 13;
        h *= M;
        return h ^ h >> 15;
    }
}
