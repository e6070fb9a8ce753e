using System.Collections.Concurrent;
using Realtime.Cluster.Settings;
using Realtime.Domain;

namespace Realtime.Cluster.Notify;

/// <summary>
/// At most <see cref="Limits.MailConnectionsMax"/> conversations with the mail server at one time. One goes on with the next letter while
/// letters are queued: greeting, TLS and login cost more than a letter. Otherwise it ends.
/// </summary>
public sealed class SmtpConnections(MailSettings settings, ILogger log) : IDisposable
{
    private readonly MailTroubles _troubles = new(log);
    private readonly SemaphoreSlim _free = new(Limits.MailConnectionsMax, Limits.MailConnectionsMax);
    private readonly ConcurrentStack<SmtpDelivery> _open = new();
    private int _queued;

    /// <summary>Gives one conversation to whoever has mails, when one is free.</summary>
    /// <typeparam name="T">What became of them.</typeparam>
    /// <param name="send">Sends the mails; nobody else uses the conversation meanwhile.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<T> UseAsync<T>(Func<SmtpDelivery, Task<T>> send, CancellationToken cancellation)
    {
        SmtpDelivery delivery = await TakeAsync(cancellation);
        try
        {
            return await send(delivery);
        }
        finally
        {
            await GiveBackAsync(delivery);
        }
    }

    public void Dispose() => _free.Dispose();

    private async Task<SmtpDelivery> TakeAsync(CancellationToken cancellation)
    {
        Interlocked.Increment(ref _queued);
        try
        {
            await _free.WaitAsync(cancellation);
        }
        finally
        {
            Interlocked.Decrement(ref _queued);
        }

        return _open.TryPop(out SmtpDelivery? delivery) ? delivery : new SmtpDelivery(settings, _troubles, log);
    }

    private async Task GiveBackAsync(SmtpDelivery delivery)
    {
        try
        {
            if (Volatile.Read(ref _queued) > 0 && delivery.MayGoOn)
            {
                _open.Push(delivery);
            }
            else
            {
                await delivery.DisposeAsync();
            }
        }
        finally
        {
            _free.Release();
        }

        while (Volatile.Read(ref _queued) == 0 && _open.TryPop(out SmtpDelivery? idle))
        {
            await idle.DisposeAsync();
        }
    }
}
