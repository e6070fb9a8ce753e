using System.Globalization;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using Realtime.Actors.Ports;
using Realtime.Cluster.Settings;

namespace Realtime.Cluster.Notify;

/// <summary>One conversation with the SMTP server, opened when the first mail needs it.</summary>
public sealed class SmtpDelivery(MailSettings settings, MailTroubles troubles, ILogger log) : IAsyncDisposable
{
    private const int MailsPerConversationMax = 50;

    private readonly SmtpClient _client = new()
    {
        Timeout = (int)settings.Timeout.TotalMilliseconds,
        // A revocation list that cannot be fetched must not keep an alert from going out; names and chains are checked all the same.
        CheckCertificateRevocation = false,
    };

    private int _mails;

    /// <summary>Whether another letter may follow in this conversation. Some servers end one after a hundred mails.</summary>
    public bool MayGoOn => _client.IsConnected && (settings.User.Length == 0 || _client.IsAuthenticated) && _mails < MailsPerConversationMax;

    private string Server => string.Create(CultureInfo.InvariantCulture, $"{settings.Host}:{settings.Port}");

    /// <summary>
    /// Hands one mail over; see <see cref="OutcomeOf"/>. No connection = unreachable. Failed logins and conversations that break off = try
    /// again, but not soon: a login would be locked, and a mail may have been taken before the break. Never throws but for cancellation.
    /// </summary>
    public async Task<NotifyOutcome> SendAsync(MimeMessage mail, CancellationToken cancellation)
    {
        try
        {
            await OpenAsync(cancellation);
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested)
        {
            troubles.Outage(Server, PlainText.OneLine(fault.Message));
            await CloseAsync();
            return fault is AuthenticationException ? NotifyOutcome.Retry : NotifyOutcome.Unreachable;
        }

        try
        {
            _mails++;
            await _client.SendAsync(mail, cancellation);
            troubles.Over(Server);
            return NotifyOutcome.Accepted;
        }
        catch (SmtpCommandException fault) when (fault.ErrorCode == SmtpErrorCode.RecipientNotAccepted)
        {
            troubles.Recipient(mail.MessageId!, (int)fault.StatusCode, fault.Message);
            return OutcomeOf(fault.ErrorCode, fault.StatusCode);
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested)
        {
            troubles.Outage(Server, PlainText.OneLine(fault.Message));
            await CloseAsync();
            return NotifyOutcome.Retry;
        }
    }

    /// <summary>
    /// Only a recipient that does not exist (5xx to RCPT) is refused for good. Everything else, a rejected sender or content included,
    /// is the fault of settings or of the server: people mend it, and the notice must then still go out.
    /// </summary>
    public static NotifyOutcome OutcomeOf(SmtpErrorCode code, SmtpStatusCode status) =>
        code == SmtpErrorCode.RecipientNotAccepted && (int)status >= 500 ? NotifyOutcome.Refused : NotifyOutcome.Retry;

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
