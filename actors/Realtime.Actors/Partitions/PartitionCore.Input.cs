using Realtime.Actors.Ports;
using Realtime.Domain;

namespace Realtime.Actors.Partitions;

/// <summary>The reading side: asking for the next batch within the limits, and what to do when reading fails.</summary>
public sealed partial class PartitionCore
{
    private TimeSpan _resultsFlushedAt = -Limits.ResultsGatheredFor;

    /// <summary>Reading ended with a fault.</summary>
    public void InputFailed(Instant now, Exception cause)
    {
        _now = now;
        if (cause is OffsetsLostException lost && Options.ResumeAtEarliestWhenOffsetsLost)
        {
            _report.WentOnBehindLostOffsets(lost);
            _effects.Subscribe([.. Memory.NextOffsets.Select((offset, topic) => Topics.Inputs[topic] == lost.Topic ? -1 : offset)]);
            return;
        }

        _effects.Fail(cause is OffsetsLostException ? PartitionFault.OffsetsLost : PartitionFault.Input, $"reading failed: {cause.Message}");
    }

    private void FinishBatch(IngestBatch batch)
    {
        Memory.NextOffsets[batch.TopicNumber] = batch.NextOffset;
        FlushResults();
        _batch = null;
        _ackOwed = true;
        AckWhenWithinLimits();
        TryBeginEpoch();
    }

    /// <summary>Lets results go that have been gathered for a moment; the epoch takes the last ones along.</summary>
    private void FlushResults()
    {
        if (_now.Running - _resultsFlushedAt >= Limits.ResultsGatheredFor)
        {
            _resultsFlushedAt = _now.Running;
            _outbox.Flush();
        }
    }

    /// <summary>Asks for the next batch, unless too much work is not yet safe: then Kafka keeps what we cannot take.</summary>
    private void AckWhenWithinLimits()
    {
        if (!_ackOwed || _handingOff)
        {
            return;
        }

        bool withinLimits = Uncommitted < Limits.UncommittedReadingsMax
            && Memory.Alerts.Undelivered.Count + Memory.Alerts.RaisedCount < Limits.UndeliveredAlertsMax
            && _outbox.Enqueued - _outbox.Acknowledged < Limits.UnacknowledgedRecordsMax;
        if (withinLimits)
        {
            _ackOwed = false;
            _effects.AcknowledgeBatch();
        }
    }
}
