using Realtime.Domain;

namespace Realtime.LoadGen.Verify;

/// <summary>What stands in the topics <c>alerts</c> and <c>dead-letter</c>.</summary>
/// <param name="Changes">Every change in the order read, repeats included.</param>
/// <param name="DeadLetters">Number and reasons of records that were refused, one sentence each.</param>
/// <param name="Forgotten">Records the broker no longer has; with any, nothing can be proved.</param>
public sealed record PublishedAlerts(IReadOnlyList<AlertChange> Changes, IReadOnlyList<string> DeadLetters, long Forgotten);
