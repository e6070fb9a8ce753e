using Realtime.Domain;

namespace Realtime.Cluster.Family;

/// <summary>What was done with a household.</summary>
public enum HouseholdAct
{
    Registered,
    Read,
    Erased,
    Absence,
    Acknowledged,
}

/// <summary>The record of every look at a household and every change of it.</summary>
public interface IHouseholdAudit
{
    /// <summary>Returns when it is recorded; throws when it cannot be, and then nothing may be shown or done. Names nobody but the caller.</summary>
    void Record(HttpContext http, HouseholdAct act, ThingKey household, string detail);
}
