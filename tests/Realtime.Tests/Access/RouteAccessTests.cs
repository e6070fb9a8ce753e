using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Realtime.Actors.City;
using Realtime.Cluster.Access;
using Realtime.Domain;
using Realtime.Tests.Host;

namespace Realtime.Tests.Access;

/// <summary>Every address against every role; and no address without a policy and a row. What only reads shares one node.</summary>
public sealed class RouteAccessTests(RouteAccessTests.ReadOnlyWeb reading) : IClassFixture<RouteAccessTests.ReadOnlyWeb>
{
    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, RouteTable.Rows.Count)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public async Task An_address_answers_each_role_as_the_table_says(int number)
    {
        Row row = RouteTable.Rows[number];
        await using ReadOnlyWeb? own = row.Method == HttpMethod.Get ? null : new ReadOnlyWeb();
        (WebHarness web, Func<string, string> fill) = await (own ?? reading).StartedAsync();
        string path = fill(row.Path);
        List<string> answers = [];
        foreach (string name in Callers.All)
        {
            using HttpRequestMessage request = new HttpRequestMessage(row.Method, path).As(name);
            if (row.Method != HttpMethod.Get)
            {
                request.Content = new StringContent(row.Body, Encoding.UTF8, "application/json");
                request.Headers.Add("Idempotency-Key", "of " + name);
            }

            using HttpResponseMessage answer = await web.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            answers.Add($"{name} {(int)answer.StatusCode}");
            if (answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
            {
                Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
            }
        }

        Assert.Equal(Callers.All.Zip(row.Expected, (name, status) => $"{name} {status}"), answers);
    }

    [Fact]
    public async Task Every_endpoint_has_a_policy_and_a_row()
    {
        await using WebHarness web = await WebHarness.StartAsync(Callers.Settings);
        string[] mapped = [.. web.Endpoints.Cast<RouteEndpoint>().SelectMany(NamesOf).Distinct().Order(StringComparer.Ordinal)];

        Assert.Equal(RouteTable.Rows.Select(row => $"{row.Route} {row.Policy}").Distinct().Order(StringComparer.Ordinal), mapped);
    }

    [Fact]
    public async Task An_address_without_a_policy_is_closed_to_everybody()
    {
        await using WebHarness web = await WebHarness.StartAsync(routes => routes.MapGet("/forgotten", () => "open"), Callers.Settings);

        foreach (string name in Callers.All)
        {
            using HttpResponseMessage answer = await web.GetAsync("/forgotten", name);
            Assert.Equal(name == "nobody" ? HttpStatusCode.Unauthorized : HttpStatusCode.Forbidden, answer.StatusCode);
        }
    }

    private static IEnumerable<string> NamesOf(RouteEndpoint endpoint)
    {
        string policy = endpoint.Metadata.GetMetadata<AccessRule>()?.Policy ?? "no policy";
        string pattern = "/" + endpoint.RoutePattern.RawText!.TrimStart('/');
        IReadOnlyList<string> methods = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["*"];
        return methods.Select(method => $"{method} {pattern} {policy}");
    }

    /// <summary>Puts the things of the table into the city.</summary>
    /// <returns>Puts their ids into a path.</returns>
    private static Func<string, string> Fill(TestCity city)
    {
        AlertView river = city.AddAlert(city.AddThing(ThingKind.Sensor, "r1", "River"), 3, "water rises");
        AlertView home = city.AddAlert(city.AddThing(ThingKind.Household, "h1", "A-203"), 1, "no viewing", Rules.NoViewing);
        AlertView blind = city.AddAlert(city.AddThing(ThingKind.Sensor, "r2", "Lost"), 2, "not seen", state: AlertState.Unobservable);
        city.AddThing(ThingKind.Household, "h2", "A-204");
        city.AddThing(ThingKind.Shelter, "s1", "School");
        foreach (ThingKey key in new ThingKey[] { new(ThingKind.Shelter, "s1"), new(ThingKind.Household, "h1"), new(ThingKind.Household, "h2") })
        {
            city.Registrations[key] = new Registration { Key = key, Municipality = "LK" };
        }

        CityMessage message = new(CityMessage.IdOf("before"), "stay away", new MessageScope(Municipality: "LK"), false, "duty");
        city.Messages.Add(message);
        return path => path.Replace("{river}", river.AlertId, StringComparison.Ordinal).Replace("{home}", home.AlertId, StringComparison.Ordinal)
            .Replace("{blind}", blind.AlertId, StringComparison.Ordinal).Replace("{message}", message.Id, StringComparison.Ordinal);
    }

    /// <summary>A node with the things of the table, started by the first who asks.</summary>
    public sealed class ReadOnlyWeb : IAsyncDisposable, IAsyncLifetime
    {
        private readonly Lazy<Task<(WebHarness Web, Func<string, string> Fill)>> _started = new(async () =>
        {
            WebHarness web = await WebHarness.StartAsync(Callers.Settings);
            return (web, RouteAccessTests.Fill(web.City));
        });

        internal Task<(WebHarness Web, Func<string, string> Fill)> StartedAsync() => _started.Value;

        public Task InitializeAsync() => Task.CompletedTask;

        async Task IAsyncLifetime.DisposeAsync() => await DisposeAsync();

        public async ValueTask DisposeAsync()
        {
            if (_started.IsValueCreated)
            {
                await (await _started.Value).Web.DisposeAsync();
            }
        }
    }
}
