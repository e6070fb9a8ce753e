namespace Realtime.Actors.Epochs;

/// <summary>Stands where a snapshot should be whose bytes are damaged.</summary>
/// <param name="Reason">One sentence.</param>
public sealed record UnreadableSnapshot(string Reason);
