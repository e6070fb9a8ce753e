using Realtime.Actors.Metrics;
using Realtime.Tests.Engine;
using Realtime.Tests.Support;

namespace Realtime.Tests.Failures;

/// <summary>The journal's disk is full: SQLite refuses every write that needs one more page (SQLITE_FULL), as it does on a full file system.</summary>
public sealed class FullDiskTests : IDisposable
{
    private readonly NightCity _city = new();

    public void Dispose() => _city.Dispose();

    [Fact]
    public async Task Nothing_is_stored_half_nothing_goes_out_and_all_of_it_comes_when_there_is_room_again()
    {
        string[] expected = await NightCity.UndisturbedAsync();
        LimitedDisk disk = new(_city.Directory);
        await using EngineNode node = await _city.StartAsync(setup: disk.Setup);
        _city.Write(0, NightCity.Steps / 2);
        await _city.FinishedAsync(node, NightCity.Steps / 2);

        disk.Full = true;
        double before = EngineMetrics.PersistFailures.Value;
        _city.Write(NightCity.Steps / 2, NightCity.Steps);
        await Eventually.TrueAsync("every partition has failed to store, and has tried again", () => EngineMetrics.PersistFailures.Value - before >= 2 * NightCity.Partitions);
        Assert.True(_city.Alerts.Length < expected.Length, "alerts came out whose epoch is not stored");

        disk.Full = false;
        await _city.FinishedAsync(node);
        Assert.Equal(expected, _city.Alerts);
    }
}
