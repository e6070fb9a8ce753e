using Realtime.Domain;
using Realtime.LoadGen.Ledger;
using Realtime.LoadGen.Oracle;
using Realtime.Replay;
using Realtime.Replay.Plan;
using Realtime.Replay.Recordings;
using Realtime.Replay.Sending;

namespace Realtime.Tests.Replay.Oracle;

/// <summary>The ledger of a replay into a log that accepts everything.</summary>
internal sealed class RecordedLedger : ITelemetrySink
{
    private readonly Dictionary<(string Topic, int Partition), long> _ends = [];

    public int Partitions => 3;

    public LedgerHistory History { get; } = new();

    /// <summary>What must come out of a replay of these recordings.</summary>
    public static async Task<IReadOnlyList<ExpectedAlert>> ExpectAsync(params string[] only) => CityOracle.Expect((await ReplayAsync(only)).History);

    public static async Task<RecordedLedger> ReplayAsync(params string[] only)
    {
        RecordedLedger ledger = new();
        ReplayOptions replay = new() { Clock = new ReplayClock(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)), Speed = ReplaySpeed.Max };
        IReadOnlyList<Recording> recordings = RecordingCatalog.Bundled().Load(TestRecordings.Directory, null, only);
        await new Replayer(recordings, replay, ledger, OpenReplayGate.Instance, TimeProvider.System).RunAsync(CancellationToken.None);
        return ledger;
    }

    /// <summary>Registers the recordings' things once more, behind what was registered before.</summary>
    public async Task RegisterAsync(RecordingOptions options, params string[] only)
    {
        foreach (Registration registration in RecordingCatalog.Bundled().Load(TestRecordings.Directory, options, only).SelectMany(found => found.Registrations))
        {
            await SendAsync(TelemetryRouter.RegistryRecord(registration, Partitions, default), CancellationToken.None);
        }
    }

    public ValueTask SendAsync(OutgoingRecord record, CancellationToken cancellation)
    {
        long offset = _ends.GetValueOrDefault((record.Topic, record.Partition));
        _ends[(record.Topic, record.Partition)] = offset + 1;
        foreach (LedgerLine line in LedgerLines.Of(record, record.IntendedAt, DeliveryOutcome.Ok, offset))
        {
            History.Add(line);
        }

        return ValueTask.CompletedTask;
    }

    public Task FlushAsync(CancellationToken cancellation) => Task.CompletedTask;
}
