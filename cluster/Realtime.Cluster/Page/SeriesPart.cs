using System.Globalization;
using Realtime.Domain;
using Realtime.Streams.Historian;

namespace Realtime.Cluster.Page;

/// <summary>The recent past of a thing: a chart, the choice of its window, and the same values as a table.</summary>
public static class SeriesPart
{
    private const int RowsMax = 100;

    /// <summary>As a drawing that a page keeps: who has it already gets only its key.</summary>
    public static Markup Render(ThingModel model, PageTime time) => model.Series.Key.Length == 0
        ? Markup.Of($"<div id=\"series\">{Body(model, time)}</div>")
        : Markup.Of($"<div id=\"series\" data-kept=\"{model.Series.Key}\">{Markup.If(!model.Series.Kept, () => Body(model, time))}</div>");

    private static Markup Body(ThingModel model, PageTime time)
    {
        ThingSeries series = model.Series;
        if (series.Plot is not { } plot)
        {
            return Markup.Of($"<p class=\"empty\">{(model.Registration is { Closed: true } ? "Closed data: no values are kept." : "This thing has no series.")}</p>");
        }

        if (series.Fault.Length > 0)
        {
            return Markup.Of($"<p class=\"banner\" role=\"status\">{series.Fault} The state above comes from the thing itself and is not affected.</p>");
        }

        (DateTimeOffset Time, double Value)[] values = [.. series.Points.SelectMany(point => point.Fields.Where(field => field.Name == plot.Field).Take(1).Select(field => (point.Time, field.Value)))];
        Markup body = values.Length == 0 ? Markup.Of($"<p class=\"empty\">The store of this node holds nothing of this time.</p>")
            : plot.Coarse ? CoarseBins.Render(values, series, time)
            : Markup.Of($"{Chart.Render(plot, values, series.From, series.To, time)}{Table(plot, values, time)}");
        return Markup.Of($"{Choice(model, series)}{Cut(model, time)}{body}");
    }

    /// <summary>A chart that begins late must not read as "nothing happened before".</summary>
    private static Markup Cut(ThingModel model, PageTime time) => Markup.If(model.Series.WholeFrom > model.Series.From, () => Markup.Of($"""
        <p class="banner" role="status">Before {time.Text(model.Series.WholeFrom!.Value)} values are missing here: there is more in the store than one chart goes through ({SeriesQuestion.PointsMaxDefault} values, or {SqliteSeriesReader.BytesMax / 1024 / 1024} MiB of the store).
        {(model.Hours > ThingEndpoints.Windows[0] ? "Choose a shorter window." : "The store has them; the dashboards show them.")}</p>
        """));

    private static Markup Choice(ThingModel model, ThingSeries series) => Markup.Of($"""
        <nav class="choice" aria-label="Length of the window">{Markup.Each(ThingEndpoints.Windows, hours =>
            Markup.Of($"<a href=\"/things/{Address(model.Thing.Key)}?hours={Text(hours)}\"{new Markup(series.To - series.From == TimeSpan.FromHours(hours) ? " aria-current=\"true\"" : "")}>{(hours < 48 ? $"{hours} h" : $"{hours / 24} days")}</a> "))}</nav>
        """);

    /// <summary>A thing's address: kind, then the id with everything escaped that could end it.</summary>
    public static string Address(ThingKey key) => $"{ThingKey.Name(key.Kind)}/{string.Join('/', key.Id.Split('/').Select(Uri.EscapeDataString))}";

    private static Markup Table(Plot plot, (DateTimeOffset Time, double Value)[] values, PageTime time) => Markup.Of($"""
        <details><summary>The newest values as a table</summary>
        <div class="scroll"><table><thead><tr><th scope="col">Time</th><th scope="col">{plot.Label}{(plot.Unit.Length > 0 ? ", " + plot.Unit : "")}</th></tr></thead>
        <tbody>{Markup.Each(values.Reverse().Take(RowsMax), value => Markup.Of($"<tr><td>{time.Element(value.Time)}</td><td>{value.Value.ToString("0.###", CultureInfo.InvariantCulture)}</td></tr>"))}</tbody></table></div></details>
        """);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
