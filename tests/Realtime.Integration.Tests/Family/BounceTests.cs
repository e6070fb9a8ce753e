using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Realtime.Actors.City;
using Realtime.Actors.Families;
using Realtime.Actors.Ports;
using Realtime.Cluster.Family;
using Realtime.Cluster.Settings;
using Realtime.Domain;
using Realtime.Integration.Tests.Host;
using Realtime.Integration.Tests.Servers;
using Realtime.Tests.Support;

namespace Realtime.Integration.Tests.Family;

/// <summary>A letter that a real Postfix takes first and sends back then, read where Postfix puts it.</summary>
public sealed class BounceTests : IFamilyCity
{
    private const string LetterId = "0123456789abcdef0123456789abcdef";
    private static readonly DateTimeOffset _now = new(2026, 11, 23, 8, 10, 0, TimeSpan.FromHours(9));
    private readonly List<(string Letter, string Reason)> _reported = [];

    [SkippableFact]
    public async Task A_mail_that_comes_back_is_known_by_its_letter_and_read_once()
    {
        Installed.Require("/usr/sbin/postfix", "postfix");
        Skip.If(Postfix.Missing is not null, Postfix.Missing);
        await using Postfix postfix = await Postfix.StartAsync();
        MailSettings settings = MailSettings.Read(new SettingReader([new SettingsLayer("test", new Dictionary<string, string>
        {
            ["Mail:Host"] = "127.0.0.1",
            ["Mail:Port"] = postfix.Port.ToString(CultureInfo.InvariantCulture),
            ["Mail:Tls"] = "None",
            ["Mail:From"] = "mimamori@city.example",
        })]));
        FakeTimeProvider clock = new(_now);
        using MailWay way = new(settings, TimeZoneInfo.Utc, clock, NullLogger<MailWay>.Instance);
        WrittenFamilyLetter letter = new(LetterId, null, "no-viewing", "subject", "text", "<p>text</p>", "", "h-0042");

        // Another domain: the server takes the mail and finds out later that it cannot deliver it.
        Assert.Equal(NotifyOutcome.Accepted, (await way.SendAsync(letter, new FamilyContact("Kate", "kate@elsewhere.example", null, null, "en"), default)).Outcome);
        await Eventually.TrueAsync("the mail has come back", () => postfix.MailOf("mimamori").Count == 1, TimeSpan.FromSeconds(30), () => postfix.Log);
        using BounceBox box = new(postfix.BoxOf("mimamori"), settings.From!.Domain, this, clock, NullLogger<BounceBox>.Instance);
        await box.LookAsync(default);
        await box.LookAsync(default);

        (string known, string reason) = Assert.Single(_reported);
        Assert.Equal(LetterId, known);
        Assert.Matches(@"^the mail came back, status [45]\.[0-9]+\.[0-9]+$", reason);
        Assert.Empty(postfix.MailOf("mimamori"));
    }

    public Task<bool> ReportBounceAsync(string letterId, string reason, CancellationToken cancellation)
    {
        _reported.Add((letterId, reason));
        return Task.FromResult(true);
    }

    public Task<Registration?> GetRegistrationAsync(string id, CancellationToken cancellation) => Task.FromResult<Registration?>(null);

    public Task<FamilyLinkAnswer> OpenLinkAsync(int partition, string linkHash, int? takenBy, CancellationToken cancellation) =>
        Task.FromResult(new FamilyLinkAnswer(null, null, 0, Expired: false));

    public Task<IReadOnlyList<LostLetter>> GetLostLettersAsync(CancellationToken cancellation) => Task.FromResult<IReadOnlyList<LostLetter>>([]);
}
