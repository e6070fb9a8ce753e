using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MimeKit;
using Realtime.Actors.Ports;
using Realtime.Cluster.Settings;

namespace Realtime.Cluster.Notify;

/// <summary>Makes the mail of one notice to one recipient. The same notice and recipient always give the same Message-ID.</summary>
public sealed class MailComposer(MailSettings settings, TimeZoneInfo zone, string publicUrl, TimeProvider clock)
{
    private readonly INoticeLanguage _language = settings.Language == MailLanguage.Ja ? new JapaneseWords() : new EnglishWords();

    /// <summary>Composes the mail.</summary>
    /// <exception cref="ParseException">The recipient's address is not one.</exception>
    public MimeMessage Compose(AlertNotice notice, Recipient to, int others, bool operators)
    {
        MailLetter letter = MailLetter.Write(notice, to, others, operators, _language, zone, publicUrl);
        MimeMessage mail = new();
        mail.From.Add(settings.From!);
        mail.To.Add(new MailboxAddress(PlainText.OneLine(to.Name), MailboxAddress.Parse(to.Address).Address));
        mail.Subject = letter.Subject;
        mail.Date = TimeZoneInfo.ConvertTime(clock.GetUtcNow(), zone);
        mail.MessageId = MessageId(notice.Change.AlertId, notice.Change.Sequence, to.Address);
        if (notice.Change.Sequence > 0)
        {
            string first = MessageId(notice.Change.AlertId, 0, to.Address);
            mail.InReplyTo = first;
            mail.References.Add(first);
        }

        // RFC 3834: keeps out-of-office programs from answering.
        mail.Headers.Add("Auto-Submitted", "auto-generated");
        mail.Headers.Add("X-Auto-Response-Suppress", "All");
        mail.Body = new BodyBuilder { TextBody = letter.Text, HtmlBody = letter.Html }.ToMessageBody();
        return mail;
    }

    /// <summary>
    /// From the notice's key (alert and sequence) and the recipient, so that a mail sent again after a broken connection is recognised
    /// as the same (RFC 5321 6.1), and a later mail of the episode can name the first one without having stored it.
    /// </summary>
    public string MessageId(string alertId, int sequence, string address)
    {
        string source = string.Create(CultureInfo.InvariantCulture, $"{alertId}/{sequence}\n{address.ToLowerInvariant()}");
        string local = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(source)).AsSpan(0, 16));
        return $"{local}@{settings.From!.Domain}";
    }
}
