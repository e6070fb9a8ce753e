using System.Globalization;
using Realtime.Domain;

namespace Realtime.Cluster.Family;

/// <summary>Plain English.</summary>
public sealed class FamilyEnglish : FamilyLanguage
{
    private const string Call = "Please call first and ask how they are.\nIf you cannot reach them, ask somebody nearby to visit.\nIf somebody seems to be ill, call 119 at once.";
    private const string Device = "Please check that the watch-over device at the TV and the network box have power.";
    private const string Nothing = "You do not need to do anything.";

    public override string Tag => "en";

    public override string Question => "Is everything all right? Please press any button on the TV's remote control.";

    public override string SeenHeading => "What we saw";

    public override string SinceHeading => "Since when";

    public override string ToDoHeading => "What we ask you to do";

    public override string ToldHeading => "Who else is told";

    public override string Button => "I will check";

    public override string ButtonHint => "The button opens a page. The button on that page stops further messages to others.";

    public override string Closing => "This mail was sent automatically by the city's watch-over service. We only know whether the TV was used. We never record what was watched.";

    public override string Person(string name) => name;

    public override string Greeting(string name) => name.Length == 0 ? "" : $"Dear {name},";

    public override string Time(DateTimeOffset local) => local.ToString("dddd d MMMM, HH:mm", CultureInfo.InvariantCulture);

    public override FamilyPhrase Of(FamilyLetterKind kind, FamilyWordsOf of) => kind switch
    {
        FamilyLetterKind.Alarm => new FamilyPhrase(
            $"[Watch-over] {of.Resident}: the TV has not been used", $"The TV at {of.Resident}'s home has not been used for some time.\n{Asked(of)}We do not know how they are.{(of.Blind ? "\nAt present we cannot see the TV either." : "")}", Call),
        FamilyLetterKind.Unseen => new FamilyPhrase(
            $"[Watch-over] {of.Resident}: we cannot see the TV", $"We cannot see the TV at {of.Resident}'s home any more.\nMostly the device or the network has stopped.\nWe do not know how they are.", $"{Device}\nIf you are worried, please call."),
        FamilyLetterKind.AllClear => new FamilyPhrase($"[Watch-over] {of.Resident}: the TV is being used again", $"The TV at {of.Resident}'s home was used on {of.Now}.", Nothing),
        FamilyLetterKind.Unclear => new FamilyPhrase(
            $"[Watch-over] {of.Resident}: the notice ends, but this is no all-clear", $"For a while we could not see the TV at {of.Resident}'s home.\nWe can see it now.\nWe do not know whether it was used in between.", "If you have not reached them yet, please call."),
        FamilyLetterKind.SeenAgain => new FamilyPhrase($"[Watch-over] {of.Resident}: we can see the TV again", $"We can see the TV at {of.Resident}'s home again.", Nothing),
        FamilyLetterKind.Daily => new FamilyPhrase($"[Watch-over] {of.Resident}: the TV was used today", $"The TV at {of.Resident}'s home was used within the last day.", Nothing),
        FamilyLetterKind.Closed => new FamilyPhrase($"[Watch-over] {of.Resident}: the city's staff has closed this notice", $"The city's staff has looked after this matter about {of.Resident}.\nThis notice is over.", "If you would like to know more, please ask the city's staff."),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no letter to a contact"),
    };

    public override string Told(IReadOnlyList<string> before, string? next, TimeSpan? wait)
    {
        string past = before.Count == 0 ? "Nobody else has been told yet." : $"{string.Join(", ", before)} had a message before you.";
        return wait is not { } span ? past
            : span == TimeSpan.Zero ? $"{past}\n{Next(next)} will be told too."
            : $"{past}\nIf nobody answers within {Span(span)}, {Next(next)} will be told.";
    }

    public override string Span(TimeSpan span) => span.TotalMinutes < 90
        ? Count(Math.Max(1, (int)Math.Round(span.TotalMinutes)), "minute")
        : Count((int)Math.Round(span.TotalHours), "hour");

    public override FamilyPageWords Page { get; } = new()
    {
        Title = "Watch-over notice",
        NoViewing = "The TV at {name}'s home has not been used since {time}.",
        NotVisible = "At present we cannot see the TV.",
        Action = "I will check",
        ActionHint = "This stops further messages to others. Then please call or visit.",
        Thanks = "Thank you. We have stopped further messages to others. Please call or visit now.",
        TakenBySomebody = "Somebody else has said that they will check.",
        Over = "The TV was used on {time}. This notice is over.",
        OfficeStopped = "The city's staff has stopped this notice.",
        OfficeClosed = "The city's staff has looked after this matter. This notice is over.",
        OverUnclear = "This notice is over. That does not mean that we know how they are.",
        Away = "Registered as away until {time}. We will not send messages until then.",
        AwayHeading = "When nobody is at home",
        AwayHint = "On a journey or in hospital? Choose until when. We will not send messages until then.",
        AwayLabel = "Away until",
        AwayButton = "Register as away",
        Gone = "This page no longer works. It belongs to an old notice, or the address is not complete. If you have a newer mail, please open that one.",
        TryAgain = "We cannot answer right now. Please wait a little and open this page again.",
        Days = days => days == 1 ? "tomorrow, 9 in the morning" : string.Create(CultureInfo.InvariantCulture, $"in {days} days, 9 in the morning"),
    };

    private static string Asked(FamilyWordsOf of) => of switch
    {
        { Shown: true } => "We asked on the TV screen. The question was shown, but there was no answer yet.\n",
        { Asked: true } => "We asked on the TV screen. We do not know whether it was seen.\n",
        _ => "",
    };

    private static string Count(int number, string word) => string.Create(CultureInfo.InvariantCulture, $"{number} {word}{(number == 1 ? "" : "s")}");

    private static string Next(string? name) => name ?? "the city's staff";
}
