namespace Realtime.Actors.Partitions;

/// <summary>
/// Planned stop: no more input, finish the running segment, store a last full epoch, let the desk take the alerts, store that it did,
/// then stop things, desk and self. The new owner starts only when this one is gone, so nothing is ever owned twice.
/// </summary>
public sealed partial class PartitionCore
{
    private bool _handingOff;
    private bool _inputStopped;
    private bool _lastEpochAsked;

    /// <summary>A planned stop was asked for.</summary>
    public bool IsHandingOff => _handingOff;

    /// <summary>The shard moves away; asking again changes nothing.</summary>
    public void HandOff()
    {
        if (!_handingOff)
        {
            _handingOff = true;
            _effects.After(Options.HandOffDrainMax, PartitionTimer.HandOff);
            _effects.StopInput();
        }
    }

    /// <summary>No further batch will come.</summary>
    public void InputStopped(Instant now)
    {
        if (_handingOff)
        {
            _now = now;
            _inputStopped = true;
            ContinueHandOff();
        }
    }

    private void ContinueHandOff()
    {
        if (!_inputStopped || _segment is not null || _batch is not null || _inFlight is not null)
        {
            return;
        }

        if (!_lastEpochAsked || (Memory.Alerts.Undelivered.Count == 0 && Memory.HasUnstored))
        {
            _lastEpochAsked = true;
            _fullEpochWanted = true;
            TryBeginEpoch();
        }

        if (_inFlight is null && Memory.Alerts.Undelivered.Count == 0)
        {
            _effects.Finish();
        }
    }
}
