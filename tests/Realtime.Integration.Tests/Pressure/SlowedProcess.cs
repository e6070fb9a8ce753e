using System.Runtime.InteropServices;

namespace Realtime.Integration.Tests.Pressure;

/// <summary>
/// Makes a process slower than its machine, as cpulimit(1) does: it is stopped and let go on in a fixed rhythm, so it gets a share of
/// the time and everything in it (threads, collector, native clients) slows down alike. Nothing of its configuration changes.
/// </summary>
internal sealed partial class SlowedProcess : IAsyncDisposable
{
    /// <summary>Signal numbers of Linux on x86 and ARM, signal(7).</summary>
    private const int Continue = 18;
    private const int Stop = 19;

    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(5);

    /// <summary>It runs for one beat out of so many.</summary>
    private const int BeatsPerTurn = 20;

    private readonly int _process;
    private readonly PeriodicTimer _timer = new(Beat);
    private readonly Task _rhythm;

    private SlowedProcess(int process)
    {
        _process = process;
        _rhythm = RhythmAsync();
    }

    /// <summary>Slows it to about a twentieth until disposed.</summary>
    public static SlowedProcess Slow(int process) => new(process);

    public async ValueTask DisposeAsync()
    {
        _timer.Dispose();
        await _rhythm;
        Signal(Continue);
    }

    private async Task RhythmAsync()
    {
        for (int beat = 0; await _timer.WaitForNextTickAsync(); beat++)
        {
            switch (beat % BeatsPerTurn)
            {
                case 0:
                    Signal(Continue);
                    break;
                case 1:
                    Signal(Stop);
                    break;
            }
        }
    }

    private void Signal(int signal) => _ = Kill(_process, signal);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
