using Realtime.Domain;
using Realtime.Streams.Historian;

namespace Realtime.Tests.Host;

/// <summary>Points in a list, or a store that is away when the test says so.</summary>
internal sealed class TestSeries : ISeriesReader
{
    public bool Away { get; set; }

    /// <summary>How often points were read.</summary>
    public int Questions { get; private set; }

    public List<ResultPoint> Points { get; } = [];

    public Task<SeriesAnswer> ReadAsync(SeriesQuestion question, CancellationToken cancellation)
    {
        Questions++;
        return Away
            ? Task.FromException<SeriesAnswer>(new SeriesAwayException("The time-series store does not answer."))
            : Task.FromResult(SeriesAnswer.Newest([.. Points.Where(point => point.Measurement == question.Measurement && question.Things.Contains(point.Thing) && point.Time >= question.From && point.Time < question.To).OrderBy(point => point.Time)], question.PointsMax));
    }
}
