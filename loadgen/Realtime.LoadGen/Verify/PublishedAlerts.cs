using Realtime.Domain;

namespace Realtime.LoadGen.Verify;

/// <summary>What stands in the topics <c>alerts</c> and <c>dead-letter</c>.</summary>
/// <param name="Changes">Every change in the order read, repeats included.</param>
/// <param name="DeadLetters">Records that were refused.</param>
/// <param name="Forgotten">Records the broker no longer has; with any, nothing can be proved.</param>
public sealed record PublishedAlerts(IReadOnlyList<AlertChange> Changes, IReadOnlyList<RefusedRecord> DeadLetters, long Forgotten);

/// <summary>A record that was refused.</summary>
/// <param name="Topic">Where it stood.</param>
/// <param name="Partition">Where it stood.</param>
/// <param name="Offset">Where it stood.</param>
/// <param name="Text">What the dead letter says.</param>
public sealed record RefusedRecord(string Topic, int Partition, long Offset, string Text);
