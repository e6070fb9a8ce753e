namespace Realtime.Actors.Ports;

/// <summary>Named places in the life of an epoch where a test can stop the process for good.</summary>
public enum FaultPoint
{
    /// <summary>Everything computed, nothing stored.</summary>
    BeforePersist,

    /// <summary>The epoch is stored, its alerts are not delivered.</summary>
    AfterPersistBeforeDelivery,

    /// <summary>Alerts are delivered, the offset is not committed.</summary>
    AfterDeliveryBeforeOffsetCommit,
}

/// <summary>Seam for crash tests; the product runs with <see cref="None"/>.</summary>
public interface IFaults
{
    /// <summary>Called each time the named place is passed; may not return.</summary>
    void Pass(FaultPoint point);

    /// <summary>Does nothing.</summary>
    static readonly IFaults None = new NoFaults();

    private sealed class NoFaults : IFaults
    {
        public void Pass(FaultPoint point)
        {
        }
    }
}
