using Realtime.Benchmarks.Peers;

namespace Realtime.Benchmarks.Contestants;

/// <summary>Who takes part.</summary>
/// <param name="Name">On the command line and in results.</param>
/// <param name="Title">In tables.</param>
/// <param name="Create">Makes it, in a process of its own.</param>
/// <param name="Judged">False: it raises no alerts and is no rival, only a yardstick.</param>
internal sealed record Entrant(string Name, string Title, Func<Arena, IContestant> Create, bool Judged = true);

/// <summary>All contestants by name.</summary>
internal static class Entrants
{
    public static IReadOnlyList<Entrant> All { get; } =
    [
        new("C0", "Kafka client alone, nothing judged", arena => new ClientOnly(arena), Judged: false),
        new("B0", "bare loop", arena => new BareLoop(arena)),
        new("B1", "best loop: our codec, things and rules", arena => new BestLoop(arena)),
        new("B2", "channels, a worker per partition", arena => new Channels(arena)),
        new("B3", "Akka.NET, naive: sharded actor per thing", arena => new AkkaThings(arena, PeerReader.Plain)),
        new("B3b", "the same with our codec and batches", arena => new AkkaThings(arena, PeerReader.Batched)),
        new("B4", "Orleans: grain per thing, one way", arena => new OrleansThings(arena, PeerReader.Plain)),
        new("B4b", "the same with our codec and batches", arena => new OrleansThings(arena, PeerReader.Batched)),
        new("B5", "Proto.Actor: actor per thing, one way", arena => new ProtoThings(arena, PeerReader.Plain)),
        new("B5b", "the same with our codec and batches", arena => new ProtoThings(arena, PeerReader.Batched)),
        new("B6", "event-sourced twin: B3 with PersistAsync per reading", arena => new AkkaPersistentThings(arena)),
        new("ours", "ours as shipped: durable, time series on, actor per thing", arena => new Ours(arena)),
    ];

    /// <exception cref="ArgumentException">Nobody has this name.</exception>
    public static Entrant Named(string name) =>
        All.FirstOrDefault(entrant => string.Equals(entrant.Name, name, StringComparison.OrdinalIgnoreCase))
        ?? throw new ArgumentException($"{name} is none of {string.Join(", ", All.Select(entrant => entrant.Name))}");
}
