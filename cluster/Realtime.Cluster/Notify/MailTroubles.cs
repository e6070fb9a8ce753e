namespace Realtime.Cluster.Notify;

/// <summary>Says once that the mail server takes nothing, and once that it takes mail again: a line for every try would bury everything else.</summary>
public sealed class MailTroubles(ILogger log)
{
    private readonly RecentKeys _postponed = new();
    private int _out;

    /// <summary>The server or the way to it failed.</summary>
    public void Outage(string server, string reason)
    {
        if (Interlocked.Exchange(ref _out, 1) == 0)
        {
            log.LogWarning("No mail is accepted by {Server}: {Reason} Notices are kept and tried again", server, reason);
            return;
        }

        log.LogDebug("Still no mail is accepted by {Server}: {Reason}", server, reason);
    }

    /// <summary>A mail was accepted.</summary>
    public void Over(string server)
    {
        if (Interlocked.Exchange(ref _out, 0) == 1)
        {
            log.LogWarning("Mail is accepted by {Server} again", server);
        }
    }

    /// <summary>One recipient cannot be reached, for good or for now; said once for each mail.</summary>
    public void Recipient(string messageId, int status, string answer)
    {
        if (_postponed.Add($"{messageId} {status}"))
        {
            log.LogWarning("The mail server answered {Status} to the recipient of mail {MessageId}: {Answer}", status, messageId, answer);
        }
    }
}
