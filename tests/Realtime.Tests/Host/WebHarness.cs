using Microsoft.AspNetCore.Builder;

using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Realtime.Actors.City;
using Realtime.Cluster.Audit;
using Realtime.Cluster.Health;
using Realtime.Cluster.Http;
using Realtime.Cluster.Membership;
using Realtime.Cluster.Page;
using Realtime.Cluster.Registry;
using Realtime.Cluster.Settings;
using Realtime.Intake;
using Realtime.Streams.Historian;
using Realtime.Streams.Live;

namespace Realtime.Tests.Host;

/// <summary>The real web layer on a real port of this machine, before a <see cref="TestCity"/>.</summary>
internal sealed class WebHarness : IAsyncDisposable
{
    private readonly WebApplication _app;

    private WebHarness(WebApplication app, TestCity city, TestJournal journal, TestMembers members, TestInbox inbox, TestAudit audit)
    {
        Audit = audit;
        Inbox = inbox;
        _app = app;
        City = city;
        Journal = journal;
        Members = members;
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First());
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = Address };
    }

    public TestCity City { get; }

    public TestJournal Journal { get; }

    public TestInbox Inbox { get; }

    public required TestRegistry Registry { get; init; }

    public required TestLive Live { get; init; }

    /// <summary>What was recorded.</summary>
    public TestAudit Audit { get; }

    /// <summary>Every endpoint of the node.</summary>
    public IReadOnlyList<Microsoft.AspNetCore.Http.Endpoint> Endpoints => [.. ((Microsoft.AspNetCore.Routing.IEndpointRouteBuilder)_app).DataSources.SelectMany(source => source.Endpoints)];

    public TestMembers Members { get; }

    public required TestSeries Series { get; init; }

    public Uri Address { get; }

    public HttpClient Client { get; }

    public static Task<WebHarness> StartAsync(params (string Key, string Value)[] settings) => StartAsync(_ => { }, settings);

    /// <param name="more">Maps further addresses.</param>
    /// <param name="settings">Settings beside the defaults.</param>
    public static async Task<WebHarness> StartAsync(Action<Microsoft.AspNetCore.Routing.IEndpointRouteBuilder> more, params (string Key, string Value)[] settings)
    {
        Dictionary<string, string> values = new(StringComparer.OrdinalIgnoreCase) { ["Http:Port"] = "0", ["Http:Address"] = "127.0.0.1" };
        foreach ((string key, string value) in settings)
        {
            values[key] = value;
        }

        values.Remove("Replay:Enabled");
        values.Remove("test:audit");
        SettingReader reader = new([new SettingsLayer("test", values)]);
        TestCity city = new();
        TestJournal journal = new();
        TestInbox inbox = new();
        TestMembers members = new();
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton<ICity>(city);
        builder.Services.AddSingleton<IJournalProbe>(journal);
        builder.Services.AddSingleton<IClusterProbe>(members);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(IntakeSettings.Read(reader));
        builder.Services.AddSingleton(new LookLifetime(TimeSpan.Zero)); // Each test changes the city between two looks.
        builder.Services.AddSingleton(MapSettings.Read(reader).Geometry);
        builder.Services.AddSingleton<IIntakeInbox>(inbox);
        TestAudit audit = new();
        TestRegistry registry = new(city);
        TestLive live = new();
        TestSeries series = new();
        builder.Services.AddSingleton<IAudit>(audit);
        builder.Services.AddSingleton<ISeriesReader>(series);
        builder.Services.AddSingleton<IRegistryWriter>(registry);
        builder.Services.AddSingleton<ILiveAlerts>(live);
        builder.Services.AddSingleton(AuditSettings.Read(reader, Path.GetTempPath()) with { Directory = settings.FirstOrDefault(one => one.Key == "test:audit").Value ?? Path.Combine(Path.GetTempPath(), "no-audit") });
        builder.AddWebNode(HttpSettings.Read(reader), NodeSettings.Read(reader), AccessSettings.Read(reader), new NodeFacts(Replaying: settings.Any(one => one.Key == "Replay:Enabled"), Mailing: false));
        WebApplication app = builder.Build();
        app.UseWebNode(IntakeSettings.Read(reader));
        more(app);
        await app.StartAsync();
        return new WebHarness(app, city, journal, members, inbox, audit) { Registry = registry, Live = live, Series = series };
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }
}

/// <summary>A journal that is as well as the test says.</summary>
internal sealed class TestJournal : IJournalProbe
{
    public string Fault { get; set; } = "";

    public Task<string> FaultAsync(CancellationToken cancellation) => Task.FromResult(Fault);
}

/// <summary>An audit in memory, full when the test says so.</summary>
internal sealed class TestAudit : IAudit
{
    private readonly Lock _lock = new();
    private readonly List<AuditEntry> _entries = [];

    public bool Full { get; set; }

    public IReadOnlyList<AuditEntry> Entries
    {
        get
        {
            lock (_lock)
            {
                return [.. _entries];
            }
        }
    }

    public void Write(AuditEntry entry)
    {
        lock (_lock)
        {
            if (Full)
            {
                throw new AuditException("full", new IOException("no space"));
            }

            _entries.Add(entry);
        }
    }
}

/// <summary>A cluster that looks as the test says; at first this node alone.</summary>
internal sealed class TestMembers : IClusterProbe
{
    public IReadOnlyList<MemberView> Members { get; set; } = [Node(1) with { Self = true }];

    public static MemberView Node(int number) => new($"akka.tcp://realtime@10.0.0.{number}:5055", "up", Reachable: true, Self: false, Oldest: number == 1, "0.1.0");
}
