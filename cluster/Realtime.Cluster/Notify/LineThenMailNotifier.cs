using Realtime.Actors.Ports;

namespace Realtime.Cluster.Notify;

/// <summary>With a mail server the line still appears, once per change, however often the mail has to be tried.</summary>
public sealed class LineThenMailNotifier(LogNotifier lines, MailNotifier mail) : INotifier
{
    private readonly RecentKeys _told = new();

    public string Way => mail.Way;

    public async Task<NotifyOutcome> NotifyAsync(AlertNotice notice, CancellationToken cancellation)
    {
        if (_told.Add(notice.Key))
        {
            await lines.NotifyAsync(notice, cancellation);
        }

        return await mail.NotifyAsync(notice, cancellation);
    }
}
