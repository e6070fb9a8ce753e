using System.Diagnostics;

namespace Realtime.LoadGen.Chaos;

/// <summary>
/// Whether this machine had time for us: how late a regular beat came. A machine that stands still for seconds makes nodes remove each
/// other, and what takes long then says little about the product.
/// </summary>
internal sealed class StarvationWatch : IAsyncDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(100);

    private readonly PeriodicTimer _timer = new(Beat);
    private readonly Task _loop;

    public StarvationWatch() => _loop = Task.Run(LoopAsync);

    /// <summary>The longest standstill so far.</summary>
    public TimeSpan Longest { get; private set; }

    public async ValueTask DisposeAsync()
    {
        _timer.Dispose();
        await _loop;
    }

    private async Task LoopAsync()
    {
        long last = Stopwatch.GetTimestamp();
        while (await _timer.WaitForNextTickAsync())
        {
            TimeSpan late = Stopwatch.GetElapsedTime(last) - Beat;
            Longest = late > Longest ? late : Longest;
            last = Stopwatch.GetTimestamp();
        }
    }
}
