using System.Globalization;
using Realtime.Actors.Families;
using Realtime.Cluster.Page;
using Realtime.Domain;

namespace Realtime.Cluster.Family;

/// <summary>
/// The page a family sees: what is the case in one large sentence, one large button, and the absence form below. No script, nothing loaded,
/// every control with its label; for a phone first. Source: JIS X 8341-3 / WCAG 2.2 AA (contrast, target size, labels, language).
/// </summary>
public static class FamilyPage
{
    public static Markup Render(FamilyLink link, string token)
    {
        FamilyLanguage language = FamilyLanguage.Of(link.People is { } people ? people.Contacts[link.Step].Language : "ja");
        Markup body = link.State switch
        {
            FamilyLinkState.Open => Open(link, token, language),
            FamilyLinkState.Silent => Markup.Of($"<p class=\"lead\" role=\"status\">{language.Page.TryAgain}</p>"),
            _ => Gone(),
        };
        return Markup.Of($"""
            <!doctype html>
            <html lang="{language.Tag}">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{language.Page.Title}</title>
            <link rel="icon" href="data:,">
            <style>{PageAssets.FamilyStyle}</style>
            </head>
            <body>
            <main>
            <h1>{language.Page.Title}</h1>
            {body}
            </main>
            </body>
            </html>
            """);
    }

    /// <summary>Nothing is known of the reader, so both languages are said.</summary>
    private static Markup Gone() => Markup.Of($"""
        <p class="lead" role="status">{FamilyLanguage.Of("ja").Page.Gone}</p>
        <p lang="en">{FamilyLanguage.Of("en").Page.Gone}</p>
        """);

    private static Markup Open(FamilyLink link, string token, FamilyLanguage language)
    {
        FamilyCase known = link.Case!;
        FamilyFacts facts = link.Facts!;
        FamilyPageWords words = language.Page;
        string name = language.Person(link.People!.Resident);
        string Time(DateTimeOffset time) => language.Time(time.ToOffset(facts.Settings.UtcOffset));
        DateTimeOffset? away = facts.AwayUntil ?? (known.End == FamilyCaseEnd.Absent ? facts.ChannelUntil : null);
        Markup state = known switch
        {
            { End: FamilyCaseEnd.Seen } => Done(Fill(words.Over, name, Time(facts.LastViewing ?? known.Changed))),
            { End: FamilyCaseEnd.Absent } or { IsOpen: true } when facts.AwayUntil is not null => Done(Fill(words.Away, name, Time(away!.Value))),
            { End: FamilyCaseEnd.Closed } => Done(words.OfficeClosed),
            { IsOpen: false } => Done(words.OverUnclear),
            { AcknowledgedBy: { } by } when by == FamilyBook.Reader(link.Step) => Done(words.Thanks),
            { AcknowledgedBy: not null } => Done(words.TakenBySomebody),
            { SuppressedBy: not null } => Done(words.OfficeStopped),
            _ => Button(token, words),
        };
        Markup what = known.IsOpen ? Markup.Of($"<p class=\"lead\">{Fill(words.NoViewing, name, Time(known.Since))}</p>") : Markup.Empty;
        return Markup.Of($"""
            {what}
            {Markup.If(known is { IsOpen: true, Blind: true }, () => Markup.Of($"<p>{words.NotVisible}</p>"))}
            {state}
            {Markup.If(known.IsOpen && facts.AwayUntil is null, () => Away(token, words))}
            """);
    }

    private static Markup Done(string text) => Markup.Of($"<p class=\"done\" role=\"status\">{text}</p>");

    private static Markup Button(string token, FamilyPageWords words) => Markup.Of($"""
        <form method="post" action="/f/{token}/check">
        <button class="act" aria-describedby="hint">{words.Action}</button>
        <p id="hint">{words.ActionHint}</p>
        </form>
        """);

    private static Markup Away(string token, FamilyPageWords words) => Markup.Of($"""
        <section aria-labelledby="away">
        <h2 id="away">{words.AwayHeading}</h2>
        <p>{words.AwayHint}</p>
        <form method="post" action="/f/{token}/away">
        <label for="days">{words.AwayLabel}</label>
        <select id="days" name="days">{Markup.Each(FamilyPages.DaysAway, days => Markup.Of($"<option value=\"{days.ToString(CultureInfo.InvariantCulture)}\">{words.Days(days)}</option>"))}</select>
        <button>{words.AwayButton}</button>
        </form>
        </section>
        """);

    private static string Fill(string text, string name, string time) =>
        text.Replace("{name}", name, StringComparison.Ordinal).Replace("{time}", time, StringComparison.Ordinal);
}
