using Confluent.Kafka;
using Realtime.Benchmarks.Contestants;
using Realtime.Domain;

namespace Realtime.Benchmarks.Peers;

/// <summary>
/// One thread that reads the log and judges each record at once. Before it is measured it reads the log for nothing for some seconds, so that
/// its code is compiled as well as it ever will be.
/// </summary>
internal abstract class LoopContestant(Arena arena) : IContestant
{
    /// <summary>Records between two looks at the counter from outside.</summary>
    private const int CountEvery = 64;

    /// <summary>The optimising compiler works beside the program and starts late.</summary>
    private static readonly TimeSpan CompiledAfter = TimeSpan.FromSeconds(3);

    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _readings;

    public long Readings => Volatile.Read(ref _readings);

    public Exception? Fault { get; private set; }

    protected Arena Arena => arena;

    public virtual Task PrepareAsync()
    {
        long began = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(began) < CompiledAfter)
        {
            Begin(publish: false);
            Drain();
        }

        _readings = 0;
        return Task.CompletedTask;
    }

    public Task StartAsync()
    {
        Begin(publish: true);
        new Thread(Run) { IsBackground = true, Name = "loop" }.Start();
        return Task.CompletedTask;
    }

    public async Task SettledAsync()
    {
        await _done.Task;
        Publish();
    }

    public abstract ValueTask DisposeAsync();

    /// <summary>Forgets every thing.</summary>
    /// <param name="publish">Whether changes of alerts go out.</param>
    protected abstract void Begin(bool publish);

    /// <summary>Judges the readings of one record and returns their number.</summary>
    protected abstract int Judge(ConsumeResult<Ignore, byte[]> record);

    /// <summary>Waits until published changes have arrived.</summary>
    protected abstract void Publish();

    private void Run()
    {
        try
        {
            Drain();
            _done.SetResult();
        }
        catch (Exception fault)
        {
            Fault = fault;
        }
    }

    private void Drain()
    {
        using IConsumer<Ignore, byte[]> consumer = PeerLog.Open(arena, Topics.Sensor);
        long total = arena.Load.Total;
        long readings = 0;
        for (int records = 1; readings < total; records++)
        {
            readings += Judge(consumer.Consume(Timeout.Infinite));
            if (records % CountEvery == 0)
            {
                Volatile.Write(ref _readings, readings);
            }
        }

        Volatile.Write(ref _readings, readings);
    }
}
