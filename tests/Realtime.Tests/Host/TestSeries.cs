using Realtime.Domain;
using Realtime.Streams.Historian;

namespace Realtime.Tests.Host;

/// <summary>Points in a list, or a store that is away when the test says so.</summary>
internal sealed class TestSeries : ISeriesReader
{
    public bool Away { get; set; }

    public List<ResultPoint> Points { get; } = [];

    public Task<IReadOnlyList<ResultPoint>> ReadAsync(SeriesQuestion question, CancellationToken cancellation) => Away
        ? Task.FromException<IReadOnlyList<ResultPoint>>(new SeriesAwayException("The time-series store does not answer."))
        : Task.FromResult<IReadOnlyList<ResultPoint>>([.. Points.Where(point => point.Measurement == question.Measurement && question.Things.Contains(point.Thing) && point.Time >= question.From && point.Time < question.To).OrderBy(point => point.Time)]);
}
