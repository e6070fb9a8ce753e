namespace Realtime.Cluster.Access;

/// <summary>What somebody is to the product. Each role has its own list of policies; none contains another by order (<see cref="Policies"/>).</summary>
public enum Role
{
    /// <summary>Anybody: what the settings name as public, and nothing else.</summary>
    Public,

    /// <summary>A program that watches the nodes: metrics and health, nothing of the city.</summary>
    Monitor,

    /// <summary>Family of single households: their state and alerts, acknowledging, absences.</summary>
    Family,

    /// <summary>Looks at a municipality, households excepted.</summary>
    Viewer,

    /// <summary>On duty in a municipality: looks, households included, acts on alerts, sends messages.</summary>
    Operator,

    /// <summary>Administers a municipality: all of the operator's, thresholds, contacts, the audit.</summary>
    Admin,

    /// <summary>A program that sends documents in and reads nothing.</summary>
    Sender,
}
