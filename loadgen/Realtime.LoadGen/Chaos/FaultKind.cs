namespace Realtime.LoadGen.Chaos;

/// <summary>What is done to a running city.</summary>
public enum FaultKind
{
    /// <summary>SIGKILL of a node, started again within 20 s.</summary>
    KillNode,

    /// <summary>SIGKILL of a node, started again after a minute: the cluster has long gone on without it.</summary>
    KillNodeForLong,

    /// <summary>SIGKILL of every node, started together.</summary>
    KillAllNodes,

    /// <summary>SIGSTOP of a node, then SIGCONT: it wakes up and believes that no time has passed.</summary>
    PauseNode,

    /// <summary>A node and the others do not hear each other.</summary>
    PartitionNode,

    /// <summary>A node hears the others, the others do not hear it.</summary>
    PartitionOneWay,

    /// <summary>Everything between nodes takes 10 to 500 ms longer.</summary>
    SlowLinks,

    /// <summary>One byte in some chunks between nodes is wrong.</summary>
    CorruptLinks,

    /// <summary>The database server stops without a goodbye and is started again.</summary>
    StopDatabase,

    /// <summary>The database takes what it is sent and does not answer.</summary>
    HangDatabase,

    /// <summary>Connections break off right after commits: the writer cannot know that it has written.</summary>
    CutAfterCommit,

    /// <summary>The broker answers requests with errors.</summary>
    BrokerErrors,

    /// <summary>The broker cannot be reached.</summary>
    BrokerDown,

    /// <summary>The store of the time series is stopped.</summary>
    StopSeries,

    /// <summary>The mail server takes a second for every answer.</summary>
    SlowMail,

    /// <summary>The mail server says 451.</summary>
    RefuseMail,

    /// <summary>The mail server takes mails and breaks off instead of saying so.</summary>
    DropMailAfterData,

    /// <summary>The wall clock of a node jumps, and jumps back.</summary>
    JumpClock,

    /// <summary>Nobody sends anything for a while; nothing is wrong with the things.</summary>
    SilenceInput,
}
