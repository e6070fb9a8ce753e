using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MimeKit;
using Realtime.Actors.Ports;
using Realtime.Cluster.Settings;
using Realtime.Domain;

namespace Realtime.Cluster.Notify;

/// <summary>Makes the mail of one letter to one recipient. The same letter and recipient always give the same Message-ID.</summary>
public sealed class MailComposer(MailSettings settings, TimeZoneInfo zone, string publicUrl, TimeProvider clock)
{
    private readonly INoticeLanguage _language = settings.Language == MailLanguage.Ja ? new JapaneseWords() : new EnglishWords();

    /// <summary>The mail of a letter: of one notice in full, of several as a list.</summary>
    /// <param name="letter">The letter.</param>
    /// <param name="to">Who reads it.</param>
    /// <param name="others">How many others read the same letter.</param>
    /// <exception cref="ParseException">The recipient's address is not one.</exception>
    public MimeMessage Compose(Letter letter, Recipient to, int others)
    {
        MimeMessage mail = letter.Plan.Notices is [{ } only]
            ? Compose(only.Change, to, to.Family ? 0 : others + (only.OthersToo ? 1 : 0), to.Family && only.OthersToo, Budget(letter, to))
            : Group(letter, to, others);

        // For programs that count or thread what people read as a list.
        mail.Headers.Add("X-Realtime-Notices", string.Join(' ', letter.Plan.Notices.Select(notice => notice.Key)));
        return mail;
    }

    /// <summary>Composes the mail of one change.</summary>
    /// <exception cref="ParseException">The recipient's address is not one.</exception>
    public MimeMessage Compose(AlertChange change, Recipient to, int others, bool operators, string budget = "")
    {
        MimeMessage mail = Envelope(MailLetter.Write(change, to, others, operators, budget, _language, zone, publicUrl), to, MessageId(change.AlertId, change.Sequence, to.Address));
        if (change.Sequence > 0)
        {
            string first = MessageId(change.AlertId, 0, to.Address);
            mail.InReplyTo = first;
            mail.References.Add(first);
        }

        return mail;
    }

    private MimeMessage Group(Letter letter, Recipient to, int others) =>
        Envelope(GroupLetter.Write(letter, to, others, Budget(letter, to), _language, zone, publicUrl), to, MessageIdOf($"letter {letter.Id}", to.Address));

    /// <summary>Families are not shown how many mails there were: for them each one counts.</summary>
    private string Budget(Letter letter, Recipient to) => to.Family ? "" : _language.Budget(letter.Plan.Hourly, letter.HourlyBudget, letter.Plan.Digest);

    private MimeMessage Envelope(MailLetter letter, Recipient to, string messageId)
    {
        MimeMessage mail = new();
        mail.From.Add(settings.From!);
        mail.To.Add(new MailboxAddress(PlainText.OneLine(to.Name), MailboxAddress.Parse(to.Address).Address));
        mail.Subject = letter.Subject;
        mail.Date = TimeZoneInfo.ConvertTime(clock.GetUtcNow(), zone);
        mail.MessageId = messageId;

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
    public string MessageId(string alertId, int sequence, string address) =>
        MessageIdOf(string.Create(CultureInfo.InvariantCulture, $"{alertId}/{sequence}"), address);

    private string MessageIdOf(string what, string address)
    {
        string local = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{what}\n{address.ToLowerInvariant()}")).AsSpan(0, 16));
        return $"{local}@{settings.From!.Domain}";
    }
}
