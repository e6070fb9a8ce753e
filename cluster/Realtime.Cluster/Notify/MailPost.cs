using MimeKit;
using Realtime.Actors.Ports;
using Realtime.Cluster.Settings;
using Realtime.Domain;

namespace Realtime.Cluster.Notify;

/// <summary>Letters by mail: to one contact, or to the operators all together.</summary>
public sealed class MailPost(MailSettings settings, MailComposer composer, ILogger<MailPost> log) : IPost, IDisposable
{
    private readonly RecentKeys _accepted = new();
    private readonly SmtpConnections _connections = new(settings, log);

    public string Way => "mail";

    public PostRoute RouteOf(AlertNotice notice)
    {
        MailRecipients to = MailRecipients.Of(notice, settings);
        return new PostRoute([.. to.Family.Select(contact => new Contact(contact.Name, contact.Address))], to.Operators.Count > 0);
    }

    /// <summary>
    /// Accepted as soon as everybody who can be reached was reached; Retry or Unreachable when somebody may be reached later (who was reached already
    /// is not written to again); Refused when nobody can be reached.
    /// </summary>
    public Task<NotifyOutcome> SendAsync(Letter letter, CancellationToken cancellation)
    {
        Recipient[] readers = letter.To is { } contact
            ? [new Recipient(contact.Name, contact.Mail, Family: true)]
            : [.. settings.Operators.Select(address => new Recipient("", address, Family: false))];
        return _connections.UseAsync(delivery => TellAllAsync(letter, readers, delivery, cancellation), cancellation);
    }

    public void Dispose() => _connections.Dispose();

    private async Task<NotifyOutcome> TellAllAsync(Letter letter, Recipient[] readers, SmtpDelivery delivery, CancellationToken cancellation)
    {
        List<NotifyOutcome> outcomes = [];
        foreach (Recipient reader in readers)
        {
            outcomes.Add(await TellAsync(letter, reader, readers.Length - 1, delivery, cancellation));
        }

        return outcomes.Contains(NotifyOutcome.Unreachable) ? NotifyOutcome.Unreachable
            : outcomes.Contains(NotifyOutcome.Retry) ? NotifyOutcome.Retry
            : outcomes.Contains(NotifyOutcome.Accepted) ? NotifyOutcome.Accepted
            : NotifyOutcome.Refused;
    }

    private async Task<NotifyOutcome> TellAsync(Letter letter, Recipient to, int others, SmtpDelivery delivery, CancellationToken cancellation)
    {
        if (!MailboxAddress.TryParse(to.Address, out MailboxAddress? box) || !box.Address.Contains('@', StringComparison.Ordinal))
        {
            log.LogError("A contact of alert {AlertId} has no usable mail address; mend the registry", letter.Plan.Notices[0].Change.AlertId);
            return NotifyOutcome.Refused;
        }

        using MimeMessage mail = composer.Compose(letter, to, others);
        string messageId = mail.MessageId!;
        if (_accepted.Contains(messageId))
        {
            return NotifyOutcome.Accepted;
        }

        NotifyOutcome outcome = await delivery.SendAsync(mail, cancellation);
#if MUTANT_DoubleDelivery
        await delivery.SendAsync(mail, cancellation);
#endif
        if (outcome == NotifyOutcome.Accepted)
        {
            _accepted.Add(messageId);
        }

        return outcome;
    }
}
