using System.Globalization;
using System.Text;
using Realtime.Domain;

namespace Realtime.Cluster.Page;

/// <summary>
/// A line chart as SVG, drawn on the server: without scripts it is all there. Twice, for wide and for narrow windows, because a drawing that
/// is only scaled down cannot be read on a phone.
/// </summary>
public static class Chart
{
    /// <summary>Points of a line: more cannot be told apart on a screen.</summary>
    public const int PointsMax = 400;

    public static Markup Render(Plot plot, IReadOnlyList<(DateTimeOffset Time, double Value)> values, DateTimeOffset from, DateTimeOffset to, PageTime time)
    {
        IReadOnlyList<(DateTimeOffset Time, double Value)> thin = Thin(values);
        return Markup.Of($"""
            <figure class="chart"><figcaption>{plot.Label}{(plot.Unit.Length > 0 ? $", {plot.Unit}" : "")} <small>{time.Text(from)} to {time.Text(to)}</small></figcaption>
            {Draw(new ChartScale(plot, thin, from, to, 1080, 300), plot, thin, time, "wide")}
            {Draw(new ChartScale(plot, thin, from, to, 360, 260), plot, thin, time, "narrow")}
            </figure>
            """);
    }

    private static Markup Draw(ChartScale scale, Plot plot, IReadOnlyList<(DateTimeOffset Time, double Value)> values, PageTime time, string size) => Markup.Of($"""
        <svg class="{size}" viewBox="0 0 {Svg.N(scale.Width)} {Svg.N(scale.Height)}" role="img" aria-label="{Words(plot, values, time)}">
        {Markup.Each(scale.ValueTicks, tick => Markup.Of($"<line class=\"grid\" x1=\"{Svg.N(scale.Left)}\" x2=\"{Svg.N(scale.Right)}\" y1=\"{Svg.N(scale.Y(tick))}\" y2=\"{Svg.N(scale.Y(tick))}\"/><text class=\"tick\" x=\"{Svg.N(scale.Left - 6)}\" y=\"{Svg.N(scale.Y(tick) + 4)}\" text-anchor=\"end\">{tick.ToString("0.###", CultureInfo.InvariantCulture)}</text>"))}
        {Markup.Each(scale.TimeTicks(time), tick => Markup.Of($"<line class=\"grid\" x1=\"{Svg.N(scale.X(tick.At))}\" x2=\"{Svg.N(scale.X(tick.At))}\" y1=\"{Svg.N(scale.Top)}\" y2=\"{Svg.N(scale.Bottom)}\"/><text class=\"tick\" x=\"{Svg.N(scale.X(tick.At))}\" y=\"{Svg.N(scale.Bottom + 16)}\" text-anchor=\"middle\">{tick.Label}</text>"))}
        <path class="series" d="{Path(scale, values)}"/>
        {Lines(scale, plot)}
        {Last(scale, values)}
        </svg>
        """);

    /// <summary>Limits: dashed lines with their names; names keep apart where limits are close.</summary>
    private static Markup Lines(ChartScale scale, Plot plot)
    {
        double free = double.MaxValue;
        List<Markup> lines = [];
        foreach (PlotLine line in plot.Lines.Where(line => scale.Holds(line.Value)).OrderBy(line => line.Value))
        {
            double at = scale.Y(line.Value);
            double label = Math.Min(at - 4, free - 14);
            free = label;
            string level = line.Level > 0 ? $"レベル{StageRule.Shown(line.Level)}相当 " : "";
            lines.Add(Markup.Of($"<line class=\"limit d{Math.Clamp(line.Level, 0, 5)}\" x1=\"{Svg.N(scale.Left)}\" x2=\"{Svg.N(scale.Right)}\" y1=\"{Svg.N(at)}\" y2=\"{Svg.N(at)}\"/><text class=\"limit\" x=\"{Svg.N(scale.Left + 6)}\" y=\"{Svg.N(label)}\" lang=\"ja\">{level}{line.Name} {line.Value.ToString("0.##", CultureInfo.InvariantCulture)}</text>"));
        }

        return Markup.Each(lines, line => line);
    }

    private static Markup Last(ChartScale scale, IReadOnlyList<(DateTimeOffset Time, double Value)> values) => values.Count == 0 ? Markup.Empty
        : Markup.Of($"<circle class=\"last\" cx=\"{Svg.N(scale.X(values[^1].Time))}\" cy=\"{Svg.N(scale.Y(values[^1].Value))}\" r=\"4\"/>");

    /// <summary>The line, broken where nothing came for much longer than usual: what was not seen is not drawn.</summary>
    private static Markup Path(ChartScale scale, IReadOnlyList<(DateTimeOffset Time, double Value)> values)
    {
        TimeSpan gap = Gap(values);
        StringBuilder path = new();
        for (int i = 0; i < values.Count; i++)
        {
            bool broken = i == 0 || values[i].Time - values[i - 1].Time > gap;
            path.Append(broken ? 'M' : 'L').Append(Svg.N(scale.X(values[i].Time))).Append(' ').Append(Svg.N(scale.Y(values[i].Value)));
            if (broken && (i + 1 == values.Count || values[i + 1].Time - values[i].Time > gap))
            {
                path.Append("h.01"); // A point alone, drawn by the round ends of the line.
            }
        }

        return new Markup(path.ToString());
    }

    private static TimeSpan Gap(IReadOnlyList<(DateTimeOffset Time, double Value)> values)
    {
        TimeSpan[] steps = [.. values.Zip(values.Skip(1), (one, next) => next.Time - one.Time).Order()];
        return steps.Length == 0 ? TimeSpan.MaxValue : steps[steps.Length / 2] * 4;
    }

    /// <summary>Lowest and highest of each part of the window, so that a peak is never lost.</summary>
    private static IReadOnlyList<(DateTimeOffset Time, double Value)> Thin(IReadOnlyList<(DateTimeOffset Time, double Value)> values)
    {
        if (values.Count <= PointsMax)
        {
            return values;
        }

        int size = (int)Math.Ceiling(values.Count / (PointsMax / 2.0));
        return [.. values.Chunk(size).SelectMany(part => new[] { part.MinBy(value => value.Value), part.MaxBy(value => value.Value) }.Distinct().OrderBy(value => value.Time))];
    }

    private static string Words(Plot plot, IReadOnlyList<(DateTimeOffset Time, double Value)> values, PageTime time)
    {
        (DateTimeOffset at, double highest) = values.MaxBy(value => value.Value);
        return string.Create(CultureInfo.InvariantCulture, $"{plot.Label}: now {values[^1].Value:0.##} {plot.Unit}, highest {highest:0.##} {plot.Unit} at {time.Text(at)}, lowest {values.Min(value => value.Value):0.##} {plot.Unit}");
    }
}
