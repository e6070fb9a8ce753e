using System.Globalization;
using Realtime.Actors.City;

namespace Realtime.Cluster.Page;

/// <summary>The line of figures at the top, and what is wrong with the view itself.</summary>
public static class NowPart
{
    public static Markup Render(PageModel model, PageTime time) => Markup.Of($"""
        {model.Facts.Banner}{Banner(model.City)}
        <dl class="figures">
        <div class="wide"><dt>Event time <small>{time.Legend}</small></dt><dd>{EventTime(model, time)}</dd></div>
        <div><dt>Readings applied</dt><dd>{Number(model.City?.ReadingsApplied)}</dd></div>
        <div><dt>Per second</dt><dd>{Number(model.ReadingsPerSecond)}</dd></div>
        <div><dt>Lag, records</dt><dd>{Number(model.LagRecords)}</dd></div>
        <div><dt>Things</dt><dd>{Number(model.City is null ? null : model.Things)}</dd></div>
        <div><dt>Open alerts</dt><dd>{Number(model.Alerts?.Count)}</dd></div>
        <div><dt>Seen at</dt><dd>{time.Clock(model.Time)}</dd></div>
        </dl>
        """);

    private static Markup EventTime(PageModel model, PageTime time) => time.Element(model.EventTime);

    private static Markup Banner(CityView? city) => city switch
    {
        null => Markup.Of($"<p class=\"banner\" role=\"status\">The partitions of this city do not answer. What is shown may be missing or old.</p>"),
        { PartitionsAnswered: 0 } => Markup.Of($"<p class=\"banner\" role=\"status\">The node is starting: no partition is active yet.</p>"),
        _ when city.PartitionsAnswered < city.Partitions => Markup.Of(
            $"<p class=\"banner\" role=\"status\">{city.PartitionsAnswered} of {city.Partitions} partitions answered. What is shown is incomplete.</p>"),
        _ => Markup.Empty,
    };

    private static string Number(double? value) => value?.ToString("N0", CultureInfo.InvariantCulture) ?? "–";
}
