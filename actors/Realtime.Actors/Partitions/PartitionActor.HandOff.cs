using Akka.Actor;
using Akka.Event;
using Realtime.Actors.Desk;
using Realtime.Actors.Ports;
using Realtime.Actors.Things;

namespace Realtime.Actors.Partitions;

/// <summary>
/// Planned stop: no more input, finish the running segment, store a last full epoch, let the desk take the alerts, store that it did,
/// then stop things, desk and self. The new owner starts only when this actor is gone, so nothing is ever owned twice.
/// </summary>
public sealed partial class PartitionActor
{
    private bool _handingOff;
    private bool _inputStopped;
    private bool _lastEpochAsked;

    private void OnHandOff(object message)
    {
        switch (message)
        {
            case HandOff when !_handingOff:
                _handingOff = true;
                Timers.StartSingleTimer("hand-off", HandOffOverdue.Instance, Options.HandOffDrainMax);
                Task stopped = _subscription?.StopAsync() ?? Task.CompletedTask;
                stopped.PipeTo(Self, success: () => IngestStopped.Instance, failure: _ => IngestStopped.Instance);
                break;
            case IngestStopped when _handingOff:
                _inputStopped = true;
                ContinueHandOff();
                break;
            case HandOffOverdue:
                _log.Warning("Partition {0} leaves unfinished work to its next owner, which reads it again", _partition);
                StopShard();
                break;
        }
    }

    private void ContinueHandOff()
    {
        if (!_inputStopped || _segment is not null || _batch is not null || _inFlight is not null)
        {
            return;
        }

        if (!_lastEpochAsked || (_memory.Alerts.Undelivered.Count == 0 && _memory.HasUnstored))
        {
            _lastEpochAsked = true;
            _fullEpochWanted = true;
            TryBeginEpoch();
        }

        if (_inFlight is null && _memory.Alerts.Undelivered.Count == 0)
        {
            StopShard();
        }
    }

    private void StopShard() => Context.Stop(Self); // Things and desk are stopped in PostStop, however we end.

    private void StopThings()
    {
        foreach (ThingSlot slot in _memory.Slots.Values)
        {
            (slot.Actor ?? slot.Started)?.Tell(PoisonPill.Instance);
        }

        _desk.Tell(StopDesk.Instance);
    }
}
