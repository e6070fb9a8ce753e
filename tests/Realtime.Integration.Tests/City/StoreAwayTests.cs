using Realtime.Domain;
using Realtime.Integration.Tests.Servers;
using Realtime.LoadGen.Verify;
using Realtime.Tests.Support;

namespace Realtime.Integration.Tests.City;

/// <summary>The time series may be away: alerting does not wait for it, and nothing is missing in it afterwards.</summary>
public sealed class StoreAwayTests
{
    // The recorded flood lasts eight days: 14 s at this speed, long enough to stop the store in the middle.
    private const string Speed = "50000";

    [SkippableFact]
    public async Task Alerts_go_out_while_the_time_series_store_is_away_and_no_point_is_missing_afterwards()
    {
        using InfluxServer influx = new();
        await using CityRun city = await CityRun.StartAsync(influx.NodeSettings);
        Task<string> replay = city.ReplayAsync(Speed, "srilanka");
        await Eventually.TrueAsync(
            "the first water levels are in InfluxDB",
            async () => replay.IsFaulted ? throw new InvalidOperationException("the replay failed", replay.Exception) : await CountAsync(influx, "level_m", Measurements.WaterLevel) > 0,
            TimeSpan.FromSeconds(60));
        influx.Stop();
        int before = (await city.AlertIdsAsync()).Length;

        await replay;
        await city.DoneAsync();
        await city.VerifyAsync();
        Assert.True((await city.AlertIdsAsync()).Length > before, $"no alert came while InfluxDB was away; {before} were there before");
        await Eventually.TrueAsync("the node says that writes fail", async () => await city.MetricAsync(MetricNames.HistorianFailures) > 0);
        await Eventually.TrueAsync("the node says that points wait", async () => await city.MetricAsync(MetricNames.HistorianLagRecords) > 0);

        influx.Start();
        await city.WrittenAsync();
        Assert.Equal(4_045, await CountAsync(influx, "level_m", Measurements.WaterLevel));
        int changes = TopicReader.Read(city.Bootstrap, default).Changes.DistinctBy(change => (change.AlertId, change.Sequence)).Count();
        Assert.Equal(changes, await CountAsync(influx, "to_level", Measurements.Alert));
        Assert.Equal([Measurements.Alert, Measurements.WaterLevel], (await influx.QueryAsync("SHOW MEASUREMENTS")).Select(row => row["name"].GetString()).Order());
    }

    private static async Task<long> CountAsync(InfluxServer influx, string field, string measurement) =>
        (await influx.QueryAsync($"SELECT COUNT({field}) FROM {measurement}")).Sum(row => row["count"].GetInt64());
}
