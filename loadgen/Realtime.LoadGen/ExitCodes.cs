namespace Realtime.LoadGen;

/// <summary>What the process says to scripts; printed in the help.</summary>
internal static class ExitCodes
{
    public const int Ok = 0;

    /// <summary>Wrong options, a file that cannot be read or written.</summary>
    public const int Usage = 2;

    /// <summary>The generator was later than allowed against its own schedule: its figures say nothing about the receiver.</summary>
    public const int Late = 3;

    /// <summary>The broker or the product does not answer.</summary>
    public const int Unreachable = 4;

    /// <summary>Something was lost, false or wrong.</summary>
    public const int NotVerified = 5;

    /// <summary>Ctrl-C.</summary>
    public const int Interrupted = 130;

    /// <summary>For the help.</summary>
    public const string Explained =
        "Exit codes: 0 ok, 2 usage, 3 the generator could not keep its own schedule, 4 target unreachable, 5 verification failed, 130 interrupted.";
}
