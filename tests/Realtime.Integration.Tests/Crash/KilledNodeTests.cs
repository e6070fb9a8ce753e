using Realtime.Actors.Ports;
using Realtime.Domain;
using Realtime.Integration.Tests.LoadGen;
using Realtime.LoadGen.Verify;

namespace Realtime.Integration.Tests.Crash;

/// <summary>
/// The law of the product on real processes: all recordings together, the node killed at every named point of an epoch and at three
/// seeded moments; the same alerts with the same ids come out, none missing, none twice, none false.
/// </summary>
public sealed class KilledNodeTests(KilledNodeTests.Undisturbed undisturbed) : IClassFixture<KilledNodeTests.Undisturbed>
{
    private const int Seed = 20251128;

    [Fact]
    public void Undisturbed_the_recorded_city_gives_the_reference_figures()
    {
        AlertChange[] changes = [.. undisturbed.Alerts.Changes.Distinct()];
        int[] stageRaises = [.. new[] { 2, 3, 4 }.Select(level => changes.Count(change => change.Rule == Rules.Stage && change.FromLevel < level && level <= change.ToLevel))];
        Assert.Equal([29, 19, 11], stageRaises);
        Assert.Equal(10, Raised(changes, Rules.NoViewing));
        Assert.Equal(0, Raised(changes, Rules.ShelterNearlyFull));
        Assert.Equal(0, Raised(changes, Rules.ChannelStalled));
        string[] silent = [.. changes.Where(change => change.Rule == Rules.Silence && change.Kind == AlertChangeKind.Raised).Select(change => change.ThingName.Split(" (")[0]).Order(StringComparer.Ordinal)];
        Assert.Equal(["Holombuwa", "Kithulgala", "Moragaswewa", "Norwood", "Yaka Wewa"], silent);
        AlertChange open = Assert.Single(changes, change => change.Rule == Rules.Silence && change.Kind == AlertChangeKind.Raised && !IsResolved(changes, change));
        Assert.StartsWith("Moragaswewa", open.ThingName, StringComparison.Ordinal);
        Assert.Contains("MAJOR_FLOOD", open.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Killed_at_every_named_point_the_same_alerts_come_out() => await SameAfterAsync(
        Kill.At(FaultPoint.BeforePersist, 12), Kill.At(FaultPoint.AfterPersistBeforeDelivery, 12), Kill.At(FaultPoint.AfterDeliveryBeforeOffsetCommit, 8));

    [Fact]
    public async Task Killed_at_seeded_moments_the_same_alerts_come_out()
    {
        var random = new Random(Seed);
        int[] moments = [.. Enumerable.Range(0, 3).Select(_ => random.Next(5, 60)).Order()];
        await SameAfterAsync([.. moments.Select(Kill.After)]);
    }

    private async Task SameAfterAsync(params Kill[] kills)
    {
        using var directory = new TemporaryDirectory();
        (PublishedAlerts alerts, LoadGenResult verdict) = await new RecordedCityRun(directory.Path, kills).RunAsync();
        Assert.True(verdict.Code == 0, $"seed {Seed}, {string.Join(", ", kills.AsEnumerable())}: {verdict.Output}{verdict.Error}");
        Assert.Equal(Content(undisturbed.Alerts), Content(alerts));
        Assert.Empty(alerts.DeadLetters);
    }

    // A publication may be repeated after a kill; then it says the same to the letter, and readers know it by id and sequence.
    private static IReadOnlyList<string> Content(PublishedAlerts alerts) => [.. alerts.Changes.Distinct().Select(change => change.ToString()).Order(StringComparer.Ordinal)];

    private static int Raised(IEnumerable<AlertChange> changes, string rule) => changes.Count(change => change.Rule == rule && change.Kind == AlertChangeKind.Raised);

    private static bool IsResolved(IEnumerable<AlertChange> changes, AlertChange raised) =>
        changes.Any(change => change.AlertId == raised.AlertId && change.Kind == AlertChangeKind.Resolved);

    /// <summary>The run nobody disturbed.</summary>
    public sealed class Undisturbed : IAsyncLifetime
    {
        public PublishedAlerts Alerts { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            using var directory = new TemporaryDirectory();
            (Alerts, LoadGenResult verdict) = await new RecordedCityRun(directory.Path, []).RunAsync();
            Assert.True(verdict.Code == 0, verdict.Output + verdict.Error);
            Assert.Equal(Alerts.Changes.Count, Alerts.Changes.Distinct().Count());
        }

        public Task DisposeAsync() => Task.CompletedTask;
    }

    private sealed class TemporaryDirectory : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("realtime-crash-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
