using Microsoft.Extensions.Time.Testing;
using Realtime.Domain;
using Realtime.Streams.Historian;

namespace Realtime.Tests.Streams;

public sealed class SqliteSeriesTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2025, 11, 28, 1, 4, 0, TimeSpan.FromHours(9));
    private static readonly ThingKey Gauge = new(ThingKind.Sensor, "lk-hanwella");

    private readonly string _folder = Directory.CreateTempSubdirectory("realtime-series-").FullName;
    private readonly FakeTimeProvider _clock = new(Start);

    [Fact]
    public async Task Points_come_back_in_order_and_a_repeat_replaces()
    {
        using SqliteSeriesWriter store = Open();
        ResultPoint[] points = [.. Enumerable.Range(0, 100).Select(i => Point(i, i))];
        await store.WriteAsync([.. points.Reverse()], CancellationToken.None);
        await store.WriteAsync(points, CancellationToken.None);
        await store.WriteAsync([Point(50, -1), Point(50, 7) with { Drill = true }, Point(50, 8) with { Tags = [new ResultText("rule", "stage")] }], CancellationToken.None);

        IReadOnlyList<ResultPoint> read = Read(store, 10, 60);
        Assert.Equal(52, read.Count);
        Assert.Equal(Enumerable.Range(10, 40).Select(i => (double)i), read.Take(40).Select(p => p.Fields[0].Value));
        Assert.Equal([-1, 7, 8], read.Where(p => p.Time == Start.AddSeconds(50)).Select(p => p.Fields[0].Value).Order());
        Assert.Equal("注意", read[0].Texts[0].Value);
    }

    [Fact]
    public async Task What_is_older_than_the_retention_goes_the_rest_survives_a_restart()
    {
        using (SqliteSeriesWriter store = Open())
        {
            await store.WriteAsync([.. Enumerable.Range(0, 20_001).Select(i => Point(i, i))], CancellationToken.None);
            _clock.Advance(TimeSpan.FromDays(6));
            await store.WriteAsync([Point(30_000, 1)], CancellationToken.None);
            Assert.Equal(20_002, Read(store, 0, 40_000).Count);
            _clock.Advance(TimeSpan.FromDays(2));
            await store.WriteAsync([Point(30_001, 2)], CancellationToken.None);
            Assert.Equal(2, Read(store, 0, 40_000).Count);
        }

        using SqliteSeriesWriter again = Open();
        Assert.Equal(2, Read(again, 0, 40_000).Count);
    }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private SqliteSeriesWriter Open() => new(Path.Combine(_folder, "sub", "series.db"), TimeSpan.FromDays(7), _clock);

    private static IReadOnlyList<ResultPoint> Read(SqliteSeriesWriter store, int from, int to) =>
        store.Read(Measurements.WaterLevel, Gauge, Start.AddSeconds(from), Start.AddSeconds(to));

    private static ResultPoint Point(int second, double level) => new()
    {
        Measurement = Measurements.WaterLevel,
        Thing = Gauge,
        Time = Start.AddSeconds(second),
        Fields = [new ResultField("level_m", level)],
        Texts = [new ResultText("stage", "注意")],
    };
}
