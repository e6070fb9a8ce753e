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

    public static async Task<IReadOnlyList<ExpectedAlert>> ExpectAsync(RecordingOptions options, params string[] only)
    {
        RecordedLedger ledger = new();
        ReplayOptions replay = new() { Clock = new ReplayClock(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)), Speed = ReplaySpeed.Max };
        IReadOnlyList<Recording> recordings = RecordingCatalog.Bundled().Load(TestRecordings.Directory, options, only);
        await new Replayer(recordings, replay, ledger, OpenReplayGate.Instance, TimeProvider.System).RunAsync(CancellationToken.None);
        return CityOracle.Expect(ledger.History);
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
