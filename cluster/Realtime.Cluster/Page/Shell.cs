namespace Realtime.Cluster.Page;

/// <summary>What every page has around it.</summary>
public static class Shell
{
    public static Markup Page(string title, Markup head, Markup body) => Markup.Of($"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>{title} · Realtime</title>
        <link rel="icon" href="data:,">
        {head}
        <style>{PageAssets.Style}</style>
        </head>
        <body>
        <a class="skip" href="#main">To the content</a>
        <header><h1><a href="/">Realtime</a> <span>{title}</span></h1></header>
        {body}
        <script>{PageAssets.Script}</script>
        </body>
        </html>
        """);
}
