namespace Realtime.Cluster.Geography;

/// <summary>A rectangle; y grows downwards, as in drawings.</summary>
public readonly record struct Box(double Left, double Top, double Right, double Bottom)
{
    /// <summary>Holds no point.</summary>
    public static readonly Box Nothing = new(double.PositiveInfinity, double.PositiveInfinity, double.NegativeInfinity, double.NegativeInfinity);

    /// <summary>Around both.</summary>
    public Box With(Box other) => new(Math.Min(Left, other.Left), Math.Min(Top, other.Top), Math.Max(Right, other.Right), Math.Max(Bottom, other.Bottom));

    /// <summary>Whether it lies wholly on one side of another: nothing straight between its points enters the other.</summary>
    public bool IsAside(Box other) => Right < other.Left || Left > other.Right || Bottom < other.Top || Top > other.Bottom;
}
