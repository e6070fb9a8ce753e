using Realtime.Integration.Tests.Cluster;
using Realtime.Integration.Tests.Servers;
using Realtime.LoadGen.Verify;
using Realtime.Tests.Support;

namespace Realtime.Integration.Tests.City;

/// <summary>The journal in a real PostgreSQL, and a node that is killed.</summary>
public sealed class PostgreSqlJournalTests
{
    // The recorded flood lasts eight days: 14 s at this speed, long enough to kill the node in the middle.
    private const string Speed = "50000";

    // What brute force finds in the recording: 29 stage alerts and 5 silences.
    private const int Alerts = 29 + 5;

    [SkippableFact]
    public async Task A_node_killed_in_the_middle_goes_on_from_PostgreSQL_and_loses_and_invents_no_alert()
    {
        Measure.Require("the backup drill and the chaos run show the same on PostgreSQL, and more");
        using PostgresServer postgres = new();
        await using CityRun city = await CityRun.StartAsync("--Journal:Provider", "PostgreSql", "--Journal:ConnectionString", postgres.ConnectionString);
        Task<string> replay = city.ReplayAsync(Speed, "srilanka");
        string[] before = [];
        await Eventually.TrueAsync(
            "half of the alerts are there",
            async () => replay.IsFaulted
                ? throw new InvalidOperationException("the replay failed", replay.Exception)
                : (before = await city.AlertIdsAsync()).Length >= Alerts / 2,
            TimeSpan.FromSeconds(90),
            () => $"{before.Length} alerts");
        await city.KillNodeAsync();
        Assert.NotEqual(Alerts, before.Length);

        await city.StartNodeAsync();
        await replay;
        await city.DoneAsync();

        await city.VerifyAsync();
        string[] after = await city.AlertIdsAsync();
        Assert.Equal(Alerts, after.Length);
        Assert.Empty(before.Except(after));
        Assert.Equal(after.Order(), TopicReader.Read(city.Bootstrap, default).Changes.Select(change => change.AlertId).Distinct().Order());
    }
}
