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
        new("C0", "Kafka client alone", arena => new ClientOnly(arena), Judged: false),
        new("B0", "bare loop", arena => new BareLoop(arena)),
        new("ours", "ours, as shipped, durable", arena => new Ours(arena)),
    ];

    /// <exception cref="ArgumentException">Nobody has this name.</exception>
    public static Entrant Named(string name) =>
        All.FirstOrDefault(entrant => string.Equals(entrant.Name, name, StringComparison.OrdinalIgnoreCase))
        ?? throw new ArgumentException($"{name} is none of {string.Join(", ", All.Select(entrant => entrant.Name))}");
}
