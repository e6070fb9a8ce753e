using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using Realtime.Actors.Ports;
using Realtime.Cluster.Settings;

namespace Realtime.Cluster.Notify;

/// <summary>One conversation with the SMTP server, opened when the first mail needs it.</summary>
public sealed class SmtpDelivery(MailSettings settings, ILogger log) : IAsyncDisposable
{
    private readonly SmtpClient _client = new()
    {
        Timeout = (int)settings.Timeout.TotalMilliseconds,
        // A revocation list that cannot be fetched must not keep an alert from going out; names and chains are checked all the same.
        CheckCertificateRevocation = false,
    };

    /// <summary>
    /// Hands one mail over. 5xx = refused for good; 4xx, timeouts, refused connections, failed logins and broken conversations = try again.
    /// Never throws but for cancellation.
    /// </summary>
    public async Task<NotifyOutcome> SendAsync(MimeMessage mail, CancellationToken cancellation)
    {
        try
        {
            await OpenAsync(cancellation);
            await _client.SendAsync(mail, cancellation);
            return NotifyOutcome.Accepted;
        }
        catch (SmtpCommandException fault)
        {
            bool forGood = (int)fault.StatusCode >= 500;
            log.LogWarning("The mail server answered {Status} to mail {MessageId}: {Answer}", (int)fault.StatusCode, mail.MessageId, fault.Message);
            return forGood ? NotifyOutcome.Refused : NotifyOutcome.Retry;
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested)
        {
            log.LogWarning("Mail {MessageId} was not accepted by {Host}:{Port}: {Fault}", mail.MessageId, settings.Host, settings.Port, fault.Message);
            await CloseAsync();
            return NotifyOutcome.Retry;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        _client.Dispose();
    }

    private async Task OpenAsync(CancellationToken cancellation)
    {
        if (_client.IsConnected)
        {
            return;
        }

        SecureSocketOptions tls = settings.Tls switch
        {
            MailTls.None => SecureSocketOptions.None,
            MailTls.StartTls => SecureSocketOptions.StartTls,
            _ => SecureSocketOptions.SslOnConnect,
        };
        await _client.ConnectAsync(settings.Host, settings.Port, tls, cancellation);
        if (settings.User.Length > 0)
        {
            await _client.AuthenticateAsync(settings.User, settings.Password, cancellation);
        }
    }

    private async Task CloseAsync()
    {
        try
        {
            await _client.DisconnectAsync(quit: _client.IsConnected);
        }
        catch (Exception fault) when (fault is IOException or ProtocolException or CommandException or OperationCanceledException)
        {
            log.LogDebug("The conversation with {Host} was already broken: {Fault}", settings.Host, fault.Message);
        }
    }
}
