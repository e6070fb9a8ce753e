using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using Realtime.Actors.Ports;

namespace Realtime.Streams.Kafka;

/// <summary>What the client's errors mean: one partition's end, everybody's end, or only a line in the log (a broker that is away comes back).</summary>
internal sealed partial class PollLoop
{
    private void OnError(ConsumeException e)
    {
        TopicPartitionOffset? at = e.ConsumerRecord?.TopicPartitionOffset;
        PartitionIntake? intake = at is { Partition.Value: >= 0 } && at.Partition.Value < _intakes.Length ? _intakes[at.Partition.Value] : null;
        if (e.Error.IsFatal)
        {
            FailAll(e);
        }
        else if (intake is null)
        {
            _log.LogWarning("Kafka reader: {Reason}", e.Error.Reason);
        }
        else if (e.Error.Code is ErrorCode.Local_AutoOffsetReset or ErrorCode.OffsetOutOfRange)
        {
            FailWithLostOffsets(intake, at!.Topic);
        }
        else if (e.Error.Code is ErrorCode.UnknownTopicOrPart or ErrorCode.Local_UnknownTopic or ErrorCode.Local_UnknownPartition or ErrorCode.TopicAuthorizationFailed)
        {
            Drop(intake, e);
        }
        else
        {
            _log.LogWarning("Kafka reader, {Part}: {Reason}", at, e.Error.Reason);
        }
    }

    private void FailWithLostOffsets(PartitionIntake intake, string topic)
    {
        TopicPartition part = intake.Of(TopicNumbers[topic]);
        long wanted = intake.NextOf(TopicNumbers[topic]);
        WatermarkOffsets known = _consumer.Watermarks(part);
        Drop(intake, new OffsetsLostException(topic, intake.Partition, wanted, known.Low.Value, known.High.Value));
    }

    private void FailAll(Exception cause)
    {
        _log.LogError(cause, "Kafka reader: {Reason}; every partition of this node starts again", cause.Message);
        DropAll(cause);
        _consumer.Dispose();
        _consumer = new AssignedConsumer(_settings, _log);
    }

    private void DropAll(Exception? cause)
    {
        foreach (PartitionIntake? intake in _intakes)
        {
            if (intake is not null)
            {
                Drop(intake, cause);
            }
        }
    }

    private void Drop(PartitionIntake intake, Exception? cause)
    {
        if (_intakes[intake.Partition] == intake)
        {
            _paused -= intake.Paused.Count;
            _consumer.Unassign(intake);
            _intakes[intake.Partition] = null;
            StreamMetrics.ForgetLag(intake.Partition);
        }

        intake.End(cause);
    }
}
