namespace Realtime.Cluster.Page;

/// <summary>What every page has around it.</summary>
public static class Shell
{
    private static readonly (string Address, string Title)[] _pages = [("/", "City now"), ("/map", "Map"), ("/flood", "Flood night"), ("/public/ploughs", "Ploughs"), ("/public/congestion", "Busy places")];

    private static readonly Markup _meta = Markup.Of($"""
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        """);

    public static Markup Page(string title, Markup head, Markup body, PageScript script = PageScript.Common) => Markup.Of($"""
        <!doctype html>
        <html lang="en">
        <head>
        {_meta}
        <title>{title} · Realtime</title>
        <link rel="icon" href="data:,">
        {head}
        <style>{PageAssets.Style}</style>
        </head>
        <body>
        <a class="skip" href="#main">To the content</a>
        <header><h1><a href="/">Realtime</a> <span>{title}</span></h1>{Menu(title)}</header>
        <p id="news" class="sr" aria-live="polite" aria-atomic="true"></p>
        <p id="stale" class="banner" role="status" hidden></p>
        <p id="failed" class="banner" role="alert" hidden></p>
        {body}
        <script>{PageAssets.Script}</script>
        {Markup.If(script == PageScript.Map, () => Markup.Of($"<script>{PageAssets.MapScript}</script>"))}
        </body>
        </html>
        """);

    /// <summary>A page for everybody: no scripts and no way into the console; it reloads itself once a minute.</summary>
    public static Markup Public(string title, Markup body) => Markup.Of($"""
        <!doctype html>
        <html lang="en">
        <head>
        {_meta}
        <meta http-equiv="refresh" content="60">
        <title>{title}</title>
        <link rel="icon" href="data:,">
        <style>{PageAssets.Style}</style>
        </head>
        <body>
        <a class="skip" href="#main">To the content</a>
        <header><h1>{title}</h1></header>
        {body}
        </body>
        </html>
        """);

    private static Markup Menu(string title) => Markup.Of(
        $"<nav aria-label=\"Pages\">{Markup.Each(_pages, page => Markup.Of($"<a href=\"{page.Address}\"{new Markup(page.Title == title ? " aria-current=\"page\"" : "")}>{page.Title}</a>"))}</nav>");
}
