namespace Realtime.Cluster.Startup;

/// <summary>The node cannot start, or an argument makes no sense; the message is the one sentence a person reads.</summary>
public sealed class StartException(string sentence, Exception? cause = null) : Exception(sentence, cause)
{
    /// <summary>Exit code of a process that ends with a fault of its settings or its surroundings.</summary>
    public const int ExitCode = 2;
}
