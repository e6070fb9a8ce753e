using System.Net;
using System.Text.Json;
using Realtime.Actors.City;
using Realtime.Domain;

namespace Realtime.Tests.Host;

public class CityApiTests
{
    [Fact]
    public async Task The_city_is_written_with_things_as_addresses_and_states_as_words()
    {
        await using WebHarness web = await WebHarness.StartAsync();
        web.City.AddThing(ThingKind.Sensor, "lk-hanwella", "Hanwella", level: 4, status: "level 4", detail: "10.95 m");
        web.City.Channels.Add(new ChannelStatus("srilanka", TestCity.Start, TestCity.Start, "open", "21 stations", 7));

        using JsonDocument answer = JsonDocument.Parse(await web.Client.GetStringAsync("/api/v1/city"));

        JsonElement thing = answer.RootElement.GetProperty("things")[0];
        Assert.Equal("sensor/lk-hanwella", thing.GetProperty("key").GetString());
        Assert.Equal("level 4", thing.GetProperty("status").GetString());
        Assert.Equal("sensor", answer.RootElement.GetProperty("counts")[0].GetProperty("kind").GetString());
        Assert.Equal(7, answer.RootElement.GetProperty("channels")[0].GetProperty("durableSourcePosition").GetInt64());
        Assert.Equal(8, answer.RootElement.GetProperty("partitions").GetInt32());
    }

    [Fact]
    public async Task The_query_reaches_the_owners()
    {
        await using WebHarness web = await WebHarness.StartAsync();

        await web.Client.GetStringAsync("/api/v1/city?kind=shelter&municipality=17202&levelMin=2&text=%E5%85%AC%E6%B0%91%E9%A4%A8&take=7");

        Assert.Equal(new CityQuery(ThingKind.Shelter, "17202", 2, "公民館", 7), web.City.LastQuery);
    }

    [Theory]
    [InlineData("kind=house")]
    [InlineData("levelMin=6")]
    [InlineData("levelMin=-1")]
    [InlineData("take=5001")]
    [InlineData("take=many")]
    public async Task A_query_that_makes_no_sense_is_refused_with_a_sentence(string query)
    {
        await using WebHarness web = await WebHarness.StartAsync();

        using HttpResponseMessage answer = await web.Client.GetAsync("/api/v1/city?" + query);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains("must be", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_thing_is_found_by_kind_and_id_even_with_a_slash_in_the_id()
    {
        await using WebHarness web = await WebHarness.StartAsync();
        web.City.AddThing(ThingKind.Household, "tv/kitchen", "Kitchen");

        string answer = await web.Client.GetStringAsync("/api/v1/things/household/tv/kitchen");

        Assert.Contains("household/tv/kitchen", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/v1/things/sensor/nobody")]
    [InlineData("/api/v1/things/house/nobody")]
    [InlineData("/api/v1/alerts/00000000000000000000000000000000")]
    [InlineData("/api/v1/alerts/nonsense")]
    [InlineData("/nowhere")]
    public async Task What_nobody_knows_is_a_problem_404(string path)
    {
        await using WebHarness web = await WebHarness.StartAsync();

        using HttpResponseMessage answer = await web.Client.GetAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("/api/v1/city")]
    [InlineData("/api/v1/alerts")]
    [InlineData("/api/v1/things/sensor/x")]
    public async Task An_owner_that_does_not_answer_is_503_within_the_limit(string path)
    {
        await using WebHarness web = await WebHarness.StartAsync(("Http:AnswerSeconds", "0.2"));
        web.City.Silent = true;

        using HttpResponseMessage answer = await web.Client.GetAsync(path);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains("did not answer in time", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_foreign_host_name_is_not_served()
    {
        await using WebHarness web = await WebHarness.StartAsync();
        using HttpRequestMessage request = new(HttpMethod.Get, "/api/v1/city");
        request.Headers.Host = "attacker.example";

        using HttpResponseMessage answer = await web.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }
}
