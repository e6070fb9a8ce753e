namespace Realtime.Benchmarks.Contestants;

/// <summary>One way to turn the log's readings into alerts on the alerts topic.</summary>
internal interface IContestant : IAsyncDisposable
{
    /// <summary>Readings judged so far.</summary>
    long Readings { get; }

    /// <summary>What stopped it; null while it works.</summary>
    Exception? Fault { get; }

    /// <summary>Everything that may be there before the first reading: frameworks, the registry, compiled code.</summary>
    Task PrepareAsync();

    /// <summary>Begins with the first record of the log; returns at once.</summary>
    Task StartAsync();

    /// <summary>Completes when all readings are judged and everything the contestant promises of them is done: alerts published, and stored what it stores.</summary>
    Task SettledAsync();
}
