using Realtime.Cluster.Health;
using Realtime.Domain;
using Realtime.Integration.Tests.Cluster;
using Realtime.Integration.Tests.Host;
using Realtime.Tests.Support;
using Xunit.Abstractions;

namespace Realtime.Integration.Tests.Pressure;

/// <summary>The bundled recordings on the embedded broker, which dies with its node: the next start goes on, and in the end the alerts are the same.</summary>
public sealed class KilledReplayTests(ITestOutputHelper output) : IDisposable
{
    /// <summary>Alerts that must be there before the kill: the flood of the recordings is on its way then, and not over.</summary>
    private const int AlertsBeforeKill = 30;

    private const int NoViewingAlerts = 10;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private readonly string _directory = Directory.CreateTempSubdirectory("realtime-killed-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [SkippableFact]
    public async Task A_node_killed_in_mid_replay_goes_on_and_ends_with_the_alerts_of_an_undisturbed_one()
    {
        Measure.Require("the crash tests kill nodes with a broker of their own in every run");
        string calm = Prepare("calm");
        string killed = Prepare("killed");

        ReplayEnd undisturbed = await ToTheEndAsync(calm);
        await KillInMidReplayAsync(killed);
        StoredCity stored = await LookAsync(killed);
        Dictionary<PointKey, string> kept = StoredPoints.Read(killed);
        ReplayEnd resumed = await ToTheEndAsync(killed);

        Assert.Equal(undisturbed.Judged, resumed.Judged);
        Assert.All(resumed.Stalls, stall => Assert.Equal("resolved", stall.State));
        Assert.Equal(NoViewingAlerts, resumed.Judged.Count(alert => alert.Rule == "no-viewing"));
        output.WriteLine($"alerts: {undisturbed.Alerts.Length} undisturbed ({undisturbed.Stalls.Count()} stalls), {resumed.Alerts.Length} after the kill ({resumed.Stalls.Count()} stalls)");
        output.WriteLine($"readings: {undisturbed.Taken} in all, {stored.Readings} stored before the kill, {resumed.Taken} taken after it");
        Assert.InRange(stored.Readings, 1, undisturbed.Taken - 1);
        Assert.Equal(undisturbed.Taken - stored.Readings, resumed.Taken);
        Dictionary<PointKey, string> points = StoredPoints.Read(killed);
        Assert.Empty(kept.Keys.Except(points.Keys));
        ComparePoints(StoredPoints.Read(calm), points, stored.Newest);
    }

    /// <summary>A data directory in which the recordings' start is fixed: the same event times, the same alert ids.</summary>
    private string Prepare(string name)
    {
        string data = Directory.CreateDirectory(Path.Combine(_directory, name)).FullName;
        File.WriteAllText(Path.Combine(data, "replay.json"), """{"start":"2025-01-01T00:00:00+00:00"}""");
        return data;
    }

    /// <summary>Plays at a pace, so that there is a middle, and kills.</summary>
    private async Task KillInMidReplayAsync(string data)
    {
        await using NodeProcess node = Start(data, "50000");
        await node.ServingAsync();
        CityApi api = new(node);
        await Eventually.TrueAsync(
            $"{AlertsBeforeKill} alerts are there", async () => (await api.AlertsAsync()).Length >= AlertsBeforeKill, Patience, () => node.Output + node.Errors);
        Assert.False(await api.AllChannelsClosedAsync(), "the replay was over before the kill");
        await node.KillAsync();
    }

    /// <summary>What the stores hold, seen through a node that plays nothing; it is killed too.</summary>
    private async Task<StoredCity> LookAsync(string data)
    {
        await using NodeProcess node = Start(data, "max", "--no-replay");
        await node.ServingAsync();
        CityApi api = new(node);
        StoredCity stored = await Eventually.ValueAsync("the killed node's stores are open", async () => (StoredCity?)await api.StoredAsync(), Patience);
        await node.KillAsync();
        return stored;
    }

    /// <summary>Plays what is left as fast as the node takes it, waits until everything is told, and stops in order, so that the time series are complete.</summary>
    private async Task<ReplayEnd> ToTheEndAsync(string data)
    {
        await using NodeProcess node = Start(data, "max");
        await node.ServingAsync();
        CityApi api = new(node);
        await Eventually.TrueAsync("every channel has ended", api.AllChannelsClosedAsync, Patience, () => node.Output + node.Errors);
        await api.SettledAsync(Patience);
        AlertLine[] alerts = await api.AlertsAsync();
        MetricSums metrics = MetricSums.Parse(await node.Http.GetStringAsync(new Uri("/metrics", UriKind.Relative)));
        long taken = (long)(metrics.Of(MetricNames.ReadingsApplied) + metrics.Of(MetricNames.ReadingsSkipped))!.Value;
        Assert.Equal(0, await node.StopAsync());
        return new ReplayEnd(alerts, taken);
    }

    private NodeProcess Start(string data, string speed, params string[] more) => NodeProcess.Start(
        _directory, ["--port", "0", "--data", data, "--speed", speed, "--Kafka:Partitions", "4", "--Http:AnswerSeconds", "60", .. more]);

    /// <summary>
    /// Points that were sent to the embedded broker and not yet written died with it, and what was stored is not computed again: the last
    /// moments before the kill may be missing in the time series, and nothing else. A broker of its own does not have this gap.
    /// </summary>
    private void ComparePoints(Dictionary<PointKey, string> calm, Dictionary<PointKey, string> killed, DateTimeOffset newestStored)
    {
        List<PointKey> missing = [.. calm.Keys.Where(ByRecordings).Except(killed.Keys)];
        output.WriteLine($"points: {calm.Count} undisturbed, {killed.Count} after the kill, missing {missing.Count}");
        foreach (IGrouping<string, PointKey> group in missing.GroupBy(point => point.Measurement))
        {
            output.WriteLine($"  {group.Key}: {group.Count()}, from {group.Min(point => point.Time):O} to {group.Max(point => point.Time):O}");
        }

        Assert.Empty(killed.Keys.Where(ByRecordings).Except(calm.Keys));
        Assert.Empty(killed.Where(point => ByRecordings(point.Key) && calm[point.Key] != point.Value).Select(point => (point, calm[point.Key])));

        // The point of an alert stands less than a millisecond behind its event, so that two changes of one moment do not overwrite each other.
        DateTimeOffset newestPoint = newestStored.AddMilliseconds(1);
        Assert.DoesNotContain(missing, point => point.Time >= newestPoint);
    }

    /// <summary>Not made by a stall, which goes by the receiving clock.</summary>
    private static bool ByRecordings(PointKey point) =>
        !point.Thing.StartsWith("channel/", StringComparison.Ordinal) && !point.Tags.Contains("observable", StringComparison.Ordinal);

    private sealed record ReplayEnd(AlertLine[] Alerts, long Taken)
    {
        /// <summary>Everything that follows from the recordings.</summary>
        public IEnumerable<AlertLine> Judged => Alerts.Where(alert => alert.Rule != Rules.ChannelStalled);

        /// <summary>A stall goes by the receiving clock: a kill, or a machine that is busy for seconds, may make one. It must be over in the end.</summary>
        public IEnumerable<AlertLine> Stalls => Alerts.Where(alert => alert.Rule == Rules.ChannelStalled);
    }
}
