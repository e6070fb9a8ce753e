using MimeKit;
using Realtime.Actors.Ports;
using Realtime.Cluster.Settings;
using Realtime.Domain;

namespace Realtime.Cluster.Notify;

/// <summary>Tells people by mail: families in the order of their contacts, operators all together.</summary>
public sealed class MailNotifier(MailSettings settings, MailComposer composer, ILogger<MailNotifier> log) : INotifier, IDisposable
{
    private readonly RecentKeys _accepted = new();
    private readonly MailTroubles _troubles = new(log);
    private readonly SemaphoreSlim _connections = new(Limits.MailConnectionsMax, Limits.MailConnectionsMax);

    public string Way => "mail";

    /// <summary>
    /// Accepted as soon as everybody who can be reached was reached; Retry when somebody may be reached later (who was reached already
    /// is not written to again); Refused when nobody can be reached.
    /// </summary>
    public async Task<NotifyOutcome> NotifyAsync(AlertNotice notice, CancellationToken cancellation)
    {
        MailRecipients to = MailRecipients.Of(notice, settings);
        if (to.Family.Count == 0 && to.Operators.Count == 0)
        {
            return NotifyOutcome.NothingToSend;
        }

        await _connections.WaitAsync(cancellation);
        try
        {
            return await TellAllAsync(notice, to, cancellation);
        }
        finally
        {
            _connections.Release();
        }
    }

    public void Dispose() => _connections.Dispose();

    private async Task<NotifyOutcome> TellAllAsync(AlertNotice notice, MailRecipients to, CancellationToken cancellation)
    {
        await using SmtpDelivery delivery = new(settings, _troubles, log);
        List<NotifyOutcome> outcomes = [];
        foreach (Recipient contact in to.Family)
        {
            NotifyOutcome outcome = await TellAsync(notice, contact, others: 0, to.Operators.Count > 0, delivery, cancellation);
            outcomes.Add(outcome);
            if (outcome != NotifyOutcome.Refused)
            {
                break;
            }
        }

        foreach (Recipient oneOperator in to.Operators)
        {
            int others = to.Operators.Count - 1 + (to.Family.Count > 0 ? 1 : 0);
            outcomes.Add(await TellAsync(notice, oneOperator, others, operators: false, delivery, cancellation));
        }

        return outcomes.Contains(NotifyOutcome.Retry) ? NotifyOutcome.Retry
            : outcomes.Contains(NotifyOutcome.Accepted) ? NotifyOutcome.Accepted
            : NotifyOutcome.Refused;
    }

    private async Task<NotifyOutcome> TellAsync(AlertNotice notice, Recipient to, int others, bool operators, SmtpDelivery delivery, CancellationToken cancellation)
    {
        if (!MailboxAddress.TryParse(to.Address, out MailboxAddress? box) || !box.Address.Contains('@', StringComparison.Ordinal))
        {
            log.LogError("A contact of alert {AlertId} has no usable mail address; mend the registry", notice.Change.AlertId);
            return NotifyOutcome.Refused;
        }

        using MimeMessage mail = composer.Compose(notice, to, others, operators);
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
