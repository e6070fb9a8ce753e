using Confluent.Kafka;
using Realtime.Benchmarks.Contestants;
using Realtime.Benchmarks.Workloads;

namespace Realtime.Benchmarks.Peers;

/// <summary>B0, the bare loop: Confluent's consumer and <see cref="HandJudge"/>. One thread, nothing durable: would a for-loop beat you?</summary>
internal sealed class BareLoop(Arena arena) : LoopContestant(arena)
{
    private readonly PeerAlerts _alerts = new(arena);
    private Dictionary<string, StageEdges> _edges = [];
    private HandJudge _judge = null!;

    public override Task PrepareAsync()
    {
        _edges = PeerRegistry.Read(Arena);
        return base.PrepareAsync();
    }

    public override ValueTask DisposeAsync()
    {
        _alerts.Dispose();
        return ValueTask.CompletedTask;
    }

    protected override void Begin(bool publish) => _judge = new HandJudge(_edges, publish ? (id, change) => _alerts.Publish(id, change) : (_, _) => { });

    protected override int Judge(ConsumeResult<Ignore, byte[]> record) => _judge.Judge(record.Message.Value);

    protected override void Publish() => _alerts.Flush();
}
