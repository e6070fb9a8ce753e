using MimeKit;
using Realtime.Domain;

namespace Realtime.Cluster.Settings;

/// <summary>How the connection to the mail server is protected.</summary>
public enum MailTls
{
    /// <summary>Plain text; for a server on the same machine.</summary>
    None,

    /// <summary>STARTTLS, required.</summary>
    StartTls,

    /// <summary>TLS from the first byte (port 465).</summary>
    Tls,
}

/// <summary>Language of mails.</summary>
public enum MailLanguage
{
    Ja,
    En,
}

/// <summary>Mail by SMTP.</summary>
public sealed record MailSettings
{
    /// <summary><c>Mail:Host</c>: name of the SMTP server. Default empty = no mail, alerts are told in the log only.</summary>
    public required string Host { get; init; }

    /// <summary><c>Mail:Port</c>: TCP port. Default 587.</summary>
    public required int Port { get; init; }

    /// <summary><c>Mail:Tls</c>: None, StartTls or Tls. Default StartTls.</summary>
    public required MailTls Tls { get; init; }

    /// <summary><c>Mail:User</c>: default empty = no authentication.</summary>
    public required string User { get; init; }

    /// <summary><c>Mail:Password</c>. Secret.</summary>
    public required string Password { get; init; }

    /// <summary><c>Mail:From</c>: sender, for example <c>Realtime &lt;alerts@city.example&gt;</c>. Required when a host is set.</summary>
    public required MailboxAddress? From { get; init; }

    /// <summary><c>Mail:Operators</c>: addresses of the people on duty. Default none.</summary>
    public required IReadOnlyList<string> Operators { get; init; }

    /// <summary><c>Mail:CopyFamilyToOperators</c>: whether operators get the families' mails too. Default false.</summary>
    public required bool CopyFamilyToOperators { get; init; }

    /// <summary><c>Mail:Language</c>: Ja or En. Default Ja.</summary>
    public required MailLanguage Language { get; init; }

    /// <summary><c>Mail:TimeoutSeconds</c>: longest wait for one answer of the server. Default 30 s.</summary>
    public required TimeSpan Timeout { get; init; }

    /// <summary><c>Mail:GatherSeconds</c>: how long a letter waits for what happens together with its first notice. Default 3 s.</summary>
    /// <remarks><c>Mail:WindowSeconds</c>: after a mail about an area the next one waits this long unless something got worse; 0 = one mail per notice. Default 300 s.
    /// <c>Mail:HourlyBudget</c>: mails to one reader within an hour from which on all areas share one. Default 6.</remarks>
    public required PostSettings Gathering { get; init; }

    /// <summary><c>Mail:Bounces</c>: Maildir of the sender's address; mails that come back are read there. Default empty = they are not read.</summary>
    public required string Bounces { get; init; }

    public bool Enabled => Host.Length > 0;

    public static MailSettings Read(SettingReader from)
    {
        MailSettings settings = new()
        {
            Host = from.Text("Mail:Host", ""),
            Port = from.Whole("Mail:Port", 587, 1, 65_535),
            Tls = from.Choice("Mail:Tls", MailTls.StartTls),
            User = from.Text("Mail:User", ""),
            Password = from.Secret("Mail:Password"),
            From = MailboxAddress.TryParse(from.Text("Mail:From", ""), out MailboxAddress? sender) ? sender : null,
            Operators = from.List("Mail:Operators"),
            CopyFamilyToOperators = from.Flag("Mail:CopyFamilyToOperators", false),
            Language = from.Choice("Mail:Language", MailLanguage.Ja),
            Bounces = from.Text("Mail:Bounces", ""),
            Timeout = from.Seconds("Mail:TimeoutSeconds", 30, 1, 600),
            Gathering = new PostSettings(
                from.Seconds("Mail:GatherSeconds", 3, 0, 60),
                from.Seconds("Mail:WindowSeconds", 300, 0, 3600),
                from.Whole("Mail:HourlyBudget", PostSettings.Default.HourlyBudget, 1, 1000)),
        };
        if (settings.Enabled && !IsAddress(settings.From))
        {
            throw from.Fault("Mail:From", "the sender's mail address");
        }

        if (settings.Operators.Any(address => !MailboxAddress.TryParse(address, out MailboxAddress? box) || !IsAddress(box)))
        {
            throw from.Fault("Mail:Operators", "a list of mail addresses");
        }

        return settings.User.Length > 0 && settings.Tls == MailTls.None && settings.Host is not ("localhost" or "127.0.0.1" or "::1")
            ? throw from.Fault("Mail:Tls", "StartTls or Tls, because a password must not cross a network in plain text,")
            : settings;
    }

    private static bool IsAddress(MailboxAddress? box) => box?.Address.IndexOf('@', StringComparison.Ordinal) > 0;
}
