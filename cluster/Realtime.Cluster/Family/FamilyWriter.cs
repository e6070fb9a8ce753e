using System.Globalization;
using Realtime.Actors.Ports;
using Realtime.Cluster.Notify;
using Realtime.Domain;

namespace Realtime.Cluster.Family;

/// <summary>Writes letters to contacts in their language, and to the municipality without a name.</summary>
/// <param name="zone">The municipality's zone, for its own letters; a household's times are those of its offset.</param>
/// <param name="publicUrl">Address by which people reach this node; empty = no links.</param>
public sealed class FamilyWriter(TimeZoneInfo zone, string publicUrl)
{
    public WrittenFamilyLetter ForContact(FamilyMail mail, HouseholdPeople people, string token)
    {
        FamilyLetter letter = mail.Letter;
        FamilyContact to = people.Contacts[letter.Step];
        FamilyLanguage language = FamilyLanguage.Of(to.Language);
        FamilyPhrase phrase = language.Of(letter.Kind, new FamilyWordsOf(
            language.Person(PlainText.OneLine(people.Resident)),
            language.Time(Local(mail.Case.Since, mail)),
            language.Time(Local(mail.Facts.LastViewing ?? mail.Case.Changed, mail)),
            mail.Case.AskMessage.Length > 0,
            mail.Facts.Answer?.Outcome == MessageOutcome.Shown,
            IsBlind(mail)));
        List<(string Heading, string Body)> parts = [(language.SeenHeading, phrase.Seen)];
        if (letter.Kind is FamilyLetterKind.Alarm or FamilyLetterKind.Unseen)
        {
            parts.Add((language.SinceHeading, language.Time(Local(mail.Case.Since, mail))));
        }

        parts.Add((language.ToDoHeading, phrase.ToDo));
        if (letter.Kind == FamilyLetterKind.Alarm)
        {
            parts.Add((language.ToldHeading, Told(mail, people, language)));
        }

        string link = token.Length > 0 && publicUrl.Length > 0 ? $"{publicUrl.TrimEnd('/')}/f/{token}" : "";
        return Lay(mail, phrase.Subject, language, language.Greeting(PlainText.OneLine(to.Name)), parts, link);
    }

    /// <summary>For the people on duty: a pseudonym, numbers and times; who it is they look up where every look is recorded.</summary>
    public WrittenFamilyLetter ForMunicipality(FamilyMail mail)
    {
        FamilyLetter letter = mail.Letter;
        string home = letter.Thing.Id;
        string since = TimeZoneInfo.ConvertTime(mail.Case.Since, zone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        string told = mail.Case.Told.Count(step => step != FamilyLetter.Municipality).ToString(CultureInfo.InvariantCulture);
        string number = (letter.About + 1).ToString(CultureInfo.InvariantCulture);
        string blind = IsBlind(mail) ? "\n今は、テレビの様子も見えません。\nAt present the TV cannot be seen either." : "";
        (string subject, string seen, string toDo) = letter.Kind switch
        {
            FamilyLetterKind.Alarm => ($"【見守り】世帯 {home}:ご家族からの返事がありません", $"世帯 {home} で、{since} からテレビの利用が確認できません。連絡先{told}件に知らせましたが、返事がありません。\nNo viewing at household {home} since {since}; {told} contacts were told and nobody answered.{blind}", "本人に電話をかけ、つながらなければ訪問してください。対応する人は、画面で確認済みにしてください。\nCall, then visit. Acknowledge the alert on the page."),
            FamilyLetterKind.Undeliverable => ($"【見守り】世帯 {home}:連絡先{number}に届きません", $"世帯 {home} の連絡先{number}に、お知らせが届きませんでした。次の連絡先にすぐに知らせています。\nContact {number} of household {home} cannot be reached; the next one is told at once.", "登録を直してください。\nMend the registration."),
            FamilyLetterKind.Unseen => ($"【見守り】世帯 {home}:テレビの様子が見えません", $"世帯 {home} のテレビの様子が見えなくなりました。\nThe TV of household {home} cannot be seen.", "機器と通信を点検してください。\nCheck the device and its connection."),
            FamilyLetterKind.AllClear => ($"【見守り】世帯 {home}:テレビの利用を確認しました", $"世帯 {home} で、テレビの利用を確認しました。\nActivity was seen at household {home}.", "対応は必要ありません。\nNothing needs to be done."),
            FamilyLetterKind.Closed => ($"【見守り】世帯 {home}:対応を終えました", $"世帯 {home} の件は、担当者が対応を終えました。\nThe matter of household {home} was closed by the office.", "対応は必要ありません。\nNothing needs to be done."),
            _ => ($"【見守り】世帯 {home}:お知らせは終わりました", $"世帯 {home} のお知らせは終わりました。様子が確認できたわけではありません。\nThe notice about household {home} is over; this is no all-clear.", "連絡がついていなければ、確かめてください。\nIf nobody was reached yet, look after it."),
        };
        FamilyLanguage japanese = FamilyLanguage.Of("ja");
        string link = publicUrl.Length > 0 && mail.Case.Kind == FamilyCaseKind.NoViewing ? $"{publicUrl.TrimEnd('/')}/alerts/{mail.Case.Id}" : "";
        return Lay(mail, subject, japanese, "", [(japanese.SeenHeading, seen), (japanese.ToDoHeading, toDo)], link, "アラートの画面を開く");
    }

    private static WrittenFamilyLetter Lay(
        FamilyMail mail, string subject, FamilyLanguage language, string greeting, List<(string Heading, string Body)> parts, string link, string? button = null)
    {
        FamilyLetter letter = mail.Letter;
        string hint = link.Length > 0 && button is null ? language.ButtonHint : "";
        FamilyLayout layout = new(language.Tag, subject, greeting, parts, link, button ?? language.Button, hint, language.Closing);
        return new WrittenFamilyLetter(letter.Id, FirstOf(mail), Word(letter.Kind), subject, layout.Text(), layout.Html(), link, letter.Thing.Id);
    }

    /// <summary>The reader's first letter of this episode: later ones answer to it, so that one episode is one thread.</summary>
    private static string? FirstOf(FamilyMail mail)
    {
        FamilyLetterKind first = mail.Case.Kind switch { FamilyCaseKind.Unseen => FamilyLetterKind.Unseen, FamilyCaseKind.Daily => FamilyLetterKind.Daily, _ => FamilyLetterKind.Alarm };
        return mail.Letter.Kind == first || mail.Case.Kind == FamilyCaseKind.Daily ? null : FamilyLetter.IdOf(mail.Case.Id, first, mail.Letter.Step, mail.Case.OpenedAt);
    }

    private static string Told(FamilyMail mail, HouseholdPeople people, FamilyLanguage language)
    {
        int step = mail.Letter.Step;
        string[] before = [.. mail.Case.Told.Where(told => told < step && told < people.Contacts.Count).Select(told => PlainText.OneLine(people.Contacts[told].Name))];
        bool another = step + 1 < mail.Facts.Settings.ContactWaits.Count && step + 1 < people.Contacts.Count;
        TimeSpan wait = another ? mail.Facts.Settings.ContactWaits[step + 1] : mail.Facts.Settings.MunicipalityWait;
        return language.Told(before, another ? PlainText.OneLine(people.Contacts[step + 1].Name) : null, wait);
    }

    /// <summary>The set cannot be seen: the case says so, or nothing at all has come for too long.</summary>
    private static bool IsBlind(FamilyMail mail) => mail.Case.Blind || mail.Facts.UnseenSince(mail.Letter.At) is not null;

    private static DateTimeOffset Local(DateTimeOffset time, FamilyMail mail) => time.ToOffset(mail.Facts.Settings.UtcOffset);

    private static string Word(FamilyLetterKind kind) => kind switch
    {
        FamilyLetterKind.Alarm => "no-viewing",
        FamilyLetterKind.Unseen => "cannot-see",
        FamilyLetterKind.AllClear => "all-clear",
        FamilyLetterKind.Unclear => "over-without-all-clear",
        FamilyLetterKind.SeenAgain => "can-see-again",
        FamilyLetterKind.Daily => "daily",
        FamilyLetterKind.Closed => "closed-by-office",
        _ => "undeliverable",
    };
}
