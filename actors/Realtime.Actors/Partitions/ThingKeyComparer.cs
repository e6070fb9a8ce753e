using Realtime.Domain;

namespace Realtime.Actors.Partitions;

/// <summary>
/// Keys of things in a table. The struct's own equality goes through two generic comparers; this one asks for the same string first, which is
/// what the decoder gives for an id that was seen before. The hash is the runtime's, keyed by process: ids come from outside.
/// </summary>
internal sealed class ThingKeyComparer : IEqualityComparer<ThingKey>
{
    public static readonly ThingKeyComparer Instance = new();

    public bool Equals(ThingKey x, ThingKey y) => x.Kind == y.Kind && x.Id == y.Id;

    public int GetHashCode(ThingKey key) => key.Id.GetHashCode(StringComparison.Ordinal) ^ (int)key.Kind;
}
