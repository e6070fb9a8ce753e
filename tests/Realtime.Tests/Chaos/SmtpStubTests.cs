using MailKit.Net.Smtp;
using MimeKit;
using Realtime.Chaos.Mail;

namespace Realtime.Tests.Chaos;

/// <summary>The mail server of chaos runs, spoken to by a real client.</summary>
public sealed class SmtpStubTests : IDisposable
{
    private readonly SmtpStub _stub = new();

    public void Dispose() => _stub.Dispose();

    [Fact]
    public async Task A_mail_is_taken_and_kept_with_its_id()
    {
        await SendAsync("one");

        ReceivedMail mail = Assert.Single(_stub.Mails);
        Assert.Equal(new ReceivedMail("one@city.example", "ops@city.example", "level 3", true), mail with { Raw = "" });
        Assert.Contains("\r\n.hidden dot", mail.Raw, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mail_dropped_after_data_is_there_and_its_sender_cannot_know()
    {
        _stub.Mood = SmtpMood.DroppingAfterData;
        await Assert.ThrowsAnyAsync<Exception>(() => SendAsync("one"));
        _stub.Mood = SmtpMood.Fine;
        await SendAsync("one");

        Assert.Equal([false, true], _stub.Mails.Select(mail => mail.Acknowledged));
        Assert.Single(_stub.Mails.Select(mail => mail.MessageId).Distinct());
    }

    [Fact]
    public async Task A_refused_mail_is_not_there()
    {
        _stub.Mood = SmtpMood.Refusing;

        SmtpCommandException fault = await Assert.ThrowsAsync<SmtpCommandException>(() => SendAsync("one"));
        Assert.Equal(451, (int)fault.StatusCode);
        Assert.Empty(_stub.Mails);
    }

    private async Task SendAsync(string id)
    {
        using SmtpClient client = new();
        await client.ConnectAsync("127.0.0.1", _stub.Port, MailKit.Security.SecureSocketOptions.None);
        using MimeMessage mail = new(
            [new MailboxAddress("", "alerts@city.example")], [new MailboxAddress("", "ops@city.example")], "level 3", new TextPart("plain") { Text = "Leave now.\r\n.hidden dot" })
        {
            MessageId = $"{id}@city.example",
        };
        await client.SendAsync(mail);
        await client.DisconnectAsync(quit: true);
    }
}
