using System.Collections.Concurrent;
using System.Text;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using Realtime.Actors.Ports;
using Realtime.Domain;

namespace Realtime.Streams.Kafka;

/// <summary>
/// The one thread that talks to the consumer. It packs records into batches, hands them to the partitions' channels, and pauses a topic of
/// a partition only when a short wait did not help: pausing throws the prefetch away, so a node that is merely busy must not do it. For
/// topics whose turn comes last the wait is shorter, because those of others wait meanwhile.
/// </summary>
internal sealed partial class PollLoop : IDisposable
{
    private static readonly TimeSpan Idle = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan IdleWhilePaused = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan FullWait = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan FullWaitOfLast = TimeSpan.FromMilliseconds(5);
    private static readonly byte[][] TopicNames = [.. Topics.Inputs.Select(Encoding.UTF8.GetBytes)];

    /// <summary>An open batch waits at most this long for more records, in milliseconds.</summary>
    private const long SweepMs = 10;
    private const long LagMs = 1000;

    /// <summary>Between two tries to make a client where making one failed.</summary>
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(1);

    private readonly ConcurrentQueue<Action> _commands = new();
    private readonly PartitionIntake?[] _intakes;
    private readonly Func<AssignedConsumer> _make;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Thread _thread;
    private AssignedConsumer _consumer;
    private long _sweptAt;
    private long _lagAt;
    private int _paused;
    private readonly ManualResetEventSlim _stopping = new();
    private volatile bool _stop;
    private bool _spent;

    /// <param name="settings">How to reach Kafka.</param>
    /// <param name="clock">The wall clock.</param>
    /// <param name="log">For operators.</param>
    /// <param name="make">Makes the client, also the next one after a fatal error; null = an ordinary one.</param>
    public PollLoop(KafkaSettings settings, TimeProvider clock, ILogger log, Func<AssignedConsumer>? make = null)
    {
        _make = make ?? (() => new AssignedConsumer(settings, log));
        _clock = clock;
        _log = log;
        _intakes = new PartitionIntake?[settings.Partitions];
        _consumer = _make();
        _thread = new Thread(Run) { Name = "kafka-reader", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Begins to read a partition; one that was read before for somebody else ends.</summary>
    public void Add(PartitionIntake intake) => _commands.Enqueue(() =>
    {
        if (_intakes[intake.Partition] is { } previous)
        {
            Drop(previous, null);
        }

        _intakes[intake.Partition] = intake;
        _consumer.Assign(intake, intake.Assigned);
    });

    /// <summary>Ends a partition; completes when the consumer has let go of it.</summary>
    public Task Remove(PartitionIntake intake)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _commands.Enqueue(() =>
        {
            try
            {
                Drop(intake, null);
            }
            finally
            {
                done.SetResult();
            }
        });

        return Task.WhenAny(done.Task, _ended.Task);
    }

    public void Commit(PartitionIntake intake, IReadOnlyList<long> nextOffsets) => _commands.Enqueue(() =>
    {
        if (_intakes[intake.Partition] == intake)
        {
            _consumer.Store(intake, nextOffsets);
        }
    });

    public void Dispose()
    {
        _stop = true;
        _stopping.Set();
        _thread.Join();
        _stopping.Dispose();
    }

    private void Run()
    {
        try
        {
            while (!_stop)
            {
                // Whatever it is, the partitions recover from their stored offsets; a dead poll thread would leave them waiting for ever.
                if (Fault(Turn) is { } fault && Fault(() => FailAll(fault)) is { } again)
                {
                    _log.LogError(again, "Kafka reader: {Reason}; it is tried again", again.Message);
                    _stopping.Wait(Again);
                }
            }

            Fault(() => DropAll(null));
            Fault(RunCommands);
            Fault(_consumer.Dispose);
        }
        finally
        {
            _ended.SetResult(); // Those who wait for the end of a partition must not wait for ever.
        }
    }

    private static Exception? Fault(Action act)
    {
        try
        {
            act();
            return null;
        }
        catch (Exception e)
        {
            return e;
        }
    }

    private void Turn()
    {
        if (_spent)
        {
            Renew();
        }

        RunCommands();
        ResumeDrained();
        ConsumerQueue queue = _consumer.Queue;
        if (!queue.Take())
        {
            Sweep();
            queue.TakeOne(_paused > 0 ? IdleWhilePaused : Idle);
        }

        TakeAll(queue);

        if (Environment.TickCount64 - _sweptAt >= SweepMs)
        {
            Sweep();
        }
    }

    private void TakeAll(ConsumerQueue queue)
    {
        nint topicObject = 0;
        int topic = -1;
        for (int i = 0; i < queue.Count; i++)
        {
            ref readonly NativeRecord record = ref queue[i];

            // Records of one topic stand together; the client may use the object for another one later, so it is asked again every time.
            if (record.Topic != topicObject || i == 0)
            {
                topicObject = record.Topic;
                topic = topicObject == 0 ? -1 : TopicNumber(ConsumerQueue.NameOf(topicObject));
            }

            if (record.Error is not (ErrorCode.NoError or ErrorCode.Local_PartitionEOF))
            {
                OnError(record, topic);
            }
            else if (topic >= 0 && (uint)record.Partition < (uint)_intakes.Length && _intakes[record.Partition] is { } intake)
            {
                Take(record, topic, intake);
            }
        }
    }

    private void Take(in NativeRecord record, int topic, PartitionIntake intake)
    {
        if (record.Error == ErrorCode.Local_PartitionEOF)
        {
            if (topic == 0)
            {
                StartTelemetry(intake);
            }
        }
        else if (!intake.Add(topic, record.Offset, record.Key, record.Value) && !intake.Flush(topic, _clock.GetUtcNow()))
        {
            MakeRoom(intake, topic);
        }
    }

    /// <summary>Index of the topic among the inputs; -1 = none of them.</summary>
    private static int TopicNumber(ReadOnlySpan<byte> name)
    {
        for (int topic = 0; topic < TopicNames.Length; topic++)
        {
            if (name.SequenceEqual(TopicNames[topic]))
            {
                return topic;
            }
        }

        return -1;
    }

    /// <summary>The registry was read to its end: what is known of the things goes before their readings.</summary>
    private void StartTelemetry(PartitionIntake intake)
    {
        if (!intake.TelemetryStarted)
        {
            _ = intake.Flush(0, _clock.GetUtcNow()) || MakeRoom(intake, 0);
            intake.TelemetryStarted = true;
            _consumer.Assign(intake, Enumerable.Range(1, Topics.Inputs.Count - 1));
        }
    }

    private void Sweep()
    {
        _sweptAt = Environment.TickCount64;
        DateTimeOffset now = _clock.GetUtcNow();
        bool measure = _sweptAt - _lagAt >= LagMs;
        foreach (PartitionIntake? intake in _intakes)
        {
            if (intake is not null)
            {
                intake.Flush(now);
                foreach (int topic in PartitionIntake.InTurn)
                {
                    _ = !intake.IsFull(topic) || MakeRoom(intake, topic);
                }

                if (measure)
                {
                    StreamMetrics.SetLag(intake.Partition, _consumer.Lag(intake));
                }
            }
        }

        _lagAt = measure ? _sweptAt : _lagAt;
    }

    /// <summary>Waits a moment for a topic of a partition that is full, then pauses it. Returns whether everything of it fits now.</summary>
    private bool MakeRoom(PartitionIntake intake, int topic)
    {
        if (intake.Paused.Contains(topic))
        {
            return false;
        }

        intake.WaitForRoom(topic, Topics.Turn(topic) < 2 ? FullWait : FullWaitOfLast);
        intake.Drain();
        if (!intake.IsFull(topic))
        {
            return true;
        }

        _consumer.Pause(intake, topic);
        _paused++;
        return false;
    }

    private void ResumeDrained()
    {
        if (_paused == 0)
        {
            return;
        }

        foreach (PartitionIntake? intake in _intakes)
        {
            if (intake is { Paused.Count: > 0 })
            {
                Resume(intake);
            }
        }
    }

    private void Resume(PartitionIntake intake)
    {
        intake.Drain();
        foreach (int topic in PartitionIntake.InTurn)
        {
            if (intake.Paused.Contains(topic) && intake.IsEmpty(topic))
            {
                _consumer.Resume(intake, topic);
                _paused--;
            }
        }
    }

    private void RunCommands()
    {
        while (_commands.TryDequeue(out Action? command))
        {
            command();
        }
    }
}
