using Microsoft.Extensions.Time.Testing;
using MimeKit;
using Realtime.Actors.Ports;
using Realtime.Cluster.Notify;
using Realtime.Domain;

namespace Realtime.Tests.Host;

/// <summary>A mail with several notices: the list, the worst first, the budget, the drill, and an id that a repeat keeps.</summary>
public sealed class GroupLetterTests
{
    private static readonly Recipient _duty = new("", "duty@city.example", Family: false);

    [Fact]
    public void Operators_read_the_list_worst_first_with_a_link_each_and_the_budget()
    {
        using MimeMessage mail = Compose(LetterOf([Notice("kamo", 2), Notice("aya", 4)], hourly: 3));

        Assert.Equal("【最大で警戒レベル4相当】37387 綾川町:2件", mail.Subject);
        string text = mail.TextBody!;
        Assert.True(text.IndexOf("aya", StringComparison.Ordinal) < text.IndexOf("kamo", StringComparison.Ordinal), text);
        Assert.Contains("https://city.example/alerts/id-kamo", text, StringComparison.Ordinal);
        Assert.Contains("この1時間で3通目です。目安は6通です。", text, StringComparison.Ordinal);
        Assert.Equal("id-kamo-0 id-aya-0", mail.Headers["X-Realtime-Notices"]);
    }

    [Fact]
    public void A_digest_says_that_it_is_one_and_beyond_the_limit_the_rest_is_counted_by_rule()
    {
        PostedNotice[] many = [.. Enumerable.Range(0, Limits.NoticesPerLetterMax + 7).Select(i => Notice($"g{i:000}", i < 5 ? 1 : 3, rule: i < 5 ? Rules.Silence : Rules.Stage))];
        using MimeMessage mail = Compose(LetterOf(many, hourly: 7, digest: true), ("Mail:Language", "en"));

        Assert.Equal($"[Up to level 3] Several areas: {Limits.NoticesPerLetterMax + 7} notices", mail.Subject);
        Assert.Contains($"{Limits.NoticesPerLetterMax}. ", mail.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain($"{Limits.NoticesPerLetterMax + 1}. ", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("7 more, see the page: silence 5, stage 2", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("Nothing is left out.", mail.TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_letter_keeps_its_id_and_a_letter_of_one_notice_is_the_mail_it_always_was()
    {
        using MimeMessage first = Compose(LetterOf([Notice("kamo", 2), Notice("aya", 4)]));
        using MimeMessage again = Compose(LetterOf([Notice("kamo", 2), Notice("aya", 4)]));
        using MimeMessage one = Compose(LetterOf([Notice("aya", 4)]));
        using MimeMessage single = Composer([]).Compose(Notice("aya", 4).Change, _duty, others: 1, operators: false);

        Assert.Equal(first.MessageId, again.MessageId);
        Assert.Equal(single.MessageId, one.MessageId);
        Assert.Equal(single.Subject, one.Subject);
        Assert.NotEqual(first.MessageId, one.MessageId);
    }

    [Fact]
    public void A_drill_is_marked_in_subject_and_text()
    {
        using MimeMessage mail = Compose(LetterOf([Notice("kamo", 2, drill: true), Notice("aya", 4, drill: true)]));

        Assert.StartsWith("[訓練] ", mail.Subject, StringComparison.Ordinal);
        Assert.Contains("これは訓練です。", mail.TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public void Html_escapes_names_in_the_list()
    {
        using MimeMessage mail = Compose(LetterOf([Notice("<b>x</b>", 2), Notice("aya", 4)]));

        Assert.DoesNotContain("<b>x", mail.HtmlBody, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;x", mail.HtmlBody, StringComparison.Ordinal);
    }

    private static MimeMessage Compose(Letter letter, params (string, string)[] settings) => Composer(settings).Compose(letter, _duty, others: 1);

    private static MailComposer Composer((string, string)[] settings) => new(
        Notices.Mail(settings), TimeZoneInfo.FindSystemTimeZoneById("Asia/Tokyo"), "https://city.example/", new FakeTimeProvider(new DateTimeOffset(2025, 11, 28, 0, 0, 0, TimeSpan.Zero)));

    private static Letter LetterOf(PostedNotice[] notices, int hourly = 1, bool digest = false) =>
        new(notices.Length == 1 ? notices[0].Key : "letter-1", null, new LetterPlan(digest ? "" : "37387 綾川町", notices[0].Change.Drill, digest, notices, hourly), 6);

    private static PostedNotice Notice(string id, int level, bool drill = false, string rule = Rules.Stage)
    {
        AlertChange change = Notices.Flood(drill: drill).Change with { AlertId = $"id-{id}", ThingName = id, Text = $"{id}: level {level}", ToLevel = level, Rule = rule };
        return new PostedNotice($"{change.AlertId}-0", 0, change, change.Time);
    }
}
