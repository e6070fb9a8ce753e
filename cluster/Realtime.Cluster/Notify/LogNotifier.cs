using Realtime.Actors.Ports;

namespace Realtime.Cluster.Notify;

/// <summary>Tells every change as one plain line on the node's output.</summary>
public sealed class LogNotifier(TextWriter output, AlertLine line) : INotifier
{
    public string Way => "log";

    public Task<NotifyOutcome> NotifyAsync(AlertNotice notice, CancellationToken cancellation)
    {
        output.WriteLine(line.Of(notice.Change));
        return Task.FromResult(NotifyOutcome.Accepted);
    }
}
