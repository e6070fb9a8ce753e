using System.Text;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using Realtime.Actors.Ports;

namespace Realtime.Streams.Kafka;

/// <summary>What the client's errors mean: one partition's end, everybody's end, or only a line in the log (a broker that is away comes back).</summary>
internal sealed partial class PollLoop
{
    private void OnError(in NativeRecord record, int topic)
    {
        PartitionIntake? intake = topic >= 0 && (uint)record.Partition < (uint)_intakes.Length ? _intakes[record.Partition] : null;
        var error = new Error(record.Error, Encoding.UTF8.GetString(record.Value), record.Error == ErrorCode.Local_Fatal);
        if (error.IsFatal)
        {
            // The client can do nothing any more; the loop's own last resort lets every partition start again on a new one.
            throw new KafkaException(error);
        }

        if (intake is null)
        {
            _log.LogWarning("Kafka reader: {Reason}", error.Reason);
        }
        else if (error.Code is ErrorCode.Local_AutoOffsetReset or ErrorCode.OffsetOutOfRange)
        {
            FailWithLostOffsets(intake, topic);
        }
        else if (error.Code is ErrorCode.UnknownTopicOrPart or ErrorCode.Local_UnknownTopic or ErrorCode.Local_UnknownPartition or ErrorCode.TopicAuthorizationFailed)
        {
            Drop(intake, new KafkaException(error));
        }
        else
        {
            _log.LogWarning("Kafka reader, {Part}: {Reason}", intake.Of(topic), error.Reason);
        }
    }

    private void FailWithLostOffsets(PartitionIntake intake, int topic)
    {
        TopicPartition part = intake.Of(topic);
        long wanted = intake.NextOf(topic);
        WatermarkOffsets known = _consumer.Watermarks(part);
        Drop(intake, new OffsetsLostException(part.Topic, intake.Partition, wanted, known.Low.Value, known.High.Value));
    }

    private void FailAll(Exception cause)
    {
        _log.LogError(cause, "Kafka reader: {Reason}; every partition of this node starts again", cause.Message);
        DropAll(cause);
        _spent = true;
        Renew();
    }

    /// <summary>Makes the next client before it lets go of the spent one: whatever happens here, there is one that can be asked without harm.</summary>
    private void Renew()
    {
        AssignedConsumer next = _make();
        Fault(_consumer.Dispose); // It may be at its end already.
        _consumer = next;
        _spent = false;
    }

    private void DropAll(Exception? cause)
    {
        foreach (PartitionIntake? intake in _intakes)
        {
            // One that fails must not keep the others waiting; its owner hears the cause all the same.
            if (intake is not null && Fault(() => Drop(intake, cause)) is { } fault)
            {
                _log.LogWarning(fault, "Kafka reader, partition {Partition}: {Reason}", intake.Partition, fault.Message);
            }
        }
    }

    private void Drop(PartitionIntake intake, Exception? cause)
    {
        try
        {
            if (_intakes[intake.Partition] == intake)
            {
                _paused -= intake.Paused.Count;
                _intakes[intake.Partition] = null;
                StreamMetrics.ForgetLag(intake.Partition);
                _consumer.Unassign(intake);
            }
        }
        finally
        {
            intake.End(cause);
        }
    }
}
