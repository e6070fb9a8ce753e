namespace Realtime.Domain;

/// <summary>
/// What one measure remembers of its past: its mean and the three greatest of its block maxima, the newer ones not yet in a block aside.
/// How far a value goes beyond them says how unusual it is, in the stream's own terms: no distribution has to be assumed.
/// </summary>
public sealed record Extremes
{
    /// <summary>Weights of the three greatest: the greatest counts most, but one outlier alone does not set the limit.</summary>
    private const double SecondWeight = 0.5;
    private const double ThirdWeight = 0.25;

    /// <summary>Below this a measure has never moved: the unit of the excess is then this.</summary>
    private const double Still = 1e-9;

    /// <summary>Values seen.</summary>
    public long Count { get; init; }

    public double Mean { get; init; }

    public double First { get; init; }

    public double Second { get; init; }

    public double Third { get; init; }

    /// <summary>Greatest value of the block that is not full yet.</summary>
    public double Block { get; init; }

    /// <summary>By how much the value exceeds the past extremes, in their distance from the mean; 0 within them, or while it is learning.</summary>
    public double Excess(double value, AnomalyModel model)
    {
        if (Count < model.Learning)
        {
            return 0;
        }

        double ratio = (value - Mean) / Math.Max(Limit(model) - Mean, Still);
        return Math.Clamp(ratio - 1, 0, model.Top);
    }

    /// <summary>Learns a value; what is far outside counts only as far as <see cref="AnomalyModel.Growth"/> allows.</summary>
    public Extremes Learn(double value, AnomalyModel model)
    {
        double taken = Count <= model.Learning ? value : Math.Min(value, Mean + (model.Growth * Math.Max(Limit(model) - Mean, Still)));
        long count = Count + 1;
        double mean = Mean + ((taken - Mean) / Math.Min(count, model.Memory));
        double block = Count % model.Block == 0 ? taken : Math.Max(Block, taken);
        Extremes next = this with { Count = count, Mean = mean, Block = block };
        return count % model.Block == 0 ? next.Close(model) : next;
    }

    private double Limit(AnomalyModel model) => (Count / model.Block) switch
    {
        0 => Block,
        1 => First,
        2 => (First + (SecondWeight * Second)) / (1 + SecondWeight),
        _ => (First + (SecondWeight * Second) + (ThirdWeight * Third)) / (1 + SecondWeight + ThirdWeight),
    };

    /// <summary>The block is full: its greatest value takes its place among the three.</summary>
    private Extremes Close(AnomalyModel model)
    {
        long blocks = (Count / model.Block) - 1;
        double first = Faded(First, model);
        double second = Faded(Second, model);
        double third = Faded(Third, model);
        return blocks == 0 || Block > first ? this with { First = Block, Second = first, Third = second }
            : blocks == 1 || Block > second ? this with { First = first, Second = Block, Third = second }
            : this with { First = first, Second = second, Third = blocks == 2 ? Block : Math.Max(third, Block) };
    }

    private double Faded(double extreme, AnomalyModel model) => extreme - (model.Forgetting * (extreme - Mean));
}
