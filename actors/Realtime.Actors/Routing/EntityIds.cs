using System.Globalization;
using Realtime.Domain;

namespace Realtime.Actors.Routing;

/// <summary>
/// Names of the sharded actors. One sharding type carries them all, because a partition, its desk and its things
/// have to live in the same shard: <c>$7</c> the partition, <c>!7</c> its alert desk, <c>sensor/lk-hanwella</c> a thing.
/// The post box of a reader, <c>~operators</c>, gathers notices from every desk and lives in the shard its name falls into.
/// </summary>
public static class EntityIds
{
    public const char PartitionPrefix = '$';
    public const char DeskPrefix = '!';
    public const char PostPrefix = '~';

    public static string Partition(int partition) => string.Create(CultureInfo.InvariantCulture, $"{PartitionPrefix}{partition}");

    public static string Desk(int partition) => string.Create(CultureInfo.InvariantCulture, $"{DeskPrefix}{partition}");

    /// <summary>The post box of one reader; <paramref name="box"/> names nobody (<c>PostRoute</c>).</summary>
    public static string PostBox(string box) => $"{PostPrefix}{box}";

    public static string Thing(ThingKey key) => key.ToString();

    /// <summary>The partition number behind <c>$n</c> or <c>!n</c>; null for a thing.</summary>
    public static int? PartitionNumber(string entityId) =>
        entityId.Length > 1
        && entityId[0] is PartitionPrefix or DeskPrefix
        && int.TryParse(entityId.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? number
            : null;

    /// <summary>The shard of an entity: its Kafka partition.</summary>
    public static int ShardOf(string entityId, int partitions)
    {
        if (PartitionNumber(entityId) is { } number)
        {
            return number;
        }

        int slash = entityId.IndexOf('/', StringComparison.Ordinal);
        return Partitioning.PartitionOf(entityId[(slash + 1)..], partitions);
    }
}
