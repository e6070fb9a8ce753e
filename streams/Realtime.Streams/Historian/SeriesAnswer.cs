using Realtime.Domain;

namespace Realtime.Streams.Historian;

/// <summary>Points that were read back.</summary>
/// <param name="Points">Oldest first.</param>
public sealed record SeriesAnswer(IReadOnlyList<ResultPoint> Points)
{
    /// <summary>From here on nothing is missing; before it something is, because there was more than one answer takes. Null = all that was asked for is there.</summary>
    public DateTimeOffset? WholeFrom { get; init; }

    /// <summary>The newest points of many, oldest first.</summary>
    /// <param name="all">Oldest first.</param>
    /// <param name="most">How many stay.</param>
    /// <param name="wholeFrom">What was missing before; null = nothing.</param>
    public static SeriesAnswer Newest(IReadOnlyList<ResultPoint> all, int most, DateTimeOffset? wholeFrom = null)
    {
        int left = Math.Max(0, all.Count - most);
        DateTimeOffset? cut = left > 0 ? all[left - 1].Time.AddTicks(1) : null;
        return new SeriesAnswer([.. all.Skip(left)]) { WholeFrom = cut > wholeFrom || wholeFrom is null ? cut : wholeFrom };
    }
}
