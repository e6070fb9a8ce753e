using Realtime.Replay.Plan;

namespace Realtime.LoadGen.City;

/// <summary>
/// A synthetic city. Event time runs in rounds of <see cref="Round"/>; in each round every thing reports once or stays silent.
/// The same spec makes the same city, reading by reading.
/// </summary>
public sealed record CitySpec
{
    /// <summary>Event time in which every thing reports once.</summary>
    public static readonly TimeSpan Round = TimeSpan.FromMinutes(1);

    /// <summary>Number of things.</summary>
    public required int Things { get; init; }

    /// <summary>Readings per second that the whole city is meant to send.</summary>
    public required double RatePerSecond { get; init; }

    /// <summary>Length of the run on the sender's clock.</summary>
    public required TimeSpan Duration { get; init; }

    public required ulong Seed { get; init; }

    /// <summary>Event time of the first round.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>Readings in one gateway frame; 1 = every sensor sends for itself. Things behind a gateway have no absence rule,
    /// because their readings reach their own partition by another way than the heartbeats.</summary>
    public int FrameReadings { get; init; } = 1;

    /// <summary>Rounds in the run, at least 1.</summary>
    public int Rounds => RoundsOf(Things, RatePerSecond, Duration);

    /// <summary>Event seconds per second that make the rate.</summary>
    public ReplaySpeed Speed => ReplaySpeed.Times(Round.TotalSeconds * RatePerSecond / Things);

    /// <summary>Event time after the last round.</summary>
    public DateTimeOffset End => Start + Rounds * Round;

    /// <summary>Rounds that fit into the duration, at least 1.</summary>
    public static int RoundsOf(int things, double ratePerSecond, TimeSpan duration) =>
        Math.Max(1, (int)Math.Min(int.MaxValue, duration.TotalSeconds * ratePerSecond / things));
}
