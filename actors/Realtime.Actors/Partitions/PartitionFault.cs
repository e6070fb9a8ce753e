namespace Realtime.Actors.Partitions;

/// <summary>Why an incarnation of a partition ended although nobody asked it to; writes that failed are counted on their own.</summary>
public enum PartitionFault
{
    /// <summary>The broker no longer has the next record to read.</summary>
    OffsetsLost,

    /// <summary>Reading failed for another reason.</summary>
    Input,

    /// <summary>A result, a forward or a dead letter could not be delivered for good.</summary>
    Outbox,

    /// <summary>The process stood still for too long.</summary>
    Standstill,

    /// <summary>A thing could not be started.</summary>
    Thing,

    /// <summary>What is stored cannot be read.</summary>
    Unreadable,
}
