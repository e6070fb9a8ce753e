using System.Globalization;
using Realtime.Domain;

namespace Realtime.Cluster.Notify;

/// <summary>The moments of an episode that are told by mail.</summary>
public enum Moment
{
    /// <summary>It begins or gets worse.</summary>
    Begin,

    /// <summary>The thing cannot be seen any more.</summary>
    Blind,

    /// <summary>It is over.</summary>
    End,

    /// <summary>One reading says so, and nothing bears it out yet.</summary>
    Unsure,

    /// <summary>It was not borne out.</summary>
    Nothing,
}

/// <summary>Words for one rule at one moment; <c>{name}</c> and <c>{level}</c> are filled in.</summary>
/// <param name="Subject">Subject of the mail.</param>
/// <param name="Seen">What was seen.</param>
/// <param name="ToDo">What to do now.</param>
public sealed record Phrase(string Subject, string Seen, string ToDo)
{
    /// <summary>The moment a change stands for.</summary>
    public static Moment MomentOf(AlertChange change) => change.Kind switch
    {
        AlertChangeKind.Resolved => Moment.End,
        AlertChangeKind.Unobservable => Moment.Blind,
        AlertChangeKind.NotConfirmed => Moment.Nothing,
        _ => change.Unconfirmed ? Moment.Unsure : Moment.Begin,
    };

    /// <summary>The phrase with the values of a change.</summary>
    public Phrase Fill(AlertChange change)
    {
        string level = Math.Max(change.ToLevel, change.Kind is AlertChangeKind.Resolved or AlertChangeKind.NotConfirmed ? change.FromLevel : 0).ToString(CultureInfo.InvariantCulture);
        string name = PlainText.OneLine(change.ThingName);
        return new Phrase(Put(Subject, level, name), Put(Seen, level, name), Put(ToDo, level, name));
    }

    private static string Put(string template, string level, string name) =>
        template.Replace("{level}", level, StringComparison.Ordinal).Replace("{name}", name, StringComparison.Ordinal);
}

/// <summary>A language's words for mails.</summary>
public interface INoticeLanguage
{
    /// <summary>BCP 47 tag.</summary>
    string Tag { get; }

    /// <summary>Words for a rule at a moment, for a family or for operators.</summary>
    Phrase Of(string rule, Moment moment, bool family);

    /// <summary>How the reader is addressed; empty = not at all.</summary>
    string Greeting(string name);

    string SeenHeading { get; }

    string SinceHeading { get; }

    string ToDoHeading { get; }

    string ToldHeading { get; }

    string DetailHeading { get; }

    string PageHeading { get; }

    /// <summary>A local time with the name of its zone.</summary>
    string Time(DateTimeOffset local, string zone);

    /// <summary>Who else was told.</summary>
    string Told(int others, bool operators);

    string ListHeading { get; }

    string BudgetHeading { get; }

    /// <summary>Title of a letter with several notices.</summary>
    /// <param name="area">What it is about; empty = several areas.</param>
    /// <param name="count">Notices in it.</param>
    /// <param name="level">Highest level in it; below 2 it is not named.</param>
    string GroupTitle(string area, int count, int level);

    /// <summary>What a letter with several notices is, in one or two sentences.</summary>
    string GroupSeen(string area, int count, int level);

    /// <summary>How many letters there were this hour, and what happens beyond the budget.</summary>
    string Budget(int hourly, int budget, bool digest);

    /// <summary>Notices of a letter that are only counted.</summary>
    string More(int count, string byRule);

    /// <summary>Marks a drill in the subject and the body.</summary>
    string DrillMark { get; }

    string DrillSentence { get; }

    string Closing { get; }
}
