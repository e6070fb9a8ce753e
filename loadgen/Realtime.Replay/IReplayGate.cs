using Realtime.Domain;

namespace Realtime.Replay;

/// <summary>What a replayer must know of the receiver: two topics have no order between them, and a restart must go on where the receiver is.</summary>
public interface IReplayGate
{
    /// <summary>Completes when the receiver has applied the registrations of all these things; readings sent earlier could overtake them.</summary>
    Task RegistrationsAppliedAsync(IReadOnlyCollection<ThingKey> keys, CancellationToken cancellation);

    /// <summary>
    /// Per channel the source position up to which everything is in a stored epoch of every partition; a channel without one is absent.
    /// </summary>
    Task<IReadOnlyDictionary<string, long>> DurablePositionsAsync(CancellationToken cancellation);
}

/// <summary>Asks nobody: registrations count as applied when the broker has them, and every replay starts at the beginning.</summary>
public sealed class OpenReplayGate : IReplayGate
{
    public static readonly OpenReplayGate Instance = new();

    private OpenReplayGate()
    {
    }

    public Task RegistrationsAppliedAsync(IReadOnlyCollection<ThingKey> keys, CancellationToken cancellation) => Task.CompletedTask;

    public Task<IReadOnlyDictionary<string, long>> DurablePositionsAsync(CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyDictionary<string, long>>(new Dictionary<string, long>());
}
