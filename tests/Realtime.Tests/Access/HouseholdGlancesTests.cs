using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Realtime.Cluster.Access;
using Realtime.Cluster.Audit;
using Realtime.Domain;
using Realtime.Tests.Host;

namespace Realtime.Tests.Access;

/// <summary>When a page that renews itself leaves a line about a household, and when the last line still stands for it.</summary>
public sealed class HouseholdGlancesTests
{
    private static readonly ThingKey _home = new(ThingKind.Household, "h1");
    private static readonly ThingKey _other = new(ThingKind.Household, "h2");
    private readonly FakeTimeProvider _clock = new(TestCity.Start);
    private readonly TestAudit _audit = new();
    private readonly HouseholdGlances _glances;

    public HouseholdGlancesTests() => _glances = new HouseholdGlances(_audit, _clock);

    [Fact]
    public void A_line_stands_for_a_quarter_of_an_hour_and_not_longer()
    {
        Look([_home]);
        _clock.Advance(TimeSpan.FromMinutes(15) - TimeSpan.FromTicks(1));
        Look([_home]);
        Assert.Single(_audit.Entries);
        _clock.Advance(TimeSpan.FromTicks(1));
        Look([_home]);
        Assert.Equal(2, _audit.Entries.Count);
    }

    [Fact]
    public void The_first_look_at_each_household_by_each_caller_from_each_address_on_each_page_has_a_line()
    {
        Look([_home]);
        Look([_home, _other]);
        Look([_home], caller: "another");
        Look([_home], address: "10.0.0.8");
        foreach (GlancedPage page in Enum.GetValues<GlancedPage>().Except([GlancedPage.City]))
        {
            Look([_home], page);
            Look([_home], page);
        }

        Assert.Equal(["household/h1", "household/h2", "household/h1", "household/h1", "household/h1", "household/h1", "household/h1"], _audit.Entries.Select(entry => string.Join(' ', entry.Things)));
    }

    [Fact]
    public void What_could_not_be_recorded_is_not_taken_for_recorded()
    {
        _audit.Full = true;
        Assert.Throws<AuditException>(() => Look([_home]));
        _audit.Full = false;
        Look([_home]);
        Assert.Single(_audit.Entries);
    }

    private void Look(ThingKey[] things, GlancedPage page = GlancedPage.City, string caller = "duty", string address = "10.0.0.7") => _glances.Record(
        new DefaultHttpContext
        {
            User = new Caller(caller, Role.Operator, "key").Principal(),
            Connection = { RemoteIpAddress = IPAddress.Parse(address) },
            RequestServices = new ServiceCollection().AddSingleton<TimeProvider>(_clock).BuildServiceProvider(),
        },
        page,
        [.. things, new ThingKey(ThingKind.Sensor, "r1")]);
}
