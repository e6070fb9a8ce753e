using MimeKit;
using Realtime.Actors.Ports;
using Realtime.Cluster.Notify;
using Realtime.Cluster.Settings;
using Realtime.Domain;

namespace Realtime.Cluster.Family;

/// <summary>Letters by mail.</summary>
public sealed class MailWay(MailSettings settings, TimeZoneInfo zone, TimeProvider clock, ILogger<MailWay> log) : IContactWay, IDisposable
{
    private readonly RecentKeys _accepted = new();
    private readonly MailEnvelope _envelope = new(settings, zone, clock);
    private readonly SmtpConnections _connections = new(settings, log);

    public string Name => "mail";

    public Task<FamilyOutcome> SendAsync(WrittenFamilyLetter letter, FamilyContact to, CancellationToken cancellation) =>
        SendAsync(letter, to.Name, to.Mail!, letter.Id, letter.FirstId, cancellation);

    /// <summary>To everybody on duty; accepted when one of them can be reached.</summary>
    public async Task<FamilyOutcome> SendToOperatorsAsync(WrittenFamilyLetter letter, CancellationToken cancellation)
    {
        if (settings.Operators.Count == 0)
        {
            return new FamilyOutcome(NotifyOutcome.Refused, "Mail:Operators names nobody");
        }

        List<FamilyOutcome> outcomes = [];
        foreach ((int index, string address) in settings.Operators.Index())
        {
            string? first = letter.FirstId is { } known ? Number(known, index) : null;
            outcomes.Add(await SendAsync(letter, "", address, Number(letter.Id, index), first, cancellation));
        }

        return outcomes.Find(outcome => outcome.Outcome.IsLater())
            ?? outcomes.Find(outcome => outcome.Outcome == NotifyOutcome.Accepted)
            ?? outcomes[0];
    }

    public void Dispose() => _connections.Dispose();

    private static string Number(string id, int index) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{id}.{index}");

    private async Task<FamilyOutcome> SendAsync(WrittenFamilyLetter letter, string name, string address, string id, string? firstId, CancellationToken cancellation)
    {
        if (!settings.Enabled)
        {
            return new FamilyOutcome(NotifyOutcome.Retry, "Mail:Host is not set");
        }

        if (!MailboxAddress.TryParse(address, out MailboxAddress? box) || !box.Address.Contains('@', StringComparison.Ordinal))
        {
            return new FamilyOutcome(NotifyOutcome.Refused, "the mail address is none");
        }

        if (_accepted.Contains(id))
        {
            return new FamilyOutcome(NotifyOutcome.Accepted); // By this reader; another one of the same letter was not reached yet.
        }

        using MimeMessage mail = Compose(letter, name, box.Address, id, firstId);
        NotifyOutcome outcome = await _connections.UseAsync(delivery => delivery.SendAsync(mail, cancellation), cancellation);
        if (outcome == NotifyOutcome.Accepted)
        {
            _accepted.Add(id);
        }

        return new FamilyOutcome(outcome, outcome switch
        {
            NotifyOutcome.Accepted => "",
            NotifyOutcome.Refused => "the mail server says that the address does not exist",
            NotifyOutcome.Unreachable => "the mail server cannot be reached",
            _ => "the mail server does not take it now",
        });
    }

    private MimeMessage Compose(WrittenFamilyLetter letter, string name, string address, string id, string? firstId) => _envelope.Around(
        new MailLetter(letter.Subject, letter.Text, letter.Html), name, address, _envelope.IdOf(id), firstId is { } first ? _envelope.IdOf(first) : null);
}
