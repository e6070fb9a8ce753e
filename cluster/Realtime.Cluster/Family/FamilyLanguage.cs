using Realtime.Domain;

namespace Realtime.Cluster.Family;

/// <summary>What a letter speaks of, in words that stand for themselves.</summary>
/// <param name="Resident">How the resident is called.</param>
/// <param name="Since">Local time since which nothing was seen.</param>
/// <param name="Now">Local time of the end, or of the newest sign.</param>
/// <param name="Asked">Whether the resident was asked on the screen.</param>
/// <param name="Shown">The screen said that a person could see it.</param>
/// <param name="Blind">The set cannot be seen at present.</param>
public sealed record FamilyWordsOf(string Resident, string Since, string Now, bool Asked, bool Shown, bool Blind);

/// <summary>One letter's words.</summary>
/// <param name="Subject">Title: who and what.</param>
/// <param name="Seen">What was seen; one thought per sentence.</param>
/// <param name="ToDo">What to do now.</param>
public sealed record FamilyPhrase(string Subject, string Seen, string ToDo);

/// <summary>
/// A language for families. Plain words: one thought per sentence, no codes, no percentages, no claim that anybody is ill, nothing about what
/// was watched. Source: ISO 24495-1 (plain language); the habit of Japanese watch-over services.
/// </summary>
public abstract class FamilyLanguage
{
    private static readonly FamilyJapanese _japanese = new();
    private static readonly FamilyEnglish _english = new();

    /// <summary>The language of a tag; Japanese when it is unknown.</summary>
    public static FamilyLanguage Of(string tag) => tag == "en" ? _english : _japanese;

    /// <summary>BCP 47 tag.</summary>
    public abstract string Tag { get; }

    /// <summary>What the resident reads on the screen.</summary>
    public abstract string Question { get; }

    public abstract string SeenHeading { get; }

    public abstract string SinceHeading { get; }

    public abstract string ToDoHeading { get; }

    public abstract string ToldHeading { get; }

    /// <summary>The one action of a letter.</summary>
    public abstract string Button { get; }

    /// <summary>What the action does.</summary>
    public abstract string ButtonHint { get; }

    /// <summary>Who sends this and why.</summary>
    public abstract string Closing { get; }

    /// <summary>A person by name, as it is polite.</summary>
    public abstract string Person(string name);

    public abstract string Greeting(string name);

    /// <summary>A local time with its weekday.</summary>
    public abstract string Time(DateTimeOffset local);

    public abstract FamilyPhrase Of(FamilyLetterKind kind, FamilyWordsOf of);

    /// <summary>Who was told before, and who is told when nobody answers.</summary>
    /// <param name="before">Names of contacts that were told before.</param>
    /// <param name="next">Name of the next contact; null = the municipality.</param>
    /// <param name="wait">How long after this letter; null = nobody is told next.</param>
    public abstract string Told(IReadOnlyList<string> before, string? next, TimeSpan? wait);

    /// <summary>A length of time in whole hours or minutes.</summary>
    public abstract string Span(TimeSpan span);

    /// <summary>Words of the page.</summary>
    public abstract FamilyPageWords Page { get; }
}

/// <summary>Words of the page behind the link; <c>{name}</c>, <c>{time}</c>, <c>{who}</c> are filled in.</summary>
public sealed record FamilyPageWords
{
    public required string Title { get; init; }

    public required string NoViewing { get; init; }

    public required string NotVisible { get; init; }

    public required string Action { get; init; }

    public required string ActionHint { get; init; }

    public required string Thanks { get; init; }

    public required string TakenBySomebody { get; init; }

    public required string Over { get; init; }

    /// <summary>An operator said that nobody has to be told any more.</summary>
    public required string OfficeStopped { get; init; }

    /// <summary>An operator closed the matter.</summary>
    public required string OfficeClosed { get; init; }

    public required string OverUnclear { get; init; }

    public required string Away { get; init; }

    public required string AwayHeading { get; init; }

    public required string AwayHint { get; init; }

    public required string AwayLabel { get; init; }

    public required string AwayButton { get; init; }

    public required string Gone { get; init; }

    public required string TryAgain { get; init; }

    /// <summary>"until the morning of day N", by number of days.</summary>
    public required Func<int, string> Days { get; init; }
}
