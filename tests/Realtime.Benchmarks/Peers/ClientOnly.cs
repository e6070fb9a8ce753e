using Confluent.Kafka;
using Realtime.Benchmarks.Contestants;
using Realtime.Benchmarks.Workloads;

namespace Realtime.Benchmarks.Peers;

/// <summary>C0: the Kafka client alone. It shows what everybody pays before the first byte is looked at; it raises nothing, so it cannot win.</summary>
internal sealed class ClientOnly(Arena arena) : LoopContestant(arena)
{
    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    protected override void Begin(bool publish)
    {
    }

    /// <summary>Frames are full but for the last ones of each partition; those are counted from the bytes.</summary>
    protected override int Judge(ConsumeResult<Ignore, byte[]> record)
    {
        ReadOnlySpan<byte> value = record.Message.Value;
        return Arena.Load.Frame == 1 ? 1 : value.Count("\"id\":"u8);
    }

    protected override void Publish()
    {
    }
}
