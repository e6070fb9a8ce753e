using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using MimeKit;
using Realtime.Actors.Ports;
using Realtime.Chaos.Mail;
using Realtime.Cluster.Family;
using Realtime.Domain;
using Realtime.Tests.Host;

namespace Realtime.Tests.Family;

/// <summary>Letters by mail before a small real SMTP server that can be in bad moods.</summary>
public sealed class MailWayTests : IDisposable
{
    private readonly SmtpStub _server = new();
    private readonly FakeTimeProvider _clock = new(Homes.Now);

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task A_mail_is_a_thread_says_that_a_program_sent_it_and_carries_both_forms()
    {
        using MailWay way = Way();
        WrittenFamilyLetter first = Write(FamilyLetterKind.Alarm);
        Assert.Equal(NotifyOutcome.Accepted, (await way.SendAsync(first, Homes.People.Contacts[0], default)).Outcome);
        Assert.Equal(NotifyOutcome.Accepted, (await way.SendAsync(Write(FamilyLetterKind.AllClear), Homes.People.Contacts[0], default)).Outcome);

        MimeMessage[] mails = [.. _server.Mails.Select(mail => MimeMessage.Load(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(mail.Raw))))];
        Assert.Equal("【見守り】山田 花子さん:テレビの利用が確認できません", mails[0].Subject);
        Assert.Equal("auto-generated", mails[0].Headers["Auto-Submitted"]);
        Assert.Contains("/f/TOKEN", mails[0].TextBody, StringComparison.Ordinal);
        Assert.Contains("/f/TOKEN", mails[0].HtmlBody, StringComparison.Ordinal);
        Assert.Equal(mails[0].MessageId, mails[1].InReplyTo);
        Assert.StartsWith(first.Id, mails[0].MessageId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_that_breaks_after_the_data_makes_the_same_mail_again()
    {
        WrittenFamilyLetter letter = Write(FamilyLetterKind.Alarm);
        _server.Mood = SmtpMood.DroppingAfterData;
        using (MailWay way = Way())
        {
            Assert.Equal(NotifyOutcome.Retry, (await way.SendAsync(letter, Homes.People.Contacts[0], default)).Outcome);
        }

        _server.Mood = SmtpMood.Fine;
        using MailWay afterCrash = Way();
        Assert.Equal(NotifyOutcome.Accepted, (await afterCrash.SendAsync(letter, Homes.People.Contacts[0], default)).Outcome);
        Assert.Equal(NotifyOutcome.Accepted, (await afterCrash.SendAsync(letter, Homes.People.Contacts[0], default)).Outcome);

        Assert.Equal(2, _server.Mails.Count); // One per planned break, not one more.
        Assert.Single(_server.Mails.Select(mail => mail.MessageId).Distinct());
    }

    [Fact]
    public async Task Later_and_never_are_told_apart_and_no_reason_names_an_address()
    {
        using MailWay way = Way();
        _server.Mood = SmtpMood.Refusing;
        FamilyOutcome later = await way.SendAsync(Write(FamilyLetterKind.Alarm), Homes.People.Contacts[0], default);
        _server.Mood = SmtpMood.Fine;
        _server.Unknown = new HashSet<string> { "taro@family.example" };
        FamilyOutcome never = await way.SendAsync(Write(FamilyLetterKind.Alarm), Homes.People.Contacts[0], default);

        Assert.Equal((NotifyOutcome.Retry, NotifyOutcome.Refused), (later.Outcome, never.Outcome));
        Assert.DoesNotContain("taro", later.Reason + never.Reason, StringComparison.Ordinal);
        Assert.Equal(NotifyOutcome.Refused, (await way.SendAsync(Write(FamilyLetterKind.Alarm), Homes.People.Contacts[0] with { Mail = "nobody" }, default)).Outcome);
    }

    [Fact]
    public async Task A_contact_by_a_way_that_is_not_there_is_refused_and_a_forgotten_key_sends_nothing()
    {
        string directory = Directory.CreateTempSubdirectory("realtime-post-").FullName;
        try
        {
            HouseholdKeys keys = HouseholdKeys.Of(Realtime.Cluster.Settings.WatchOverSettings.Read(
                new Realtime.Cluster.Settings.SettingReader([]), Realtime.Cluster.Settings.JournalProvider.Sqlite, directory));
            using MailWay way = Way();
            FamilyPost post = new(keys, new FamilyWriter(Homes.Tokyo, "https://mimamori.example/"), way, []);
            byte[] key = await keys.FindOrMakeAsync(Homes.Key.Id, default);
            FamilyFacts facts = Homes.Facts with { Settings = Homes.Settings with { Sealed = PeopleSeal.Seal(Homes.People, Homes.Key.Id, key) } };

            Assert.Equal(NotifyOutcome.Accepted, (await post.SendAsync(Homes.Mail(FamilyLetterKind.Alarm, 0, null, facts), default)).Outcome);
            Assert.Equal(NotifyOutcome.Refused, (await post.SendAsync(Homes.Mail(FamilyLetterKind.Alarm, 1, null, facts), default)).Outcome); // A webhook.
            Assert.Equal(NotifyOutcome.Refused, (await post.SendAsync(Homes.Mail(FamilyLetterKind.Alarm, 7, null, facts), default)).Outcome);
            Assert.Equal(LinkToken.Read(LinkToken.Make(key, "letter-1", 3, Homes.People.Contacts[0]))!.Value.Hash, await post.LinkHashAsync(facts, "letter-1", 0, 3));
            await keys.ForgetAsync(Homes.Key.Id, default);
            Assert.Equal(NotifyOutcome.NothingToSend, (await post.SendAsync(Homes.Mail(FamilyLetterKind.AllClear, 0, null, facts), default)).Outcome);
            Assert.Single(_server.Mails);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    [Theory]
    [InlineData(200, NotifyOutcome.Accepted)]
    [InlineData(204, NotifyOutcome.Accepted)]
    [InlineData(302, NotifyOutcome.Refused)]
    [InlineData(400, NotifyOutcome.Refused)]
    [InlineData(410, NotifyOutcome.Refused)]
    [InlineData(408, NotifyOutcome.Retry)]
    [InlineData(429, NotifyOutcome.Retry)]
    [InlineData(503, NotifyOutcome.Retry)]
    public void A_webhooks_answer_says_later_or_never(int status, NotifyOutcome outcome) =>
        Assert.Equal(outcome, WebhookWay.OutcomeOf((System.Net.HttpStatusCode)status).Outcome);

    private static WrittenFamilyLetter Write(FamilyLetterKind kind) =>
        new FamilyWriter(Homes.Tokyo, "https://mimamori.example/").ForContact(Homes.Mail(kind, 0), Homes.People, kind == FamilyLetterKind.Alarm ? "TOKEN" : "");

    private MailWay Way() => new(Notices.Mail(("Mail:Port", _server.Port.ToString(CultureInfo.InvariantCulture))), Homes.Tokyo, _clock, NullLogger<MailWay>.Instance);
}
