using Realtime.Domain;

namespace Realtime.Cluster.Page;

/// <summary>The page as a whole. The live part is also served alone, for the page's own refresh.</summary>
public static class CityPage
{
    /// <summary>Seconds between two reloads where scripts are off.</summary>
    private const int ReloadSeconds = 5;

    public static Markup Whole(PageModel model, PageTime time) => Shell.Page(
        "City now",
        Markup.Of($"<noscript><meta http-equiv=\"refresh\" content=\"{ReloadSeconds}\"></noscript>"),
        Markup.Of($"""
            <p id="stale" class="banner" role="status" hidden></p>
            <p id="failed" class="banner" role="alert" hidden></p>
            <main id="main"><div id="live" data-seen="{time.Clock(model.Time)}">
            {Overview(model, time)}
            <div class="heading"><h2 id="things-h">Things</h2>{Filter(model)}</div>
            {Things(model, time)}
            </div></main>
            """));

    /// <summary>Everything that changes.</summary>
    public static Markup Live(PageModel model, PageTime time) => Markup.Of($"{Overview(model, time)}{Things(model, time)}");

    private static Markup Overview(PageModel model, PageTime time) => Markup.Of($"""
        <section data-part="now" aria-label="Now">{NowPart.Render(model, time)}</section>
        <section data-part="alerts" aria-labelledby="alerts-h">{AlertsPart.Render(model, time)}</section>
        <section data-part="areas" aria-labelledby="areas-h">{AreasPart.Render(model)}</section>
        <section data-part="channels" aria-labelledby="channels-h">{ChannelsPart.Render(model, time)}</section>
        """);

    private static Markup Things(PageModel model, PageTime time) =>
        Markup.Of($"<section data-part=\"things\" aria-labelledby=\"things-h\">{ThingsPart.Render(model, time)}</section>");

    /// <summary>Stands outside the parts that change, so that a refresh never takes the text out of somebody's hands.</summary>
    private static Markup Filter(PageModel model) => Markup.Of($"""
        <form id="filter" method="get" action="/" role="search" aria-label="Filter things">
        <label>Find <input type="search" name="text" value="{model.Query.Text}" placeholder="name or id" maxlength="100"></label>
        <label>Kind <select name="kind"><option value="">all</option>{Markup.Each(Enum.GetValues<ThingKind>(), kind =>
            Markup.Of($"<option value=\"{ThingKey.Name(kind)}\"{Selected(model.Query.Kind == kind)}>{Levels.Plural(kind)}</option>"))}</select></label>
        <label>Level <select name="levelMin">{Markup.Each([0, 1, 2, 3, 4, 5], level =>
            Markup.Of($"<option value=\"{level}\"{Selected(model.Query.LevelMin == level)}>{(level == 0 ? "all" : $"{Levels.Word(level)} or worse")}</option>"))}</select></label>
        <noscript><button>Show</button></noscript>
        </form>
        """);

    private static Markup Selected(bool selected) => new(selected ? " selected" : "");
}
