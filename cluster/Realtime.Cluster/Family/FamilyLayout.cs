using System.Text;
using Realtime.Cluster.Page;

namespace Realtime.Cluster.Family;

/// <summary>A letter as plain text and as simple HTML with the same words: large type, one action, nothing loaded from anywhere.</summary>
public sealed record FamilyLayout(
    string Language, string Title, string Greeting, IReadOnlyList<(string Heading, string Body)> Parts, string Link, string Button, string Hint, string Closing)
{
    public string Text()
    {
        StringBuilder text = new();
        if (Greeting.Length > 0)
        {
            text.Append(Greeting).Append("\n\n");
        }

        foreach ((string heading, string body) in Parts)
        {
            text.Append("■ ").Append(heading).Append('\n').Append(body).Append("\n\n");
        }

        if (Link.Length > 0)
        {
            text.Append("▼ ").Append(Button).Append('\n').Append(Link).Append('\n').Append(Hint).Append(Hint.Length > 0 ? "\n\n" : "\n");
        }

        return text.Append(Closing).Append('\n').ToString();
    }

    /// <summary>Styles stand at the elements, because mail programs drop style sheets.</summary>
    public string Html() => Markup.Of($"""
        <!doctype html>
        <html lang="{Language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{Title}</title></head>
        <body style="margin:0;padding:0;background:#f4f1ea;color:#1d2733">
        <div style="max-width:600px;margin:0 auto;padding:24px 20px 32px;background:#ffffff;font-family:'Hiragino Sans','Noto Sans JP','Noto Sans CJK JP',Meiryo,sans-serif;font-size:18px;line-height:1.75">
        {Markup.If(Greeting.Length > 0, () => Markup.Of($"<p style=\"margin:0 0 16px\">{Greeting}</p>"))}
        {First()}
        {Markup.If(Link.Length > 0, Action)}
        {Markup.Each(Parts.Skip(1), part => Section(part.Heading, part.Body))}
        <p style="margin:28px 0 0;padding-top:16px;border-top:1px solid #d9d4c8;color:#4d5866;font-size:15px">{Closing}</p>
        </div>
        </body></html>
        """).Html;

    /// <summary>What was seen stands largest, before the action; what else is known stands below it in plain type.</summary>
    private Markup First()
    {
        string[] lines = Parts[0].Body.Split('\n', 2);
        return Markup.Of($"""
            <p style="margin:0 0 8px;font-size:22px;font-weight:bold;line-height:1.6">{lines[0]}</p>
            {Markup.If(lines.Length > 1, () => Markup.Of($"<p style=\"margin:0 0 8px\">{Lines(lines[^1])}</p>"))}
            """);
    }

    private Markup Action() => Markup.Of($"""
        <p style="margin:24px 0 8px;text-align:center"><a href="{Link}" style="display:block;padding:18px 16px;background:#0b4f8a;color:#ffffff;font-size:22px;font-weight:bold;text-decoration:none;border-radius:10px">{Button}</a></p>
        {Markup.If(Hint.Length > 0, () => Markup.Of($"<p style=\"margin:0 0 8px;color:#4d5866;font-size:16px\">{Hint}</p>"))}
        """);

    private static Markup Section(string heading, string body) => Markup.Of($"""
        <h2 style="margin:24px 0 4px;font-size:18px;color:#0b4f8a">{heading}</h2>
        <p style="margin:0">{Lines(body)}</p>
        """);

    private static Markup Lines(string text) => new(string.Join("<br>\n", text.Split('\n').Select(line => Markup.Of($"{line}").Html)));
}
