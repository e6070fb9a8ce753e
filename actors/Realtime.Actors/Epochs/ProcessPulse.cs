namespace Realtime.Actors.Epochs;

/// <summary>
/// The beat of the process: a thread of its own that does nothing else, so that it misses a beat only when the whole process stood
/// still, never because actors are busy or the thread pool is full. (A partition with 18,000 things that answers queries after a cold
/// start keeps its own timers waiting for longer than a zombie sleeps.)
/// </summary>
public sealed class ProcessPulse
{
    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan _worthRemembering = TimeSpan.FromSeconds(2);
    private const int RememberMax = 64;
    private static readonly Lazy<ProcessPulse> _own = new(Start);

    private readonly TimeProvider _clock;
    private readonly Lock _gate = new();
    private long _beat;
    private DateTimeOffset _beatOnWall;
    private readonly Queue<(long Number, TimeSpan Length)> _standstills = new();
    private long _number;

    /// <param name="clock">The machine's own clock, also in tests with another time: it is the process that is watched.</param>
    public ProcessPulse(TimeProvider clock)
    {
        _clock = clock;
        _beat = clock.GetTimestamp();
        _beatOnWall = clock.GetUtcNow();
    }

    /// <summary>Of this process; begins to beat when it is first asked for.</summary>
    public static ProcessPulse Own => _own.Value;

    /// <summary>Everything runs. Remembers a standstill that ends with this beat.</summary>
    public void Beat()
    {
        lock (_gate)
        {
            if (Since() is var since && since > _worthRemembering)
            {
                _standstills.Enqueue((++_number, since));
                if (_standstills.Count > RememberMax)
                {
                    _standstills.Dequeue();
                }
            }

            _beat = _clock.GetTimestamp();
            _beatOnWall = _clock.GetUtcNow();
        }
    }

    /// <summary>A mark for <see cref="LongestSince"/>: what happened so far is known.</summary>
    public long Mark()
    {
        lock (_gate)
        {
            return _number;
        }
    }

    /// <summary>The longest standstill after the mark, the present one included, by whichever clock says more: the monotonic one stands still in a suspended machine.</summary>
    public TimeSpan LongestSince(long mark)
    {
        lock (_gate)
        {
            return _standstills.Where(one => one.Number > mark).Select(one => one.Length).Append(Since()).Max();
        }
    }

    private TimeSpan Since()
    {
        TimeSpan running = _clock.GetElapsedTime(_beat);
        TimeSpan onWall = _clock.GetUtcNow() - _beatOnWall;
        return running > onWall ? running : onWall;
    }

    private static ProcessPulse Start()
    {
        ProcessPulse pulse = new(TimeProvider.System);
        new Thread(() =>
        {
            using ManualResetEventSlim never = new();
            while (!never.Wait(_interval))
            {
                pulse.Beat();
            }
        })
        { Name = "process-pulse", IsBackground = true, Priority = ThreadPriority.AboveNormal }.Start();
        return pulse;
    }
}
