using System.Net;
using System.Text.Json;
using Realtime.Actors.City;
using Realtime.Domain;

namespace Realtime.Tests.Host;

public class AreaApiTests
{
    [Fact]
    public async Task Areas_are_listed_by_district_or_mesh_and_one_is_shown_with_things_and_alerts()
    {
        await using WebHarness web = await WebHarness.StartAsync();
        ThingView river = web.City.AddThing(ThingKind.Sensor, "aya-1", "綾川", level: 4, status: "level 4");
        web.City.Things[0] = river with { Area = "綾川町", Latitude = 34.346, Longitude = 134.046 };
        web.City.AddAlert(river, 4, "綾川: レベル4相当");

        using JsonDocument districts = JsonDocument.Parse(await web.Client.GetStringAsync("/api/v1/areas"));
        using JsonDocument cells = JsonDocument.Parse(await web.Client.GetStringAsync("/api/v1/areas?by=mesh2"));
        using JsonDocument area = JsonDocument.Parse(await web.Client.GetStringAsync("/api/v1/areas/mesh2/513440"));

        JsonElement district = districts.RootElement.GetProperty("areas")[0];
        Assert.Equal("LK 綾川町", district.GetProperty("code").GetString());
        Assert.Equal(4, district.GetProperty("level").GetInt32());
        Assert.Equal("513440", cells.RootElement.GetProperty("areas")[0].GetProperty("code").GetString());
        Assert.Equal("sensor/aya-1", area.RootElement.GetProperty("things")[0].GetProperty("key").GetString());
        Assert.Equal(1, area.RootElement.GetProperty("alerts").GetArrayLength());
        Assert.Contains("LK 綾川町", await web.Client.GetStringAsync("/"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/v1/areas?by=street", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/areas/street/x", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/areas/district/nowhere", HttpStatusCode.NotFound)]
    public async Task What_does_not_exist_is_said(string address, HttpStatusCode expected)
    {
        await using WebHarness web = await WebHarness.StartAsync();
        using HttpResponseMessage answer = await web.Client.GetAsync(address);
        Assert.Equal(expected, answer.StatusCode);
    }
}
