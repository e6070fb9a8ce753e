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
    private readonly MailEnvelope _envelope = new(settings, zone, clock);
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
        MailLetter letter = MailLetter.Write(change, to, others, operators, budget, _language, zone, publicUrl);
        return Envelope(letter, to, MessageId(change.AlertId, change.Sequence, to.Address), MessageId(change.AlertId, 0, to.Address));
    }

    private MimeMessage Group(Letter letter, Recipient to, int others) =>
        Envelope(GroupLetter.Write(letter, to, others, Budget(letter, to), _language, zone, publicUrl), to, MessageIdOf($"letter {letter.Id}", to.Address));

    /// <summary>Families are not shown how many mails there were: for them each one counts.</summary>
    private string Budget(Letter letter, Recipient to) => to.Family ? "" : _language.Budget(letter.Plan.Hourly, letter.HourlyBudget, letter.Plan.Digest);

    private MimeMessage Envelope(MailLetter letter, Recipient to, string messageId, string? firstId = null) =>
        _envelope.Around(letter, to.Name, MailboxAddress.Parse(to.Address).Address, messageId, firstId);

    /// <summary>
    /// From the notice's key (alert and sequence) and the recipient, so that a mail sent again after a broken connection is recognised
    /// as the same (RFC 5321 6.1), and a later mail of the episode can name the first one without having stored it.
    /// </summary>
    public string MessageId(string alertId, int sequence, string address) =>
        MessageIdOf(string.Create(CultureInfo.InvariantCulture, $"{alertId}/{sequence}"), address);

    private string MessageIdOf(string what, string address) =>
        _envelope.IdOf(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{what}\n{address.ToLowerInvariant()}")).AsSpan(0, 16)));
}
