namespace Realtime.Integration.Tests.Pressure;

/// <summary>
/// Makes a process slower than its machine, as cpulimit(1) does: it is stopped and let go on in a fixed rhythm, so it gets a share of
/// the time and everything in it (threads, collector, native clients) slows down alike. Nothing of its configuration changes.
/// </summary>
internal sealed class SlowedProcess : IAsyncDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(5);

    /// <summary>It runs for one beat out of so many.</summary>
    private const int BeatsPerTurn = 40;

    private readonly int _process;
    private readonly PeriodicTimer _timer = new(Beat);
    private readonly Task _rhythm;

    private SlowedProcess(int process)
    {
        _process = process;
        _rhythm = RhythmAsync();
    }

    /// <summary>Slows it to about a fortieth until disposed.</summary>
    public static SlowedProcess Slow(int process) => new(process);

    public async ValueTask DisposeAsync()
    {
        _timer.Dispose();
        await _rhythm;
        Signals.Resume(_process);
    }

    private async Task RhythmAsync()
    {
        for (int beat = 0; await _timer.WaitForNextTickAsync(); beat++)
        {
            switch (beat % BeatsPerTurn)
            {
                case 0:
                    Signals.Resume(_process);
                    break;
                case 1:
                    Signals.Pause(_process);
                    break;
            }
        }
    }
}
