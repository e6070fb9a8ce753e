namespace Realtime.Domain;

/// <summary>What a gauge knows of one neighbour.</summary>
/// <param name="Id">The neighbour.</param>
/// <param name="Newest">Time of its newest value; older ones and repeats are not taken.</param>
/// <param name="Slots">Its values.</param>
/// <param name="Learned">Batches the usual difference was learned from.</param>
/// <param name="Usual">Usual difference: how much higher the gauge stands, metres (the zeros of two gauges differ).</param>
/// <param name="Spread">Sum of squared deviations from it.</param>
public sealed record DriftNeighbour(string Id, DateTimeOffset Newest, DriftSlots Slots, int Learned = 0, double Usual = 0, double Spread = 0)
{
    /// <summary>Batches until the usual difference is known.</summary>
    public const int LearnBatches = 8;

    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsKnown => Learned >= LearnBatches;

    /// <summary>Standard deviation of the difference while it was learned, metres.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public double Deviation => Math.Sqrt(Spread / Math.Max(1, Learned - 1));

    /// <summary>With the difference of one more batch (Welford's running mean and sum of squares).</summary>
    public DriftNeighbour Learn(double difference)
    {
        double usual = Usual + ((difference - Usual) / (Learned + 1));
        return this with { Learned = Learned + 1, Usual = usual, Spread = Spread + ((difference - Usual) * (difference - usual)) };
    }
}
