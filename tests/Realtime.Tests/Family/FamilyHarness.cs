using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Realtime.Actors.City;
using Realtime.Actors.Families;
using Realtime.Cluster.Access;
using Realtime.Cluster.Audit;
using Realtime.Cluster.Family;
using Realtime.Cluster.Http;
using Realtime.Cluster.Page;
using Realtime.Cluster.Registry;
using Realtime.Cluster.Settings;
using Realtime.Domain;
using Realtime.Tests.Access;

namespace Realtime.Tests.Family;

/// <summary>The families' pages and the municipality's registration on a real port, before one case held in memory; keys and seals are real.</summary>
internal sealed class FamilyHarness : IFamilyCity, IRegistryWriter, IAudit, IAsyncDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("realtime-pages-").FullName;
    private WebApplication _app = null!;

    public FakeTimeProvider Clock { get; } = new(Homes.Now);

    public HttpClient Client { get; private set; } = null!;

    public Registration? Registration { get; set; }

    public FamilyCase? Case { get; set; } = Homes.Case;

    public DateTimeOffset? AwayUntil { get; set; }

    /// <summary>The contact whose link is opened.</summary>
    public int Step { get; set; }

    /// <summary>Answers nothing.</summary>
    public bool Silent { get; set; }

    public int Acknowledgements { get; private set; }

    /// <summary>What was recorded, but for the lines that every act has.</summary>
    public List<string> Audit { get; } = [];

    /// <summary>Address of the page of the case, for the contact of <see cref="Step"/>.</summary>
    public string Link => $"/f/{LinkToken.Make(_key, "letter-1", 3, Homes.People.Contacts[Step])}";

    private byte[] _key = [];

    public static async Task<FamilyHarness> StartAsync()
    {
        FamilyHarness harness = new();
        SettingReader reader = new([new SettingsLayer("test", Callers.Settings.ToDictionary(pair => pair.Key, pair => pair.Value))]);
        HouseholdKeys keys = HouseholdKeys.Of(WatchOverSettings.Read(reader, JournalProvider.Sqlite, harness._directory));
        HouseholdRegister register = new(harness, keys, harness, TimeProvider.System);
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
        builder.Services.AddRouting();
        builder.Services.ConfigureHttpJsonOptions(json => ApiJson.Apply(json.SerializerOptions));
        builder.Services.AddSingleton<IFamilyCity>(harness);
        builder.Services.AddSingleton<IAudit>(harness);
        builder.Services.AddSingleton(IntakeSettings.Read(reader));
        builder.Services.AddAccess(AccessSettings.Read(reader));
        builder.Services.AddProblemDetails();
        builder.Services.AddSingleton<TimeProvider>(harness.Clock);
        builder.Services.AddSingleton(register);
        builder.Services.AddSingleton(new Owners(TimeSpan.FromSeconds(1)));
        builder.Services.AddSingleton(new HouseholdCheck(new HashSet<string> { "mail", "webhook" }));
        builder.Services.AddSingleton(new FamilyReader(harness, register));
        harness._app = builder.Build();
        harness._app.UseSecurityHeaders(PageAssets.ContentSecurityPolicy);
        harness._app.UseAuthentication();
        harness._app.UseRateLimiter();
        harness._app.UseAuthorization();
        harness._app.UseActRecords();
        harness._app.MapFamilyPages();
        harness._app.MapHouseholds();
        await harness._app.StartAsync();
        string address = harness._app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First();
        harness.Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(address) };
        byte[] key = await keys.FindOrMakeAsync(Homes.Key.Id, default);
        harness.Registration = new Registration { Key = Homes.Key, Source = "plugs", Municipality = "LK", Family = Homes.Settings with { Sealed = PeopleSeal.Seal(Homes.People, Homes.Key.Id, key) } };
        harness._key = key;
        return harness;
    }

    /// <summary>The registration names these people from now on.</summary>
    public void Name(HouseholdPeople people) =>
        Registration = Registration! with { Family = Registration.Family! with { Sealed = PeopleSeal.Seal(people, Homes.Key.Id, _key) } };

    public HttpRequestMessage Request(HttpMethod method, string path, string? json = null, string caller = "admin") => new HttpRequestMessage(method, path)
    {
        Content = json is null ? null : new StringContent(json, System.Text.Encoding.UTF8, "application/json"),
    }.As(caller);

    public Task<Registration?> GetRegistrationAsync(string id, CancellationToken cancellation) =>
        Silent ? throw new TimeoutException() : Task.FromResult(Registration?.Key.Id == id ? Registration : null);

    public Task<FamilyLinkAnswer> OpenLinkAsync(int partition, string linkHash, int? takenBy, CancellationToken cancellation)
    {
        if (Silent)
        {
            throw new TimeoutException();
        }

        if (partition != 3 || linkHash != LinkToken.HashOf(_key, "letter-1", 3) || Case is null || Registration is not { Retired: false, Family: { } family })
        {
            return Task.FromResult(new FamilyLinkAnswer(null, null, 0, Expired: false));
        }

        Acknowledgements += takenBy is null ? 0 : 1;
        Case = takenBy is { } reader && Case.Climbs ? Case with { AcknowledgedBy = FamilyBook.Reader(reader), AcknowledgedAt = Clock.GetUtcNow() } : Case;
        return Task.FromResult(new FamilyLinkAnswer(Case, Homes.Facts with { Settings = family, AwayUntil = AwayUntil ?? Registration.Household?.AwayUntil(Homes.Now) }, 0, Expired: false) { LetterId = "letter-1" });
    }

    public Task<IReadOnlyList<LostLetter>> GetLostLettersAsync(CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<LostLetter>>([new LostLetter(Homes.Mail(FamilyLetterKind.Alarm, 1).Letter, "the mail server says that the address does not exist", Homes.Now)]);

    public Task<string?> WriteAsync(Registration registration, CancellationToken cancellation)
    {
        Registration = registration;
        return Task.FromResult<string?>(null);
    }

    /// <summary>Nothing can be recorded any more.</summary>
    public bool AuditFull { get; set; }

    public void Write(AuditEntry entry)
    {
        if (AuditFull)
        {
            throw new AuditException("full", new IOException("no space"));
        }

        if (entry.Things.Count > 0)
        {
            Audit.Add($"{entry.What} {entry.Things[0]} {entry.Detail}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }
}
