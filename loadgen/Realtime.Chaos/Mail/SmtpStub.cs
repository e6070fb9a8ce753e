using System.Net;
using System.Net.Sockets;

namespace Realtime.Chaos.Mail;

/// <summary>A small real SMTP server on loopback (RFC 5321, no extensions but 8BITMIME and SMTPUTF8) that keeps what it takes and can be in bad moods.</summary>
public sealed class SmtpStub : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _lock = new();
    private readonly List<ReceivedMail> _mails = [];
    private volatile SmtpMood _mood;

    public SmtpStub()
    {
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _ = AcceptAsync();
    }

    public int Port { get; }

    public SmtpMood Mood
    {
        get => _mood;
        set => _mood = value;
    }

    /// <summary>Recipients that are refused for good (550).</summary>
    public IReadOnlySet<string> Unknown { get; set; } = new HashSet<string>();

    /// <summary>Everything taken so far, oldest first.</summary>
    public IReadOnlyList<ReceivedMail> Mails
    {
        get
        {
            lock (_lock)
            {
                return [.. _mails];
            }
        }
    }

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        _stop.Dispose();
    }

    internal void Take(ReceivedMail mail)
    {
        lock (_lock)
        {
            _mails.Add(mail);
        }
    }

    private async Task AcceptAsync()
    {
        CancellationToken stop = _stop.Token;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(stop), stop);
            }
            catch (Exception fault) when (fault is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // Disposed, or a client that went away before it was accepted: the loop condition decides.
            }
        }
    }

    private async Task ServeAsync(TcpClient client, CancellationToken stop)
    {
        using (client)
        {
            try
            {
                using SmtpConversation conversation = new(this, client.GetStream());
                await conversation.RunAsync(stop);
            }
            catch (Exception fault) when (fault is IOException or OperationCanceledException or ObjectDisposedException)
            {
                // The client went away.
            }
        }
    }
}
