using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;
using Realtime.Actors.Epochs;

namespace Realtime.Tests.Engine;

/// <summary>What keeps a writer that was replaced from writing: kept events, its own clock, and the journal's refusal.</summary>
public sealed class FenceTests
{
    private static readonly TimeSpan Keep = TimeSpan.FromMinutes(10);

    [Fact]
    public void Events_stay_for_the_time_floor_and_never_go_up_to_the_newest_snapshot()
    {
        SnapshotHistory history = new(Keep);

        Assert.Equal(0, history.Add(100, Minutes(0)));
        Assert.Equal(0, history.Add(200, Minutes(4))); // Two snapshots within the floor: a writer that slept four minutes is still fenced.
        Assert.Equal(0, history.Add(300, Minutes(9.9)));
        Assert.Equal(100, history.Add(400, Minutes(10)));
        Assert.Equal(400, history.Add(500, Minutes(20)));
        Assert.Equal(500, history.Add(600, Minutes(90)));
    }

    [Fact]
    public void Without_a_floor_everything_before_the_previous_snapshot_goes()
    {
        SnapshotHistory history = new(TimeSpan.Zero);

        Assert.Equal([0L, 100, 200], new long[] { 100, 200, 300 }.Select(number => history.Add(number, TimeSpan.Zero)));
    }

    [Fact]
    public void Who_stood_still_is_noticed_on_either_clock()
    {
        FakeTimeProvider clock = new();
        ProcessPulse pulse = new(clock);
        StandstillWatch watch = new(pulse, TimeSpan.FromSeconds(15));
        clock.Advance(TimeSpan.FromSeconds(15));
        Assert.Null(watch.StoodStill());
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(TimeSpan.FromSeconds(16), watch.StoodStill()); // Before the first beat after it.
        pulse.Beat();
        Assert.Equal(TimeSpan.FromSeconds(16), watch.StoodStill()); // And after it, for whoever looks late.
        Assert.Null(new StandstillWatch(pulse, TimeSpan.FromSeconds(15)).StoodStill()); // Who begins after it has read what is stored.
        watch.Begin();
        Assert.Null(watch.StoodStill());

        clock.AdjustTime(clock.GetUtcNow() + TimeSpan.FromHours(1)); // A suspended machine: only the wall clock went on.
        Assert.Equal(TimeSpan.FromHours(1), watch.StoodStill());
    }

    [Fact]
    public void A_number_that_was_used_already_is_told_from_other_failures_of_the_store()
    {
        using SqliteConnection store = new("Data Source=:memory:");
        store.Open();
        Execute(store, "CREATE TABLE journal (id TEXT, number INTEGER, UNIQUE (id, number))");
        Execute(store, "INSERT INTO journal VALUES ('partition-1', 7)");

        Assert.True(Fence.Refused(new InvalidOperationException("the write failed", Fault(store, "INSERT INTO journal VALUES ('partition-1', 7)"))));
        Assert.False(Fence.Refused(Fault(store, "INSERT INTO nowhere VALUES (1)")));
        Assert.False(Fence.Refused(new TimeoutException("no answer")));
    }

    private static TimeSpan Minutes(double minutes) => TimeSpan.FromMinutes(minutes);

    private static SqliteException Fault(SqliteConnection store, string sql) => Assert.Throws<SqliteException>(() => Execute(store, sql));

    private static void Execute(SqliteConnection store, string sql)
    {
        using SqliteCommand command = store.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
