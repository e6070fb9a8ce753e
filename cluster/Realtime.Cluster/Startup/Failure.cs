using Realtime.Cluster.Notify;

namespace Realtime.Cluster.Startup;

/// <summary>What a person reads when the node ends by a fault nobody foresaw.</summary>
public static class Failure
{
    /// <summary>Exit code of a node that failed while running.</summary>
    public const int ExitCode = 1;

    /// <summary>One sentence about the innermost cause; the rest is in the log at level Debug.</summary>
    public static string Sentence(Exception fault)
    {
        Exception cause = fault.GetBaseException();
        return $"The node failed ({cause.GetType().Name}: {PlainText.OneLine(cause.Message).TrimEnd('.')}): start it again, and with --Node:LogLevel Debug to see where it fails.";
    }
}
