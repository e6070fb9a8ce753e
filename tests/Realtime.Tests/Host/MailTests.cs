using MailKit.Net.Smtp;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using MimeKit;
using Realtime.Actors.Ports;
using Realtime.Cluster.Notify;
using Realtime.Domain;

namespace Realtime.Tests.Host;

public class MailTests
{
    private static readonly Recipient _daughter = new(Notices.Daughter.Name, Notices.Daughter.Mail, Family: true);
    private static readonly Recipient _duty = new("", "duty@city.example", Family: false);

    [Fact]
    public void A_family_reads_who_what_since_when_what_to_do_and_who_else_in_plain_japanese()
    {
        using MimeMessage mail = Compose(Notices.NoViewing(), _daughter, operators: true);

        Assert.Equal("【見守り】山田様宅:テレビの視聴が確認できていません", mail.Subject);
        Assert.Contains("山田花子 様", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("2025年11月28日 4時34分(Asia/Tokyo)", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("まず電話などで", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("市の担当者にもお知らせしました。", mail.TextBody, StringComparison.Ordinal);
        foreach (string forbidden in new[] { "異常", "死", "%", "tv-7", "No viewing" })
        {
            Assert.DoesNotContain(forbidden, mail.TextBody, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Operators_read_the_level_the_reason_and_a_link()
    {
        using MimeMessage mail = Compose(Notices.Flood(), _duty, others: 1);

        Assert.Equal("【警戒レベル4相当】Hanwella:水位が基準に達しました", mail.Subject);
        Assert.Contains("10.95 m >= 10.00 m (registry)", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains($"https://city.example/alerts/{Notices.Flood().Change.AlertId}", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("ほかに1人にお知らせしました。", mail.TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public void English_is_a_setting()
    {
        using MimeMessage mail = Compose(Notices.NoViewing(AlertChangeKind.Unobservable, 1), _daughter, settings: ("Mail:Language", "en"));

        Assert.Equal("[Watch-over] 山田様宅: we cannot see the TV", mail.Subject);
        Assert.Contains("28 November 2025, 04:34 (Asia/Tokyo)", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("Nobody else was told.", mail.TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public void Html_says_the_same_words_and_escapes_names()
    {
        AlertNotice notice = Notices.Flood();
        notice = notice with { Change = notice.Change with { ThingName = "<script>x</script>\r\nBcc: a@b.example" } };

        using MimeMessage mail = Compose(notice, _duty);

        Assert.DoesNotContain("<script", mail.HtmlBody, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;", mail.HtmlBody, StringComparison.Ordinal);
        Assert.Contains("lang=\"ja\"", mail.HtmlBody, StringComparison.Ordinal);
        Assert.Empty(mail.Bcc);
        Assert.DoesNotContain(mail.Headers, header => header.Field == "Bcc");
    }

    [Fact]
    public void One_notice_to_one_recipient_always_has_the_same_id_and_an_episode_is_one_thread()
    {
        using MimeMessage first = Compose(Notices.Flood(), _duty);
        using MimeMessage again = Compose(Notices.Flood(), _duty);
        using MimeMessage other = Compose(Notices.Flood(), new Recipient("", "chief@city.example", Family: false));
        using MimeMessage later = Compose(Notices.Flood(AlertChangeKind.Resolved, sequence: 3), _duty);

        Assert.Equal(first.MessageId, again.MessageId);
        Assert.EndsWith("@city.example", first.MessageId, StringComparison.Ordinal);
        Assert.NotEqual(first.MessageId, other.MessageId);
        Assert.NotEqual(first.MessageId, later.MessageId);
        Assert.Null(first.InReplyTo);
        Assert.Equal(first.MessageId, later.InReplyTo);
        Assert.Equal("auto-generated", later.Headers["Auto-Submitted"]);
        Assert.Equal("【解消】Hanwella:水位が基準を下回りました", later.Subject);
    }

    [Fact]
    public void A_drill_is_marked_and_never_reaches_a_family()
    {
        using MimeMessage mail = Compose(Notices.Flood(drill: true), _duty);
        MailRecipients family = MailRecipients.Of(Notices.NoViewing(drill: true, contacts: Notices.Daughter), Notices.Mail(("Mail:CopyFamilyToOperators", "true")));

        Assert.StartsWith("[訓練] ", mail.Subject, StringComparison.Ordinal);
        Assert.Contains("これは訓練です。", mail.TextBody, StringComparison.Ordinal);
        Assert.Empty(family.Family);
        Assert.Equal(2, family.Operators.Count);
    }

    [Theory]
    [InlineData(AlertChangeKind.Raised, true)]
    [InlineData(AlertChangeKind.SteppedUp, true)]
    [InlineData(AlertChangeKind.Unobservable, true)]
    [InlineData(AlertChangeKind.Resolved, true)]
    [InlineData(AlertChangeKind.Confirmed, true)]
    [InlineData(AlertChangeKind.NotConfirmed, true)]
    [InlineData(AlertChangeKind.SteppedDown, false)]
    [InlineData(AlertChangeKind.Observable, false)]
    [InlineData(AlertChangeKind.Suppressed, false)]
    [InlineData(AlertChangeKind.Released, true)]
    public void Only_changes_that_ask_something_of_somebody_are_told(AlertChangeKind kind, bool told) =>
        Assert.Equal(told ? 2 : 0, MailRecipients.Of(Notices.Flood(kind, 1), Notices.Mail()).Operators.Count);

    [Fact]
    public void The_end_of_an_alert_that_nobody_heard_of_is_told_to_nobody()
    {
        AlertNotice end = Notices.NoViewing(AlertChangeKind.Resolved, 1, contacts: Notices.Daughter);
        MailRecipients quiet = MailRecipients.Of(end with { Change = end.Change with { FromLevel = 0 } }, Notices.Mail(("Mail:CopyFamilyToOperators", "true")));
        Assert.Empty(quiet.Family);
        Assert.Empty(quiet.Operators);
    }

    [Fact]
    public void What_rests_on_one_reading_is_for_operators_and_what_is_confirmed_for_families_too()
    {
        AlertNotice raised = Notices.NoViewing(contacts: Notices.Daughter);
        AlertNotice unconfirmed = raised with { Change = raised.Change with { Unconfirmed = true } };
        AlertNotice[] quiet = [unconfirmed, Notices.NoViewing(AlertChangeKind.NotConfirmed, 1, contacts: Notices.Daughter)];
        Assert.All(quiet, notice => Assert.Equal((0, 2), Counts(notice)));
        Assert.Equal((1, 0), Counts(Notices.NoViewing(AlertChangeKind.Confirmed, 1, contacts: Notices.Daughter)));

        static (int Family, int Operators) Counts(AlertNotice notice)
        {
            MailRecipients to = MailRecipients.Of(notice, Notices.Mail());
            return (to.Family.Count, to.Operators.Count);
        }
    }

    [Fact]
    public void An_unconfirmed_stage_says_so_in_the_subject_and_its_end_too()
    {
        using MimeMessage first = Compose(Notices.Flood(unconfirmed: true), _duty, settings: ("Mail:Language", "en"));
        using MimeMessage nothing = Compose(Notices.Flood(AlertChangeKind.NotConfirmed, 1), _duty, settings: ("Mail:Language", "en"));
        using MimeMessage japanese = Compose(Notices.Flood(unconfirmed: true), _duty);
        Assert.Equal("[Unconfirmed, level 4] Hanwella: one high reading", first.Subject);
        Assert.Equal("[Not confirmed] Hanwella: the high reading was not seen again", nothing.Subject);
        Assert.StartsWith("【未確認・警戒レベル4相当】Hanwella", japanese.Subject, StringComparison.Ordinal);
    }

    [Fact]
    public void Families_are_told_in_order_and_operators_only_when_wanted_or_when_nobody_else_is_there()
    {
        MailRecipients usual = MailRecipients.Of(Notices.NoViewing(contacts: [Notices.Daughter, Notices.Son]), Notices.Mail());
        MailRecipients copied = MailRecipients.Of(Notices.NoViewing(contacts: Notices.Daughter), Notices.Mail(("Mail:CopyFamilyToOperators", "true")));
        MailRecipients nobody = MailRecipients.Of(Notices.NoViewing(), Notices.Mail());

        Assert.Equal([Notices.Daughter.Mail, Notices.Son.Mail], usual.Family.Select(one => one.Address));
        Assert.Empty(usual.Operators);
        Assert.Equal(2, copied.Operators.Count);
        Assert.Equal(2, nobody.Operators.Count);
    }

    [Fact]
    public void Every_rule_and_moment_has_words_in_both_languages_without_holes()
    {
        foreach (INoticeLanguage language in new INoticeLanguage[] { new JapaneseWords(), new EnglishWords() })
        {
            foreach (string rule in Rules.All.Append("a-new-rule"))
            {
                foreach (Moment moment in Enum.GetValues<Moment>())
                {
                    Phrase phrase = language.Of(rule, moment, family: true).Fill(Notices.Flood().Change);
                    Assert.All([phrase.Subject, phrase.Seen, phrase.ToDo], text => Assert.False(string.IsNullOrWhiteSpace(text) || text.Contains('{', StringComparison.Ordinal), $"{language.Tag} {rule} {moment}: {text}"));
                }
            }
        }
    }

    [Theory]
    [InlineData(SmtpErrorCode.RecipientNotAccepted, SmtpStatusCode.MailboxUnavailable, NotifyOutcome.Refused)]
    [InlineData(SmtpErrorCode.RecipientNotAccepted, SmtpStatusCode.MailboxBusy, NotifyOutcome.Retry)]
    [InlineData(SmtpErrorCode.SenderNotAccepted, SmtpStatusCode.MailboxUnavailable, NotifyOutcome.Retry)]
    [InlineData(SmtpErrorCode.MessageNotAccepted, SmtpStatusCode.TransactionFailed, NotifyOutcome.Retry)]
    [InlineData(SmtpErrorCode.UnexpectedStatusCode, SmtpStatusCode.ServiceNotAvailable, NotifyOutcome.Retry)]
    public void Only_a_recipient_that_does_not_exist_is_given_up(SmtpErrorCode code, SmtpStatusCode status, NotifyOutcome expected) =>
        Assert.Equal(expected, SmtpDelivery.OutcomeOf(code, status));

    [Fact]
    public void An_outage_of_the_mail_server_is_said_once_and_its_end_once()
    {
        WarningCount log = new();
        MailTroubles troubles = new(log);
        for (int i = 0; i < 2; i++)
        {
            troubles.Outage("mail:25", "refused.");
            troubles.Outage("mail:25", "refused.");
            troubles.Over("mail:25");
            troubles.Over("mail:25");
        }

        Assert.Equal(4, log.Warnings);
    }

    [Fact]
    public void A_line_of_output_has_time_level_place_and_sentence_and_cannot_be_forged()
    {
        AlertChange change = Notices.Flood().Change;
        AlertLine line = new(TimeZoneInfo.FindSystemTimeZoneById("Asia/Tokyo"));

        Assert.Equal("ALERT 2025-11-28 04:34+09:00  LEVEL 4    sensor/lk-hanwella  Hanwella reached level 4: 10.95 m.", line.Of(change));
        Assert.Contains("  LEVEL 4?   ", line.Of(change with { Unconfirmed = true }), StringComparison.Ordinal);
        Assert.DoesNotContain('\n', line.Of(change with { ThingName = "a\nALERT b" }));
    }

    private sealed class WarningCount : ILogger
    {
        public int Warnings { get; private set; }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Warnings += logLevel == LogLevel.Warning ? 1 : 0;
    }

    private static MimeMessage Compose(AlertNotice notice, Recipient to, int others = 0, bool operators = false, (string Key, string Value)? settings = null) => new MailComposer(
        settings is { } one ? Notices.Mail(one) : Notices.Mail(),
        TimeZoneInfo.FindSystemTimeZoneById("Asia/Tokyo"),
        "https://city.example/",
        new FakeTimeProvider(new DateTimeOffset(2025, 11, 28, 0, 0, 0, TimeSpan.Zero))).Compose(notice.Change, to, others, operators);
}
