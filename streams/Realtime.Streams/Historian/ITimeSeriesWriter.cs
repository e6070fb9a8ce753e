namespace Realtime.Streams.Historian;

/// <summary>A time-series store. Writing the same point again changes nothing.</summary>
public interface ITimeSeriesWriter
{
    /// <summary>Completes when the store has taken every point.</summary>
    /// <exception cref="PointsRefusedException">The store will never take at least one of the points; the others may be stored or not.</exception>
    /// <exception cref="Exception">Any other: the store is not there now; the same call may succeed later.</exception>
    Task WriteAsync(IReadOnlyList<PointLines> points, CancellationToken cancellation);
}

/// <summary>The store refuses points for good, with its own reason.</summary>
public sealed class PointsRefusedException(string reason) : Exception(reason);
