using System.Globalization;

namespace Realtime.Cluster.Page;

/// <summary>From times and values to places in a chart.</summary>
public sealed class ChartScale
{
    private static readonly TimeSpan[] _steps = [.. new[] { 10, 30, 60, 180, 360, 720, 1440, 2880, 10080 }.Select(minutes => TimeSpan.FromMinutes(minutes))];
    private readonly DateTimeOffset _from;
    private readonly DateTimeOffset _to;
    private readonly double _low;
    private readonly double _high;
    private readonly double _step;

    public ChartScale(Plot plot, IReadOnlyList<(DateTimeOffset Time, double Value)> values, DateTimeOffset from, DateTimeOffset to, double width, double height)
    {
        (_from, _to, Width, Height) = (from, to, width, height);
        double least = plot.FromZero ? 0 : values.Min(value => value.Value);
        double most = values.Max(value => value.Value);

        // The limits that were passed, and the next one: how far it is to it is what people look for.
        double[] lines = [.. plot.Lines.Select(line => line.Value).Order()];
        most = Math.Max(most, lines.FirstOrDefault(line => line > most, most));
        if (lines.Length > 0 && lines[0] < least)
        {
            least = lines[0];
        }

        double span = most - least > 0 ? most - least : Math.Max(1, Math.Abs(most) / 10);
        _step = Nice(span / 4);
        _low = Math.Floor(least / _step) * _step;
        _high = Math.Ceiling((most + span * 0.05) / _step) * _step;
    }

    public double Width { get; }

    public double Height { get; }

    public double Left => 48;

    public double Right => Width - 14;

    public double Top => 18;

    public double Bottom => Height - 24;

    public IEnumerable<double> ValueTicks => Enumerable.Range(0, (int)Math.Round((_high - _low) / _step) + 1).Select(i => Math.Round(_low + i * _step, 9));

    public bool Holds(double value) => value >= _low && value <= _high;

    public double X(DateTimeOffset at) => Left + (Right - Left) * ((at - _from) / (_to - _from));

    public double Y(double value) => Bottom - (Bottom - Top) * (value - _low) / (_high - _low);

    /// <summary>Whole hours or days of the municipality, so many that their names do not touch.</summary>
    public IEnumerable<(DateTimeOffset At, string Label)> TimeTicks(PageTime time)
    {
        TimeSpan step = _steps.FirstOrDefault(step => (_to - _from) / step * 64 <= Right - Left, _steps[^1]);
        DateTimeOffset local = time.Local(_from);
        DateTimeOffset at = new(local.Date, local.Offset);
        while (at <= _to)
        {
            if (at >= _from)
            {
                yield return (at, at.TimeOfDay == TimeSpan.Zero ? at.ToString("d MMM", CultureInfo.InvariantCulture) : at.ToString("HH:mm", CultureInfo.InvariantCulture));
            }

            at += step;
        }
    }

    /// <summary>1, 2 or 5 times a power of ten.</summary>
    private static double Nice(double step)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(step)));
        double digit = step / power;
        return power * (digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 5 ? 5 : 10);
    }
}
