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
        await store.WriteAsync([PointLines.Of(0, points.Reverse())], CancellationToken.None);
        await store.WriteAsync([PointLines.Of(0, points)], CancellationToken.None);
        await store.WriteAsync([PointLines.Of(0, Point(50, -1), Point(50, 7) with { Drill = true }, Point(50, 8) with { Tags = [new ResultText("rule", "stage")] })], CancellationToken.None);

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
            await store.WriteAsync([PointLines.Of(0, Enumerable.Range(0, 20_001).Select(i => Point(i, i)))], CancellationToken.None);
            _clock.Advance(TimeSpan.FromDays(6));
            await store.WriteAsync([PointLines.Of(0, Point(30_000, 1))], CancellationToken.None);
            Assert.Equal(20_002, Read(store, 0, 40_000).Count);
            _clock.Advance(TimeSpan.FromDays(2));
            await store.WriteAsync([PointLines.Of(0, Point(30_001, 2))], CancellationToken.None);
            Assert.Equal(2, Read(store, 0, 40_000).Count);
        }

        using SqliteSeriesWriter again = Open();
        Assert.Equal(2, Read(again, 0, 40_000).Count);
    }

    [Fact]
    public async Task A_line_that_is_no_point_is_refused_and_the_file_stays_readable_for_people()
    {
        using SqliteSeriesWriter store = Open();
        PointLines broken = PointLines.Of(0, "a line of something else"u8.ToArray());
        Assert.Contains("time", (await Assert.ThrowsAsync<PointsRefusedException>(() => store.WriteAsync([broken], CancellationToken.None))).Message, StringComparison.Ordinal);
        await store.WriteAsync([PointLines.Of(0, Point(1, 1.25)), PointLines.Of(3, Point(2, 2.5) with { Thing = new ThingKey(ThingKind.Sensor, "lk,other") })], CancellationToken.None);
        await store.WriteAsync([PointLines.Of(3, Point(3, 3) with { Thing = new ThingKey(ThingKind.Sensor, "lk-hanwella-2") })], CancellationToken.None);

        Assert.Equal(1.25, Assert.Single(Read(store, 0, 10)).Fields[0].Value);
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(_folder, "sub", "series.db")}");
        connection.Open();
        using Microsoft.Data.Sqlite.SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT group_concat(lines, '') FROM blocks WHERE partition = 3";
        Assert.Equal(
            "water_level,drill=false,kind=sensor,thing=lk\\,other level_m=2.5,stage=\"注意\" 1764259442000000000\n"
            + "water_level,drill=false,kind=sensor,thing=lk-hanwella-2 level_m=3,stage=\"注意\" 1764259443000000000\n",
            command.ExecuteScalar());
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
