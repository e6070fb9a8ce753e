using System.Globalization;
using Akka.Cluster.Sharding;

namespace Realtime.Actors.Routing;

/// <summary>A message that knows which sharded actor it is for.</summary>
public interface IRouted
{
    string EntityId { get; }
}

/// <summary>
/// Shard id = Kafka partition of the thing's id, so that a reading never leaves the node that consumed it and a command by id
/// finds the same shard from any node.
/// </summary>
public sealed class ThingMessageExtractor : IMessageExtractor
{
    private readonly string[] _shardIds;

    /// <param name="partitions">Partition count of every topic; can never change without a migration.</param>
    public ThingMessageExtractor(int partitions)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(partitions, 1);
        _shardIds = [.. Enumerable.Range(0, partitions).Select(p => p.ToString(CultureInfo.InvariantCulture))];
    }

    public string? EntityId(object message) => (message as IRouted)?.EntityId;

    public object EntityMessage(object message) => message;

    public string ShardId(object message) => throw new NotSupportedException("Akka asks by entity id since 1.5.15.");

    public string ShardId(string entityId, object? messageHint = null) => _shardIds[EntityIds.ShardOf(entityId, _shardIds.Length)];
}
