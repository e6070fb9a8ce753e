using Realtime.Actors.City;
using Realtime.Actors.Ports;
using Realtime.Cluster.Registry;
using Realtime.Cluster.Settings;
using Realtime.Cluster.Startup;
using Realtime.Streams.Kafka;

namespace Realtime.Cluster.Family;

/// <summary>Puts the families' side of a node together: keys, ways, letters, register, page.</summary>
public sealed class FamilyHost
{
    private static readonly TimeSpan _webhookAnswerMax = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan _stopMax = TimeSpan.FromSeconds(5);

    private readonly HashSet<string> _ways = new(StringComparer.Ordinal);
    private HouseholdKeys? _keys;
    private WebhookGuard? _guard;
    private MailSettings? _mail;

    /// <summary>The households behind the page; set when the engine runs.</summary>
    public IFamilyCity? City { get; set; }

    /// <summary>Everything that sends.</summary>
    public IFamilyPost Start(RealtimeSettings settings, ILoggerFactory log, TimeProvider clock, StopList parts)
    {
        _keys = HouseholdKeys.Of(settings.Family);
        MailWay mail = new(settings.Mail, settings.Node.TimeZone, clock, log.CreateLogger<MailWay>());
        _mail = settings.Mail;
        _guard = new WebhookGuard(settings.Family.WebhookNetworks);
        HttpClient client = WebhookWay.NewClient(_guard, _webhookAnswerMax);
        parts.Add("letters to families", _stopMax, () =>
        {
            mail.Dispose();
            client.Dispose();
            return Task.CompletedTask;
        });
        IContactWay[] others = [new WebhookWay(client)];
        _ways.UnionWith(others.Select(way => way.Name).Append(mail.Name));
        return new FamilyPost(_keys, new FamilyWriter(settings.Node.TimeZone, settings.Http.PublicUrl), mail, others);
    }

    /// <summary>Everything that answers.</summary>
    public void AddTo(IServiceCollection services, SharedProducer producer, TimeProvider clock)
    {
        if (_keys is { } keys && _guard is { } guard && City is { } city)
        {
            services.AddSingleton(city);
            HouseholdRegister register = new(city, keys, new KafkaRegistryWriter(producer), clock);
            services.AddSingleton(register);
            services.AddSingleton(new HouseholdCheck(_ways, guard));
            services.AddSingleton(new FamilyReader(city, register));
            if (_mail is { Bounces.Length: > 0, From: { } sender })
            {
                services.AddHostedService(parts => new BounceBox(_mail.Bounces, sender.Domain, city, clock, parts.GetRequiredService<ILogger<BounceBox>>()));
            }
        }
    }

    /// <summary>The addresses; none when there is no place for keys.</summary>
    public void Map(WebApplication app)
    {
        if (_keys is not null)
        {
            app.MapFamilyPages();
            app.MapHouseholds();
        }
    }
}
