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

        Assert.Equal(Enumerable.Repeat(2.0, 10), (await reader.ReadAsync(Ask([One]), CancellationToken.None)).Select(point => point.Fields[0].Value));
        Assert.Equal(20, (await reader.ReadAsync(Ask([One, Other]), CancellationToken.None)).Count);
        Assert.Equal([8, 9], (await reader.ReadAsync(Ask([Other]) with { PointsMax = 2 }, CancellationToken.None)).Select(point => (point.Time - Start).TotalSeconds));
        Assert.Empty(await reader.ReadAsync(Ask([One]) with { Measurement = Measurements.Shelter }, CancellationToken.None));
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
