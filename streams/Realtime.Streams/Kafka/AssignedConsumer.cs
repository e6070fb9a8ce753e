using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using Realtime.Domain;

namespace Realtime.Streams.Kafka;

/// <summary>The client behind the poll thread: assignment by hand, pause and resume by partition, with the traps of both in one place.</summary>
internal sealed class AssignedConsumer : IDisposable
{
    private readonly IConsumer<Ignore, Ignore> _consumer;
    private readonly ConsumerQueue _queue;
    private readonly ILogger _log;

    public AssignedConsumer(KafkaSettings settings, ILogger log)
    {
        _log = log;
        _consumer = new ConsumerBuilder<Ignore, Ignore>(ClientConfigs.Reader(settings))
            .SetErrorHandler((_, error) => _log.LogWarning("Kafka reader: {Reason}", error.Reason))
            .SetLogHandler((_, line) => _log.LogDebug("librdkafka {Facility}: {Message}", line.Facility, line.Message))
            .SetOffsetsCommittedHandler((_, committed) => LogCommit(committed))
            .Build();
        _queue = new ConsumerQueue(_consumer.Handle);
    }

    /// <summary>Records, ends of partitions and faults, in the order in which they came.</summary>
    public ConsumerQueue Queue => _queue;

    public void Assign(PartitionIntake intake, IEnumerable<int> topicNumbers) =>
        _consumer.IncrementalAssign([.. topicNumbers.Select(intake.StartOf)]);

    public void Unassign(PartitionIntake intake)
    {
        // The pause flag outlives the assignment: a partition that came back would never deliver again.
        foreach (int topic in intake.Paused.ToArray())
        {
            Resume(intake, topic);
        }

        Try(() => _consumer.IncrementalUnassign(Parts(intake)), "unassign", intake);
    }

    /// <summary>Fetches no more of one topic of the partition.</summary>
    public void Pause(PartitionIntake intake, int topic)
    {
        if (intake.Paused.Add(topic))
        {
            _consumer.Pause([intake.Of(topic)]);
            if (intake.Paused.Count == 1)
            {
                StreamMetrics.PartitionsPaused.Inc();
            }
        }
    }

    public void Resume(PartitionIntake intake, int topic)
    {
        // Resuming what is not paused has reset positions in older clients (confluent-kafka-dotnet #1052).
        if (intake.Paused.Remove(topic))
        {
            Try(() => _consumer.Resume([intake.Of(topic)]), "resume", intake);
            if (intake.Paused.Count == 0)
            {
                StreamMetrics.PartitionsPaused.Dec();
            }
        }
    }

    /// <summary>Leaves offsets for the client's background commit.</summary>
    public void Store(PartitionIntake intake, IReadOnlyList<long> nextOffsets)
    {
        foreach (int topic in intake.Assigned.Where(t => nextOffsets[t] >= 0))
        {
            Try(() => _consumer.StoreOffset(new TopicPartitionOffset(intake.Of(topic), nextOffsets[topic])), "store the offset of", intake);
        }
    }

    /// <summary>Records that the broker has beyond what was read, as far as the last fetches told.</summary>
    public long Lag(PartitionIntake intake)
    {
        long lag = 0;
        foreach (int topic in intake.Assigned)
        {
            WatermarkOffsets known = _consumer.GetWatermarkOffsets(intake.Of(topic));
            if (known.High.Value >= 0)
            {
                lag += Math.Max(0, known.High.Value - Math.Max(intake.NextOf(topic), Math.Max(0, known.Low.Value)));
            }
        }

        return lag;
    }

    /// <summary>Asks the broker for the first and the next offset; -1 and -1 when it does not answer.</summary>
    public WatermarkOffsets Watermarks(TopicPartition part)
    {
        try
        {
            return _consumer.QueryWatermarkOffsets(part, TimeSpan.FromSeconds(5));
        }
        catch (KafkaException)
        {
            return new WatermarkOffsets(new Offset(-1), new Offset(-1));
        }
    }

    public void Dispose()
    {
        _queue.Dispose();
        try
        {
            _consumer.Close();
        }
        catch (KafkaException e)
        {
            _log.LogDebug("closing the Kafka reader: {Reason}", e.Error.Reason);
        }

        _consumer.Dispose();
    }

    private static TopicPartition[] Parts(PartitionIntake intake) => [.. intake.Assigned.Select(intake.Of)];

    private void Try(Action action, string what, PartitionIntake intake)
    {
        try
        {
            action();
        }
        catch (KafkaException e)
        {
            _log.LogDebug("could not {What} partition {Partition}: {Reason}", what, intake.Partition, e.Error.Reason);
        }
    }

    private void LogCommit(CommittedOffsets committed)
    {
        if (committed.Error.IsError)
        {
            _log.LogDebug("the progress of group offsets could not be shown to the broker: {Reason}", committed.Error.Reason);
        }
    }
}
