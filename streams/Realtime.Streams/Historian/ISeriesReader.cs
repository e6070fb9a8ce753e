using Realtime.Domain;

namespace Realtime.Streams.Historian;

/// <summary>
/// Reads points back, for people who look at a thing's recent past. Nothing is judged by it: things know their own state, and the store may
/// be away, behind, or hold less than was asked for.
/// </summary>
public interface ISeriesReader
{
    /// <summary>The newest points that fit, oldest first, and since when they are all; of points that were written again the last word.</summary>
    /// <exception cref="SeriesAwayException">The store does not answer, or not with points.</exception>
    Task<SeriesAnswer> ReadAsync(SeriesQuestion question, CancellationToken cancellation);
}

/// <summary>Which points.</summary>
/// <param name="Measurement">One of <see cref="Measurements"/>.</param>
/// <param name="Things">Whose; at least one, all of one kind.</param>
/// <param name="From">Taken.</param>
/// <param name="To">Not taken.</param>
public sealed record SeriesQuestion(string Measurement, IReadOnlyCollection<ThingKey> Things, DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>See <see cref="PointsMax"/>.</summary>
    public const int PointsMaxDefault = 5_000;

    /// <summary>At most this many points; the newest are kept.</summary>
    public int PointsMax { get; init; } = PointsMaxDefault;
}

/// <summary>The time-series store cannot be read now.</summary>
public sealed class SeriesAwayException(string message, Exception? cause = null) : Exception(message, cause);
