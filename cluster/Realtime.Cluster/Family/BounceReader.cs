using System.Text.RegularExpressions;
using MimeKit;

namespace Realtime.Cluster.Family;

/// <summary>A letter that came back.</summary>
/// <param name="LetterId">The letter, from the Message-ID of the mail inside.</param>
/// <param name="Reason">The server's status code, without its words: they name the address.</param>
public sealed record Bounce(string LetterId, string Reason);

/// <summary>
/// Reads delivery status notifications. What a person or an out-of-office program answers is none, nor is a mail that is only late.
/// Source: RFC 3462 (multipart/report), RFC 3464 (message/delivery-status: Action, Status), RFC 3463 (status codes).
/// </summary>
public static partial class BounceReader
{
    /// <summary>The bounce in a mail; null when it is none, or not of a letter of ours.</summary>
    /// <param name="mail">What has arrived at the sender's address.</param>
    /// <param name="domain">Right side of our Message-IDs.</param>
    public static Bounce? Read(MimeMessage mail, string domain)
    {
        if (mail.Body is not MultipartReport { ReportType: "delivery-status" } report)
        {
            return null;
        }

        HeaderList? failed = report.OfType<MessageDeliveryStatus>().SelectMany(part => part.StatusGroups)
            .FirstOrDefault(group => string.Equals(group["Action"]?.Trim(), "failed", StringComparison.OrdinalIgnoreCase));
        string[] id = (report.OfType<MessagePart>().Select(part => part.Message?.MessageId).FirstOrDefault(text => text is not null) ?? "").Split('@');
        if (failed is null || id is not [var letter, var right] || !LetterId().IsMatch(letter) || !string.Equals(right, domain, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        Match status = Status().Match(failed["Status"] ?? "");
        return new Bounce(letter, status.Success ? $"the mail came back, status {status.Value}" : "the mail came back");
    }

    [GeneratedRegex("^[0-9a-f]{32}$")]
    private static partial Regex LetterId();

    [GeneratedRegex(@"[245]\.[0-9]{1,3}\.[0-9]{1,3}")]
    private static partial Regex Status();
}
