using Realtime.Actors.Ports;
using Realtime.Cluster.Family;
using Realtime.Domain;

namespace Realtime.Tests.Family;

/// <summary>What families and the municipality read.</summary>
public sealed class FamilyLetterTests
{
    private static readonly FamilyWriter Writer = new(Homes.Tokyo, "https://mimamori.example/");

    [Fact]
    public void The_first_letter_says_what_was_seen_since_when_what_to_do_who_is_next_and_where_to_answer()
    {
        WrittenFamilyLetter letter = Writer.ForContact(Homes.Mail(FamilyLetterKind.Alarm, 0), Homes.People, "TOKEN");

        Assert.Equal("【見守り】山田 花子さん:テレビの利用が確認できません", letter.Subject);
        foreach (string text in new[] { letter.Text, letter.Html })
        {
            Assert.Contains("山田 太郎 様", text, StringComparison.Ordinal);
            Assert.Contains("しばらくテレビが使われていません", text, StringComparison.Ordinal);
            Assert.Contains("11月22日(日) 7時10分", text, StringComparison.Ordinal);
            Assert.Contains("画面に出ましたが、返事はまだありません", text, StringComparison.Ordinal);
            Assert.Contains("電話をかけてみてください", text, StringComparison.Ordinal);
            Assert.Contains("2時間たってもお返事がないときは、Kateさんにお知らせします", text, StringComparison.Ordinal);
            Assert.Contains("https://mimamori.example/f/TOKEN", text, StringComparison.Ordinal);
        }

        Assert.Null(letter.FirstId);
        Assert.DoesNotContain("<script", letter.Html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("src=", letter.Html, StringComparison.OrdinalIgnoreCase); // Nothing is loaded, so nothing is tracked.
    }

    [Fact]
    public void The_second_contact_reads_in_the_own_language_who_was_told_before_and_that_the_city_is_next()
    {
        FamilyCase told = Homes.Case with { Told = [0], NextStep = 1 };

        WrittenFamilyLetter letter = Writer.ForContact(Homes.Mail(FamilyLetterKind.Alarm, 1, told), Homes.People, "TOKEN");

        Assert.Contains("<html lang=\"en\">", letter.Html, StringComparison.Ordinal);
        Assert.Contains("Sunday 22 November, 07:10", letter.Text, StringComparison.Ordinal);
        Assert.Contains("山田 太郎 had a message before you.", letter.Text, StringComparison.Ordinal);
        Assert.Contains("within 4 hours, the city's staff will be told", letter.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(FamilyLetterKind.Unseen, "機器や通信が止まっていることがほとんどです")]
    [InlineData(FamilyLetterKind.AllClear, "テレビが使われました")]
    [InlineData(FamilyLetterKind.Closed, "市の担当者が対応を終えました")]
    [InlineData(FamilyLetterKind.Unclear, "その間にテレビが使われたかどうかは分かりません")]
    [InlineData(FamilyLetterKind.Daily, "この1日の間にテレビが使われました")]
    public void Later_letters_say_what_is_known_and_no_more_and_stand_in_the_episodes_thread(FamilyLetterKind kind, string sentence)
    {
        FamilyCase known = kind == FamilyLetterKind.Daily ? Homes.Case with { Kind = FamilyCaseKind.Daily } : Homes.Case;
        WrittenFamilyLetter letter = Writer.ForContact(Homes.Mail(kind, 0, known), Homes.People, "");

        Assert.Contains(sentence, letter.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("/f/", letter.Text, StringComparison.Ordinal);
        Assert.Equal(kind == FamilyLetterKind.Daily ? null : FamilyLetter.IdOf(known.Id, FamilyLetterKind.Alarm, 0, known.OpenedAt), letter.FirstId);
    }

    [Theory]
    [InlineData(FamilyLetterKind.Alarm)]
    [InlineData(FamilyLetterKind.Undeliverable)]
    [InlineData(FamilyLetterKind.AllClear)]
    [InlineData(FamilyLetterKind.Unclear)]
    [InlineData(FamilyLetterKind.Unseen)]
    [InlineData(FamilyLetterKind.Closed)]
    public void The_municipality_reads_a_pseudonym_and_never_a_name(FamilyLetterKind kind)
    {
        WrittenFamilyLetter letter = Writer.ForMunicipality(Homes.Mail(kind, FamilyLetter.Municipality));

        Assert.Contains("h-0042", letter.Subject, StringComparison.Ordinal);
        Assert.DoesNotContain("山田", letter.Subject + letter.Text + letter.Html, StringComparison.Ordinal);
        Assert.Contains("https://mimamori.example/alerts/0123456789abcdef0123456789abcdef", letter.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_step_that_is_taken_while_nothing_comes_says_that_the_set_cannot_be_seen()
    {
        FamilyMail mail = Homes.Mail(FamilyLetterKind.Alarm, 1, null, Homes.Facts with { LastReading = Homes.Now.AddHours(-13) });

        Assert.Contains("At present we cannot see the TV either.", Writer.ForContact(mail, Homes.People, "TOKEN").Text, StringComparison.Ordinal);
        Assert.Contains("At present the TV cannot be seen either.", Writer.ForMunicipality(mail with { Letter = mail.Letter with { Step = FamilyLetter.Municipality } }).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("cannot see", Writer.ForContact(Homes.Mail(FamilyLetterKind.Alarm, 1), Homes.People, "TOKEN").Text, StringComparison.Ordinal);
    }

    [Fact]
    public void No_letter_claims_an_illness_shows_a_code_or_lets_a_name_become_markup()
    {
        HouseholdPeople forged = Homes.People with { Resident = "<b>花子</b>\r\nBcc: x@y.example" };
        foreach (FamilyLetterKind kind in Enum.GetValues<FamilyLetterKind>().Where(kind => kind != FamilyLetterKind.Undeliverable))
        {
            WrittenFamilyLetter letter = Writer.ForContact(Homes.Mail(kind, 0), forged, "");
            Assert.DoesNotContain("異常", letter.Text, StringComparison.Ordinal);
            Assert.DoesNotContain(Homes.Case.Id, letter.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("<b>", letter.Html, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', letter.Subject);
        }
    }
}
