namespace Realtime.Domain;

/// <summary>A drift in words.</summary>
internal static class DriftText
{
    public static string Drifts(string name, in DriftVerdict verdict) =>
        $"{name}: drifts against {Neighbours(verdict)}: {Off(verdict)} found at {Say.Time(verdict.End)}; "
        + (verdict.Against.Count == 1 ? "one of the two gauges has to be checked" : "the gauge has to be checked");

    public static string Over(string name, in DriftVerdict verdict) => $"{name}: beside {Neighbours(verdict)} as usual again at {Say.Time(verdict.End)}";

    public static string Evidence(DriftWatch watch, in DriftVerdict verdict) =>
        $"mean of {Say.Span(watch.Under.Batch)}, {Off(verdict)}; cumulative sum {Metres(verdict.Sum)}, drift from {Metres(verdict.Limit)}; "
        + $"tolerance {Metres(watch.Under.ToleranceM.GetValueOrDefault())}, usual difference learned from {DriftNeighbour.LearnBatches} such means";

    private static string Neighbours(in DriftVerdict verdict) => string.Join(", ", verdict.Against);

    private static string Off(in DriftVerdict verdict) => $"{Metres(Math.Abs(verdict.Off))} {(verdict.Off < 0 ? "lower" : "higher")} than usual,";

    private static string Metres(double value) => Say.Number(value, "m");
}
