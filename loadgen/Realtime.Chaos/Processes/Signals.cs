using System.Runtime.InteropServices;

namespace Realtime.Chaos.Processes;

/// <summary>Stops a process where it stands and lets it go on; numbers of Linux on x86 and ARM, signal(7).</summary>
public static partial class Signals
{
    private const int Continue = 18;
    private const int Stop = 19;

    /// <summary>SIGSTOP: no thread of it runs any more, its sockets stay open.</summary>
    public static void Pause(int process) => _ = Kill(process, Stop);

    /// <summary>SIGCONT.</summary>
    public static void Resume(int process) => _ = Kill(process, Continue);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
