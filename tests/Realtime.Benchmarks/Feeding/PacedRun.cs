using HdrHistogram;
using Realtime.Benchmarks.Workloads;

namespace Realtime.Benchmarks.Feeding;

/// <summary>
/// Open loop: each reading has its moment in a fixed schedule, and its event time is that moment, however late it really leaves. So the time
/// between an alert's event time and its arrival holds every wait on the way, also those that a slow receiver causes (no coordinated
/// omission: G. Tene, How NOT to Measure Latency, 2013).
/// </summary>
internal sealed class PacedRun(City city, Oracle oracle, Sender sender, AlertReader reader, TimeProvider clock)
{
    /// <summary>Alerts of the first seconds are not counted: the receiver has to find its pace.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    /// <summary>1 microsecond to 10 minutes, three digits.</summary>
    private readonly LongHistogram _latency = new(TimeSpan.FromMinutes(10).Ticks / 10, 3);

    private readonly ManualResetEvent _never = new(false);
    private DateTimeOffset _begin;
    private volatile int _expected;
    private volatile bool _complete;

    /// <summary>Readings sent.</summary>
    public long Sent { get; private set; }

    /// <summary>Sends so long and waits until every alert has arrived. Figures in milliseconds.</summary>
    public Dictionary<string, double> Run(long first, double rate, TimeSpan length)
    {
        _begin = clock.GetUtcNow();
        Thread listener = new(Listen) { IsBackground = true, Name = "alerts" };
        listener.Start();
        double worst = Send(first, rate, length);
        _complete = true;
        listener.Join();
        return new Dictionary<string, double>
        {
            ["rate"] = rate,
            ["sent"] = Sent,
            ["senderLateMs"] = worst,
            ["missing"] = _expected,
            ["alerts"] = _latency.TotalCount,
            ["p50"] = Ms(50),
            ["p99"] = Ms(99),
            ["p99.9"] = Ms(99.9),
            ["max"] = Ms(100),
        };
    }

    private double Ms(double percentile) => _latency.TotalCount == 0 ? 0 : _latency.GetValueAtPercentile(percentile) / 1000.0;

    /// <summary>Returns how late the sender was at worst, milliseconds.</summary>
    private double Send(long first, double rate, TimeSpan length)
    {
        long count = (long)(rate * length.TotalSeconds);
        double worst = 0;
        while (Sent < count)
        {
            TimeSpan now = clock.GetUtcNow() - _begin;
            long due = Math.Min(count, (long)(now.TotalSeconds * rate));
            if (due <= Sent)
            {
                _never.WaitOne(Tick);
                continue;
            }

            worst = Math.Max(worst, (now - TimeSpan.FromSeconds(Sent / rate)).TotalMilliseconds);
            for (; Sent < due; Sent++)
            {
                DateTimeOffset moment = _begin.AddTicks((long)(Sent / rate * TimeSpan.TicksPerSecond) / 10 * 10);
                Sample sample = city.At(first + Sent) with { Time = moment };
                sender.Send(sample);
                if (oracle.Note(sample))
                {
                    Interlocked.Increment(ref _expected);
                }
            }
        }

        sender.Flush();
        return worst;
    }

    private void Listen()
    {
        long completeAt = 0;
        while (!_complete || _expected > 0)
        {
            if (_complete && completeAt == 0)
            {
                completeAt = clock.GetTimestamp();
            }

            if (completeAt != 0 && clock.GetElapsedTime(completeAt) > Patience)
            {
                return;
            }

            if (reader.Next(TimeSpan.FromMilliseconds(50)) is { } next && next.Change.Time >= _begin.UtcTicks)
            {
                Interlocked.Decrement(ref _expected);
                if (next.Change.Time >= (_begin + Settling).UtcTicks)
                {
                    _latency.RecordValue(Math.Max(1, (clock.GetUtcNow().UtcTicks - next.Change.Time) / 10));
                }
            }
        }
    }
}
