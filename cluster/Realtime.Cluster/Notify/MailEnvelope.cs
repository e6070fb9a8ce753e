using MimeKit;
using Realtime.Cluster.Settings;

namespace Realtime.Cluster.Notify;

/// <summary>What every mail of the product carries, whoever reads it: sender, date, thread, and that a program wrote it.</summary>
public sealed class MailEnvelope(MailSettings settings, TimeZoneInfo zone, TimeProvider clock)
{
    /// <summary>The Message-ID of this name, without brackets.</summary>
    public string IdOf(string name) => $"{name}@{settings.From!.Domain}";

    /// <summary>The mail to one reader.</summary>
    /// <param name="letter">What it says.</param>
    /// <param name="name">The reader's name; may be empty.</param>
    /// <param name="address">One mail address.</param>
    /// <param name="messageId">Its Message-ID.</param>
    /// <param name="firstId">Message-ID of the first mail of the same episode; null = this is it, or there is none.</param>
    public MimeMessage Around(MailLetter letter, string name, string address, string messageId, string? firstId)
    {
        MimeMessage mail = new();
        mail.From.Add(settings.From!);
        mail.To.Add(new MailboxAddress(PlainText.OneLine(name), address));
        mail.Subject = letter.Subject;
        mail.Date = TimeZoneInfo.ConvertTime(clock.GetUtcNow(), zone);
        mail.MessageId = messageId;
        if (firstId is not null && firstId != messageId)
        {
            mail.InReplyTo = firstId;
            mail.References.Add(firstId);
        }

        // RFC 3834: keeps out-of-office programs from answering.
        mail.Headers.Add("Auto-Submitted", "auto-generated");
        mail.Headers.Add("X-Auto-Response-Suppress", "All");
        mail.Body = new BodyBuilder { TextBody = letter.Text, HtmlBody = letter.Html }.ToMessageBody();
        return mail;
    }
}
