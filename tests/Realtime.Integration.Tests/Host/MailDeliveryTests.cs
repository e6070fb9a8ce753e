using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using MimeKit;
using Realtime.Actors.Ports;
using Realtime.Cluster.Family;
using Realtime.Cluster.Notify;
using Realtime.Cluster.Settings;
using Realtime.Domain;
using Realtime.Tests.Family;
using Realtime.Tests.Host;
using Realtime.Tests.Support;

namespace Realtime.Integration.Tests.Host;

/// <summary>Letters before a real Postfix: those about alerts (MailPost), and those of the steps in which a household's people are told (MailWay).</summary>
public sealed class MailDeliveryTests
{
    private static readonly FamilyContact s_taro = Homes.People.Contacts[0];

    [SkippableFact]
    public async Task A_family_and_the_operators_get_their_mails_once_and_in_one_thread()
    {
        await using Postfix postfix = await StartAsync();
        MailPost post = Post(postfix.Port, ("Mail:CopyFamilyToOperators", "true"), ("Mail:Operators", "duty@city.example"));
        AlertNotice raised = Notices.NoViewing(contacts: [Notices.Daughter, Notices.Son]);
        PostRoute route = post.RouteOf(raised);
        Assert.True(route.Operators);
        Assert.Equal([Notices.Daughter, Notices.Son], route.Family);
        foreach (AlertNotice notice in new[] { raised, raised, Notices.NoViewing(AlertChangeKind.Resolved, 1, contacts: Notices.Daughter) })
        {
            Assert.Equal(NotifyOutcome.Accepted, await post.SendAsync(LetterOf(notice, Notices.Daughter), default));
            Assert.Equal(NotifyOutcome.Accepted, await post.SendAsync(LetterOf(notice, null), default));
        }

        await Eventually.TrueAsync("two mails have arrived at the daughter", () => postfix.MailOf("hanako").Count == 2, found: () => postfix.Log);
        await Eventually.TrueAsync("two mails have arrived at the operators", () => postfix.MailOf("duty").Count == 2, found: () => postfix.Log);

        MimeMessage[] mails = [.. postfix.MailOf("hanako").Select(Parse).OrderBy(mail => mail.InReplyTo is null ? 0 : 1)];
        Assert.Equal("【見守り】山田様宅:テレビの視聴が確認できていません", mails[0].Subject);
        Assert.Contains("まず電話などで", mails[0].TextBody, StringComparison.Ordinal);
        Assert.Contains("まず電話などで", mails[0].HtmlBody, StringComparison.Ordinal);
        Assert.Equal(mails[0].MessageId, mails[1].InReplyTo);
        Assert.Equal("auto-generated", mails[0].Headers["Auto-Submitted"]);
        Assert.Empty(postfix.MailOf("taro"));
        await TellTaroAsync(postfix);
    }

    /// <summary>The way of the families: an alarm that is sent twice, and its end.</summary>
    private static async Task TellTaroAsync(Postfix postfix)
    {
        using MailWay way = Way(postfix.Port);
        foreach (FamilyLetterKind kind in new[] { FamilyLetterKind.Alarm, FamilyLetterKind.Alarm, FamilyLetterKind.AllClear })
        {
            Assert.Equal(NotifyOutcome.Accepted, (await way.SendAsync(Write(kind), s_taro, default)).Outcome);
        }

        await Eventually.TrueAsync("the contact has two mails", () => postfix.MailOf("taro").Count == 2, found: () => postfix.Log);
        MimeMessage[] mails = [.. postfix.MailOf("taro").Select(Parse).OrderBy(mail => mail.InReplyTo is null ? 0 : 1)];
        Assert.Equal("【見守り】山田 花子さん:テレビの利用が確認できません", mails[0].Subject);
        Assert.Contains("/f/TOKEN", mails[0].TextBody, StringComparison.Ordinal);
        Assert.Contains("/f/TOKEN", mails[0].HtmlBody, StringComparison.Ordinal);
        Assert.Equal("auto-generated", mails[0].Headers["Auto-Submitted"]);
        Assert.Equal(mails[0].MessageId, mails[1].InReplyTo);
        Assert.Equal("【見守り】山田 花子さん:テレビの利用を確認しました", mails[1].Subject);
    }

    [SkippableFact]
    public async Task An_address_that_does_not_exist_is_refused_for_good()
    {
        await using Postfix postfix = await StartAsync();
        Contact gone = new("前の住所", "gone@family.example");
        using MailWay way = Way(postfix.Port);

        Assert.Equal(NotifyOutcome.Refused, await Post(postfix.Port).SendAsync(LetterOf(Notices.NoViewing(contacts: gone), gone), default));
        Assert.Equal(NotifyOutcome.Accepted, await Post(postfix.Port).SendAsync(LetterOf(Notices.NoViewing(contacts: gone), Notices.Son), default));

        await Eventually.TrueAsync("the mail has arrived at the son", () => postfix.MailOf("taro").Count == 1, found: () => postfix.Log);
        FamilyOutcome refused = await way.SendAsync(Write(FamilyLetterKind.Alarm), s_taro with { Mail = gone.Mail }, default);
        Assert.Equal((NotifyOutcome.Refused, "the mail server says that the address does not exist"), (refused.Outcome, refused.Reason));
        Assert.Equal(NotifyOutcome.Accepted, (await way.SendAsync(Write(FamilyLetterKind.Alarm), s_taro, default)).Outcome);
        await Eventually.TrueAsync("the next contact has the mail, too", () => postfix.MailOf("taro").Count == 2, found: () => postfix.Log);
    }

    [SkippableFact]
    public async Task A_server_that_is_busy_or_away_is_asked_again_later()
    {
        await using Postfix postfix = await StartAsync();
        Contact busy = new("", "busy@city.example");
        using MailWay way = Way(postfix.Port);

        Assert.Equal(NotifyOutcome.Retry, await Post(postfix.Port).SendAsync(LetterOf(Notices.NoViewing(contacts: busy), busy), default));
        FamilyOutcome later = await way.SendAsync(Write(FamilyLetterKind.Alarm), s_taro with { Mail = busy.Mail }, default);
        Assert.Equal((NotifyOutcome.Retry, "the mail server does not take it now"), (later.Outcome, later.Reason));
        await postfix.StopAsync();
        Assert.Equal(NotifyOutcome.Unreachable, (await way.SendAsync(Write(FamilyLetterKind.Alarm), s_taro, default)).Outcome);
        MailPost post = Post(postfix.Port);
        Assert.Equal(NotifyOutcome.Unreachable, await post.SendAsync(LetterOf(Notices.NoViewing(contacts: Notices.Son), Notices.Son), default));
        await postfix.CommandAsync("start");
        await Eventually.TrueAsync(
            "the mail is accepted after the server is back",
            async () => await post.SendAsync(LetterOf(Notices.NoViewing(contacts: Notices.Son), Notices.Son), default) == NotifyOutcome.Accepted,
            found: () => postfix.Log);

        await Eventually.TrueAsync("the mail has arrived at the son", () => postfix.MailOf("taro").Count == 1, found: () => postfix.Log);
        Assert.Equal(NotifyOutcome.Accepted, (await way.SendAsync(Write(FamilyLetterKind.Alarm), s_taro, default)).Outcome);
        await Eventually.TrueAsync("the families' mail has arrived", () => postfix.MailOf("taro").Count == 2, found: () => postfix.Log);
    }

    private static Task<Postfix> StartAsync()
    {
        bool required = Environment.GetEnvironmentVariable("REALTIME_REQUIRE_SERVERS") == "1";
        Skip.If(Postfix.Missing is not null && !required, Postfix.Missing);
        Assert.True(Postfix.Missing is null, Postfix.Missing);
        return Postfix.StartAsync();
    }

    private static Letter LetterOf(AlertNotice notice, Contact? to) =>
        new(notice.Key, to, new LetterPlan("", notice.Change.Drill, false, [new PostedNotice(notice.Key, 0, notice.Change, notice.Change.Time, OthersToo: true)], 1), 6);

    private static WrittenFamilyLetter Write(FamilyLetterKind kind) =>
        new FamilyWriter(Homes.Tokyo, "https://mimamori.example/").ForContact(Homes.Mail(kind, 0), Homes.People, kind == FamilyLetterKind.Alarm ? "TOKEN" : "");

    private static MailWay Way(int port) =>
        new(Notices.Mail(("Mail:Port", port.ToString(CultureInfo.InvariantCulture))), Homes.Tokyo, new FakeTimeProvider(Homes.Now), NullLogger<MailWay>.Instance);

    private static MailPost Post(int port, params (string Key, string Value)[] settings)
    {
        MailSettings mail = Notices.Mail([.. settings, ("Mail:Port", port.ToString(CultureInfo.InvariantCulture))]);
        FakeTimeProvider clock = new(new DateTimeOffset(2025, 11, 28, 0, 0, 0, TimeSpan.Zero));
        return new MailPost(mail, new MailComposer(mail, TimeZoneInfo.FindSystemTimeZoneById("Asia/Tokyo"), "", clock), NullLogger<MailPost>.Instance);
    }

    private static MimeMessage Parse(string raw) => MimeMessage.Load(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(raw)));
}
