using System.Threading.Channels;
using Confluent.Kafka;
using Realtime.Benchmarks.Contestants;
using Realtime.Benchmarks.Workloads;
using Realtime.Domain;

namespace Realtime.Benchmarks.Peers;

/// <summary>B2: what most .NET teams would write: a bounded channel and a worker per partition, each with <see cref="HandJudge"/>, no framework.</summary>
internal sealed class Channels(Arena arena) : IContestant
{
    private const int RecordsPerChannelMax = 4_096;

    private readonly PeerAlerts _alerts = new(arena);
    private readonly StripedCount _count = new();
    private Task[] _workers = [];
    private Dictionary<string, StageEdges> _edges = [];

    public long Readings => _count.Sum;

    public Exception? Fault { get; private set; }

    public Task PrepareAsync()
    {
        _edges = PeerRegistry.Read(arena);
        return Task.CompletedTask;
    }

    public Task StartAsync()
    {
        Channel<byte[]>[] channels = [.. Enumerable.Range(0, arena.Load.Partitions)
            .Select(_ => Channel.CreateBounded<byte[]>(new BoundedChannelOptions(RecordsPerChannelMax) { SingleReader = true, SingleWriter = true }))];
        _workers = [.. channels.Select(channel => Task.Run(() => WorkAsync(channel.Reader)))];
        _ = Task.Run(() => ReadAsync(channels));
        return Task.CompletedTask;
    }

    public async Task SettledAsync()
    {
        await Task.WhenAll(_workers);
        _alerts.Flush();
    }

    public ValueTask DisposeAsync()
    {
        _alerts.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task ReadAsync(Channel<byte[]>[] channels)
    {
        try
        {
            using IConsumer<Ignore, byte[]> consumer = PeerLog.Open(arena, Topics.Sensor);
            while (Readings < arena.Load.Total)
            {
                // Between the last record and its judgement there is nothing more to read.
                if (consumer.Consume(TimeSpan.FromMilliseconds(20)) is { } record && !channels[record.Partition.Value].Writer.TryWrite(record.Message.Value))
                {
                    await channels[record.Partition.Value].Writer.WriteAsync(record.Message.Value);
                }
            }

            Array.ForEach(channels, channel => channel.Writer.Complete());
        }
        catch (Exception fault)
        {
            Fault = fault;
        }
    }

    private async Task WorkAsync(ChannelReader<byte[]> records)
    {
        HandJudge judge = new(_edges, (id, change) => _alerts.Publish(id, change));
        try
        {
            while (await records.WaitToReadAsync())
            {
                while (records.TryRead(out byte[]? record))
                {
                    _count.Add(judge.Judge(record));
                }
            }
        }
        catch (Exception fault)
        {
            Fault = fault;
        }
    }
}
