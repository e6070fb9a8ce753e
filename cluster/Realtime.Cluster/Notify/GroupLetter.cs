using System.Globalization;
using System.Text;
using Realtime.Actors.Ports;
using Realtime.Domain;

namespace Realtime.Cluster.Notify;

/// <summary>
/// What a mail with several notices says: the worst first, each with its time and sentence; beyond <see cref="Limits.NoticesPerLetterMax"/> the
/// rest is counted by rule. Nothing is left out: every notice of the letter is listed or counted.
/// </summary>
public static class GroupLetter
{
    /// <summary>Writes the letter to one recipient; see <see cref="MailLetter.Write"/>.</summary>
    public static MailLetter Write(Letter letter, Recipient to, int others, string budget, INoticeLanguage language, TimeZoneInfo zone, string page)
    {
        LetterPlan plan = letter.Plan;
        string area = PlainText.OneLine(plan.Area);
        PostedNotice[] worstFirst = [.. plan.Notices.OrderByDescending(notice => notice.Change.ToLevel)];
        List<(string Heading, string Body)> parts =
        [
            (language.SeenHeading, language.GroupSeen(area, plan.Notices.Count, plan.Level)),
            (language.ListHeading, List(worstFirst, to, language, zone, page)),
            (language.ToDoHeading, ToDo(worstFirst, to, language)),
            (language.ToldHeading, language.Told(to.Family ? 0 : others, to.Family && plan.Notices.Any(notice => notice.OthersToo))),
        ];
        if (budget.Length > 0)
        {
            parts.Add((language.BudgetHeading, budget));
        }

        if (!to.Family && page.Length > 0)
        {
            parts.Add((language.PageHeading, page.TrimEnd('/') + "/"));
        }

        return MailLetter.Lay(language.GroupTitle(area, plan.Notices.Count, plan.Level), plan.Drill, to, parts, language);
    }

    private static string List(PostedNotice[] notices, Recipient to, INoticeLanguage language, TimeZoneInfo zone, string page)
    {
        StringBuilder text = new();
        foreach ((int index, PostedNotice notice) in notices.Take(Limits.NoticesPerLetterMax).Index())
        {
            AlertChange change = notice.Change;
            Phrase phrase = PhraseOf(change, to, language);
            string time = language.Time(TimeZoneInfo.ConvertTime(change.Time, zone), zone.Id);
            text.Append(CultureInfo.InvariantCulture, $"{index + 1}. {phrase.Subject}\n{time}\n");
            if (to.Family)
            {
                text.Append(phrase.Seen).Append('\n');
                continue;
            }

            text.Append(PlainText.OneLine(change.Text)).Append(' ').Append(PlainText.OneLine(change.Evidence)).Append('\n');
            text.Append(page.Length > 0 ? $"{page.TrimEnd('/')}/alerts/{change.AlertId}\n" : "");
        }

        if (notices.Length > Limits.NoticesPerLetterMax)
        {
            PostedNotice[] rest = [.. notices.Skip(Limits.NoticesPerLetterMax)];
            text.Append(language.More(rest.Length, string.Join(", ", rest.CountBy(notice => notice.Change.Rule).OrderByDescending(rule => rule.Value).Select(rule => $"{rule.Key} {rule.Value}"))));
        }

        return text.ToString().TrimEnd('\n');
    }

    /// <summary>What to do, each advice once, those of the worst notices first.</summary>
    private static string ToDo(IEnumerable<PostedNotice> notices, Recipient to, INoticeLanguage language) =>
        string.Join('\n', notices.Select(notice => PhraseOf(notice.Change, to, language).ToDo).Distinct().Take(5));

    private static Phrase PhraseOf(AlertChange change, Recipient to, INoticeLanguage language) =>
        language.Of(change.Rule, Phrase.MomentOf(change), to.Family).Fill(change);
}
