using System.Buffers;
using System.Text;
using System.Text.Json;
using Realtime.Actors.City;
using Realtime.Domain;
using Realtime.Streams.Codec;
using Realtime.Streams.Historian;
using Realtime.Tests.Support;

namespace Realtime.Tests.Engine;

/// <summary>A wearable with closed data through the running engine: nothing that leaves it for a topic, the time series, a mail or the page holds a value.</summary>
public sealed class ClosedDataTests : IDisposable
{
    private static readonly ThingKey Band = new(ThingKind.Sensor, "band-7");
    private static readonly DateTimeOffset Start = new(2026, 6, 2, 0, 0, 0, TimeSpan.FromHours(9));
    private readonly string _directory = Directory.CreateTempSubdirectory("realtime-closed-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task No_value_is_in_results_alerts_notices_areas_or_the_page()
    {
        var log = new TestLog(2);
        var produced = new Produced();
        log.Append(new Registration
        {
            Key = Band,
            Name = "Band",
            Municipality = "13101",
            SensorType = SensorType.Scalar,
            Closed = true,
            Thresholds = new StageThresholds([new StageThreshold(2, 150.25, "HIGH")], 5),
            Anomaly = new AnomalySettings(),
        });
        await using EngineNode node = await EngineNode.StartAsync(_directory, log, produced);
        await Eventually.TrueAsync("the band is registered", async () => await node.City.GetThingAsync(Band, default) is { Registered: true });
        for (int i = 0; i < 240; i++)
        {
            log.Append(new SensorReading { ThingId = Band.Id, Time = Start.AddMinutes(i), Type = SensorType.Scalar, Unit = "bpm", Value = i < 230 ? 71.37 + (i % 7 / 100.0) : 183.59 });
        }

        await Eventually.TrueAsync("all of it is published", async () =>
            produced.Results.Count >= 240 && produced.Notices.Count >= 2 && await node.City.GetPendingWorkAsync(default) == 0);
        Assert.Equal([Rules.Anomaly, Rules.Stage], produced.Alerts.Select(change => change.Rule).Distinct().Order(StringComparer.Ordinal));
        List<string> seen =
        [
            .. produced.Results.Select(Line),
            .. produced.Alerts.Select(change => Encoding.UTF8.GetString(AlertCodec.Encode(change))),
            .. produced.Alerts.Select(change => JsonSerializer.Serialize(AlertPoints.Of(change))),
            .. produced.Notices.Select(notice => JsonSerializer.Serialize(notice)),
            JsonSerializer.Serialize(await node.City.GetCityAsync(new CityQuery(), default)),
            JsonSerializer.Serialize(await node.City.GetAlertsAsync(includeClosed: true, default)),
            JsonSerializer.Serialize(await node.City.GetAreasAsync(AreaDivision.Municipality, default)),
        ];
        Assert.True(seen.Count > 240);
        foreach (string value in new[] { "183.59", "71.3", "71.4", "150.25", "bpm" })
        {
            Assert.DoesNotContain(seen, text => text.Contains(value, StringComparison.Ordinal));
        }
    }

    /// <summary>The point as it stands in the results topic and goes to the time series.</summary>
    private static string Line(ResultPoint point)
    {
        var line = new ArrayBufferWriter<byte>();
        Assert.True(LineProtocol.TryWrite(point, line));
        return Encoding.UTF8.GetString(line.WrittenSpan);
    }
}
