namespace Realtime.Domain;

/// <summary>
/// Which letter is due to one reader. One letter per area and window with the list inside; what is worse than anything the window told goes
/// out at once; beyond the budget all areas share one letter per window. No notice waits longer than the window, none is left out, and none
/// stands in two letters.
/// Source: EEMUA 191 (one alarm in ten minutes is manageable); group wait and group interval of the Prometheus Alertmanager.
/// </summary>
public static class PostRule
{
    /// <summary>
    /// Letters due at one moment, as if they were written one after the other, so that they can be stored together: storing each by itself
    /// takes a journal's round trip per letter.
    /// </summary>
    /// <param name="waiting">Notices that stand in no letter yet.</param>
    /// <param name="written">Letters of the last hour (older ones are looked over).</param>
    /// <param name="settings">Window, gathering time, budget.</param>
    /// <param name="now">Receiving clock.</param>
    /// <param name="max">At most so many, at least 1; ask again when there are so many.</param>
    /// <param name="next">When the next letter will be due if fewer are due now; null when nothing is left waiting.</param>
    public static IReadOnlyList<LetterPlan> AllDue(
        IReadOnlyCollection<PostedNotice> waiting, IReadOnlyCollection<WrittenLetter> written, PostSettings settings, DateTimeOffset now, int max, out DateTimeOffset? next)
    {
        List<PostedNotice> left = [.. waiting];
        List<WrittenLetter> told = [.. written];
        List<LetterPlan> plans = [];
        next = null;
        while (plans.Count < max && Due(left, told, settings, now, out next) is { } plan)
        {
            plans.Add(plan);
            HashSet<string> keys = new(plan.Notices.Select(notice => notice.Key), StringComparer.Ordinal);
            left.RemoveAll(notice => keys.Contains(notice.Key));
            told.Add(new WrittenLetter(now, plan.Area, plan.Drill, plan.Weight));
        }

        return plans;
    }

    /// <summary>The letter that is due now, or when to look again. Ask again until there is none: each letter changes what the next one may be.</summary>
    /// <param name="waiting">Notices that stand in no letter yet.</param>
    /// <param name="written">Letters of the last hour (older ones are looked over).</param>
    /// <param name="settings">Window, gathering time, budget.</param>
    /// <param name="now">Receiving clock.</param>
    /// <param name="next">When the next letter will be due if none is now; null when nothing waits.</param>
    public static LetterPlan? Due(
        IReadOnlyCollection<PostedNotice> waiting, IReadOnlyCollection<WrittenLetter> written, PostSettings settings, DateTimeOffset now, out DateTimeOffset? next)
    {
        next = null;
        if (waiting.Count == 0)
        {
            return null;
        }

        int hourly = written.Count(letter => now - letter.At < PostSettings.BudgetSpan);
        if (settings.Window <= TimeSpan.Zero)
        {
            PostedNotice first = waiting.First();
            return new LetterPlan(AreaOf(first.Change), first.Change.Drill, Digest: false, [first], hourly + 1);
        }

        bool digest = hourly >= settings.HourlyBudget;
        foreach (IGrouping<(string Area, bool Drill), PostedNotice> group in waiting
            .GroupBy(notice => (digest ? "" : AreaOf(notice.Change), notice.Change.Drill))
            .OrderBy(group => group.Min(notice => notice.At)).ThenBy(group => group.Key.Item1, StringComparer.Ordinal))
        {
            DateTimeOffset due = DueOf(group, written, digest, settings);
            if (due <= now)
            {
                return new LetterPlan(group.Key.Area, group.Key.Drill, digest, [.. group.Order(Comparer<PostedNotice>.Create(PostedNotice.Compare))], hourly + 1);
            }

            next = next is { } earlier && earlier < due ? earlier : due;
        }

        return null;
    }

    /// <summary>The area of a change: its district within its municipality, as registered; the municipality where no district is.</summary>
    public static string AreaOf(AlertChange change) => Areas.District(change.Municipality, change.Area);

    private static DateTimeOffset DueOf(IGrouping<(string Area, bool Drill), PostedNotice> group, IReadOnlyCollection<WrittenLetter> written, bool digest, PostSettings settings)
    {
        DateTimeOffset oldest = group.Min(notice => notice.At);
        DateTimeOffset gathered = oldest + settings.Gather;
        WrittenLetter[] before = [.. written.Where(letter => letter.Drill == group.Key.Drill && (digest || letter.Area.Length == 0 || letter.Area == group.Key.Area))];
        if (before.Length == 0)
        {
            return gathered;
        }

        DateTimeOffset last = before.Max(letter => letter.At);
        int told = before.Where(letter => last - letter.At < settings.Window).Max(letter => letter.Weight);
        PostedNotice[] worse = [.. group.Where(notice => notice.Worsens && notice.Weight > told)];
        DateTimeOffset open = last < oldest ? last + settings.Window : oldest + settings.Window; // Letters about other areas must not keep a notice waiting.
        DateTimeOffset usual = open > gathered ? open : gathered;
        DateTimeOffset soon = worse.Length > 0 ? worse.Min(notice => notice.At) + settings.Gather : usual;
        return soon < usual ? soon : usual;
    }
}
