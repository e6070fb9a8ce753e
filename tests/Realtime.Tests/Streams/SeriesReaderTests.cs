using Microsoft.Extensions.Time.Testing;
using Realtime.Domain;
using Realtime.Streams.Historian;

namespace Realtime.Tests.Streams;

public sealed class SeriesReaderTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2025, 11, 28, 1, 4, 0, TimeSpan.Zero);
    private static readonly ThingKey One = new(ThingKind.Vehicle, "plough 1");
    private static readonly ThingKey Other = new(ThingKind.Vehicle, "plough,2");

    private readonly string _folder = Directory.CreateTempSubdirectory("realtime-reader-").FullName;

    [Fact]
    public async Task Points_of_one_or_several_things_come_back_with_the_last_word_and_the_newest_are_kept()
    {
        string file = Path.Combine(_folder, "series.db");
        using SqliteSeriesWriter store = new(file, TimeSpan.FromDays(7), new FakeTimeProvider(Start));
        SqliteSeriesReader reader = new(file);
        for (int i = 0; i < 3; i++)
        {
            int round = i;
            await store.WriteAsync([PointLines.Of(0, Enumerable.Range(0, 10).SelectMany(second => new[] { Point(One, second, round), Point(Other, second, round) }))], CancellationToken.None);
        }

        Assert.Equal(Enumerable.Repeat(2.0, 10), (await reader.ReadAsync(Ask([One]), CancellationToken.None)).Points.Select(point => point.Fields[0].Value));
        SeriesAnswer both = await reader.ReadAsync(Ask([One, Other]), CancellationToken.None);
        Assert.Equal((20, null), (both.Points.Count, both.WholeFrom));
        SeriesAnswer newest = await reader.ReadAsync(Ask([Other]) with { PointsMax = 2 }, CancellationToken.None);
        Assert.Equal([8, 9], newest.Points.Select(point => (point.Time - Start).TotalSeconds));
        Assert.InRange(newest.WholeFrom!.Value, Start.AddSeconds(7).AddTicks(1), Start.AddSeconds(8));
        Assert.Empty((await reader.ReadAsync(Ask([One]) with { Measurement = Measurements.Shelter }, CancellationToken.None)).Points);
    }

    [Fact]
    public async Task Blocks_that_were_not_read_are_said_by_the_time_they_reach_to()
    {
        string file = Path.Combine(_folder, "blocks.db");
        using SqliteSeriesWriter store = new(file, TimeSpan.FromDays(7), new FakeTimeProvider(Start));
        foreach (int second in new[] { 0, 20, 10, 30 })
        {
            await store.WriteAsync([PointLines.Of(0, Enumerable.Range(second, 5).Select(at => Point(One, at, at)))], CancellationToken.None);
        }

        SeriesAnswer part = await new SqliteSeriesReader(file, bytesMax: 1).ReadAsync(Ask([One]), CancellationToken.None);
        Assert.Equal([30, 31, 32, 33, 34], part.Points.Select(point => (point.Time - Start).TotalSeconds));
        Assert.InRange(part.WholeFrom!.Value, Start.AddSeconds(24).AddTicks(1), Start.AddSeconds(25));
        Assert.Null((await new SqliteSeriesReader(file).ReadAsync(Ask([One]), CancellationToken.None)).WholeFrom);
    }

    [Fact]
    public async Task A_store_that_is_not_there_is_away()
    {
        await Assert.ThrowsAsync<SeriesAwayException>(() => new SqliteSeriesReader(Path.Combine(_folder, "none.db")).ReadAsync(Ask([One]), CancellationToken.None));
        using InfluxSeriesReader influx = new(new InfluxSettings { Url = new Uri("http://127.0.0.1:1"), Database = "realtime" });
        await Assert.ThrowsAsync<SeriesAwayException>(() => influx.ReadAsync(Ask([One]), CancellationToken.None));
    }

    [Fact]
    public void An_id_cannot_leave_its_quotes()
    {
        string question = InfluxSeriesReader.InfluxQl(Ask([new ThingKey(ThingKind.Sensor, "x' OR 'a'='a\\")]));
        Assert.Contains("\"thing\" = 'x\\' OR \\'a\\'=\\'a\\\\')", question, StringComparison.Ordinal);
        Assert.Contains("\"kind\" = 'vehicle'", InfluxSeriesReader.InfluxQl(Ask([.. Enumerable.Range(0, 30).Select(i => new ThingKey(ThingKind.Vehicle, $"p{i}"))])), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private static SeriesQuestion Ask(IReadOnlyCollection<ThingKey> things) => new(Measurements.Vehicle, things, Start, Start.AddSeconds(60));

    private static ResultPoint Point(ThingKey thing, int second, double speed) => new()
    {
        Measurement = Measurements.Vehicle,
        Thing = thing,
        Time = Start.AddSeconds(second),
        Fields = [new ResultField(Fields.SpeedMps, speed)],
    };
}
