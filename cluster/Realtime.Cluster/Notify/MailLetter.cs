using System.Net;
using System.Text;
using Realtime.Domain;

namespace Realtime.Cluster.Notify;

/// <summary>What a mail says, as text and as simple HTML with the same words.</summary>
public sealed record MailLetter(string Subject, string Text, string Html)
{
    /// <summary>Writes the letter of one notice to one recipient.</summary>
    /// <param name="change">What happened.</param>
    /// <param name="to">Who reads it.</param>
    /// <param name="others">How many others besides the reader are told, operators not counted when the reader is family.</param>
    /// <param name="operators">Whether operators are told too.</param>
    /// <param name="budget">How many mails there were this hour; empty = not said.</param>
    /// <param name="language">Its words.</param>
    /// <param name="zone">The municipality's zone.</param>
    /// <param name="page">Address of the page; empty = none. Families get no link: the page is for operators.</param>
    public static MailLetter Write(AlertChange change, Recipient to, int others, bool operators, string budget, INoticeLanguage language, TimeZoneInfo zone, string page)
    {
        Phrase phrase = language.Of(change.Rule, Phrase.MomentOf(change), to.Family).Fill(change);
        bool drill = change.Drill;
        List<(string Heading, string Body)> parts =
        [
            (language.SeenHeading, phrase.Seen),
            (language.SinceHeading, language.Time(TimeZoneInfo.ConvertTime(change.EpisodeStart, zone), zone.Id)),
            (language.ToDoHeading, phrase.ToDo),
            (language.ToldHeading, language.Told(others, operators)),
        ];
        if (!to.Family)
        {
            parts.Add((language.DetailHeading, $"{PlainText.OneLine(change.Text)} {PlainText.OneLine(change.Evidence)}".Trim()));
            if (page.Length > 0)
            {
                parts.Add((language.PageHeading, $"{page.TrimEnd('/')}/alerts/{change.AlertId}"));
            }
        }

        if (budget.Length > 0)
        {
            parts.Add((language.BudgetHeading, budget));
        }

        return Lay(phrase.Subject, drill, to, parts, language);
    }

    /// <summary>Puts the parts together, marked as a drill where they tell of one.</summary>
    public static MailLetter Lay(string title, bool drill, Recipient to, IReadOnlyList<(string Heading, string Body)> parts, INoticeLanguage language)
    {
        List<string> opening = [.. new[] { drill ? language.DrillSentence : "", language.Greeting(PlainText.OneLine(to.Name)) }.Where(line => line.Length > 0)];
        string subject = (drill ? language.DrillMark : "") + title;
        return new MailLetter(subject, AsText(opening, parts, language.Closing), AsHtml(language.Tag, subject, opening, parts, language.Closing));
    }

    private static string AsText(IEnumerable<string> opening, IEnumerable<(string Heading, string Body)> parts, string closing)
    {
        StringBuilder text = new();
        foreach (string line in opening)
        {
            text.Append(line).Append("\n\n");
        }

        foreach ((string heading, string body) in parts)
        {
            text.Append("■ ").Append(heading).Append('\n').Append(body).Append("\n\n");
        }

        return text.Append(closing).Append('\n').ToString();
    }

    private static string AsHtml(string tag, string subject, IEnumerable<string> opening, IEnumerable<(string Heading, string Body)> parts, string closing)
    {
        StringBuilder html = new($"<!doctype html>\n<html lang=\"{tag}\"><head><meta charset=\"utf-8\"><title>{WebUtility.HtmlEncode(subject)}</title></head>\n");
        html.Append("<body style=\"font-size:16px;line-height:1.6;color:#14181f;background:#ffffff\">\n");
        foreach (string line in opening)
        {
            html.Append("<p>").Append(WebUtility.HtmlEncode(line)).Append("</p>\n");
        }

        foreach ((string heading, string body) in parts)
        {
            html.Append("<h2 style=\"font-size:18px;margin:18px 0 4px\">").Append(WebUtility.HtmlEncode(heading)).Append("</h2>\n<p style=\"margin:0\">").Append(WebUtility.HtmlEncode(body).Replace("\n", "<br>\n", StringComparison.Ordinal)).Append("</p>\n");
        }

        return html.Append("<p style=\"margin-top:24px;color:#566070\">").Append(WebUtility.HtmlEncode(closing)).Append("</p>\n</body></html>\n").ToString();
    }
}
