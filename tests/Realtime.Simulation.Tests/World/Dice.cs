namespace Realtime.Simulation.Tests.World;

/// <summary>The only source of chance: one seed decides everything that happens.</summary>
public sealed class Dice(int seed)
{
    private readonly Random _random = new(seed);

    public int Below(int end) => _random.Next(end);

    public int Between(int from, int to) => _random.Next(from, to + 1);

    public double Share() => _random.NextDouble();

    public bool Chance(double probability) => probability > 0 && _random.NextDouble() < probability;

    public TimeSpan Seconds(double from, double to) => TimeSpan.FromTicks((long)((from + ((to - from) * _random.NextDouble())) * TimeSpan.TicksPerSecond));

    public T Of<T>(IReadOnlyList<T> choices) => choices[_random.Next(choices.Count)];

    /// <summary>How long a message is under way: mostly some milliseconds, seldom long.</summary>
    public TimeSpan Latency() => Below(100) switch
    {
        < 90 => Seconds(0.0001, 0.02),
        < 99 => Seconds(0.02, 0.3),
        _ => Seconds(0.3, 3),
    };
}
