using System.Net;
using System.Text.Json;
using Realtime.Domain;
using Realtime.Tests.Access;

namespace Realtime.Tests.Family;

/// <summary>Registering, reading, changing and erasing a household; each act and each look is recorded.</summary>
public sealed class HouseholdApiTests
{
    private static readonly JsonSerializerOptions _readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public async Task A_household_is_registered_read_recorded_and_erased()
    {
        await using FamilyHarness harness = await FamilyHarness.StartAsync();
        harness.Registration = null;

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(harness, HttpMethod.Put, "/api/v1/households/h-0099", HouseholdCheckTests.Full));
        Registration stored = harness.Registration!;
        Assert.Equal("", stored.Name);
        Assert.Empty(stored.Contacts);
        Assert.DoesNotContain("山田", JsonSerializer.Serialize(stored, _readable), StringComparison.Ordinal);

        using HttpResponseMessage read = await harness.Client.SendAsync(harness.Request(HttpMethod.Get, "/api/v1/households/h-0099"));
        string text = await read.Content.ReadAsStringAsync();
        Assert.Contains("\"resident\":\"山田 花子\"", text, StringComparison.Ordinal);
        Assert.Contains("\"wait_minutes\":30", text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(harness, HttpMethod.Put, "/api/v1/households/h-0099", text)); // What is read can be sent back.

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(harness, HttpMethod.Delete, "/api/v1/households/h-0099"));
        Assert.True(harness.Registration!.Retired);
        Assert.Null(harness.Registration.Family);
        harness.Registration = stored; // Somebody kept a copy.
        using HttpResponseMessage erased = await harness.Client.SendAsync(harness.Request(HttpMethod.Get, "/api/v1/households/h-0099"));
        Assert.DoesNotContain("山田", await erased.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(["act", "read", "act", "act", "read"], harness.Audit.Select(line => line.Split(' ')[0]));
        Assert.All(harness.Audit, line => Assert.DoesNotContain("山田", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_operator_declares_an_absence_with_an_end_and_takes_it_back_and_a_new_registration_keeps_it()
    {
        await using FamilyHarness harness = await FamilyHarness.StartAsync();
        const string home = "/api/v1/households/h-0042";

        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(harness, HttpMethod.Post, $"{home}/absences", "{}"));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(harness, HttpMethod.Post, $"{home}/absences", """{"from": "2099-01-02T00:00:00+09:00", "until": "2099-01-01T00:00:00+09:00"}"""));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(harness, HttpMethod.Post, $"{home}/absences", """{"until": "2099-01-01T00:00:00+09:00"}"""));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(harness, HttpMethod.Put, home, HouseholdCheckTests.Full));
        Assert.Equal("operator", Assert.Single(harness.Registration!.Household!.Absences).By);

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(harness, HttpMethod.Delete, $"{home}/absences"));
        Assert.Empty(harness.Registration.Household!.Absences);
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(harness, HttpMethod.Delete, "/api/v1/households/h-none/absences"));
    }

    [Theory]
    [InlineData("PUT", "/api/v1/households/h-0042", "admin platform")]
    [InlineData("GET", "/api/v1/households/h-0042", "admin platform")]
    [InlineData("DELETE", "/api/v1/households/h-0042", "admin platform")]
    [InlineData("POST", "/api/v1/households/h-0042/absences", "operator admin platform")]
    [InlineData("DELETE", "/api/v1/households/h-0042/absences", "operator admin platform")]
    [InlineData("GET", "/api/v1/undeliverable", "admin platform stranger")]
    public async Task Every_role_that_may_not_gets_nothing_and_changes_nothing(string method, string path, string allowed)
    {
        await using FamilyHarness harness = await FamilyHarness.StartAsync();
        Registration before = harness.Registration!;
        string body = path.EndsWith("absences", StringComparison.Ordinal) ? """{"until": "2099-01-01T00:00:00+09:00"}""" : HouseholdCheckTests.Full;
        foreach (string caller in Callers.All.Except(allowed.Split(' ')))
        {
            using HttpResponseMessage answer = await harness.Client.SendAsync(harness.Request(new HttpMethod(method), path, body, caller));
            Assert.Contains(answer.StatusCode, new[] { HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden, HttpStatusCode.NotFound });
        }

        Assert.Empty(harness.Audit);
        Assert.Same(before, harness.Registration);
        foreach (string caller in allowed.Split(' '))
        {
            harness.Registration = before;
            using HttpResponseMessage answer = await harness.Client.SendAsync(harness.Request(new HttpMethod(method), path, body, caller));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    [Fact]
    public async Task An_administrator_of_another_municipality_sees_no_letter_and_cannot_take_a_household_over()
    {
        await using FamilyHarness harness = await FamilyHarness.StartAsync();

        using HttpResponseMessage letters = await harness.Client.SendAsync(harness.Request(HttpMethod.Get, "/api/v1/undeliverable", null, "stranger"));
        using HttpResponseMessage taken = await harness.Client.SendAsync(
            harness.Request(HttpMethod.Put, "/api/v1/households/h-0042", HouseholdCheckTests.Full.Replace("\"LK\"", "\"XX\"", StringComparison.Ordinal), "stranger"));

        Assert.Equal("[]", await letters.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.Forbidden, taken.StatusCode);
        Assert.Equal("LK", harness.Registration!.Municipality);
    }

    [Fact]
    public async Task What_the_registry_only_retired_stays_its_owners_until_it_is_erased_and_the_pseudonym_is_never_given_again()
    {
        await using FamilyHarness harness = await FamilyHarness.StartAsync();
        Registration stored = harness.Registration!;
        harness.Registration = new Registration { Key = stored.Key, Retired = true }; // A record of the topic names no owner.
        string others = HouseholdCheckTests.Full.Replace("\"LK\"", "\"XX\"", StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(harness, HttpMethod.Put, "/api/v1/households/h-0042", others, "stranger"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(harness, HttpMethod.Delete, "/api/v1/households/h-0042", null, "stranger"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(harness, HttpMethod.Delete, "/api/v1/households/h-0042"));
        harness.Registration = stored; // Somebody kept a copy, and sends it to the topic again.
        using HttpResponseMessage erased = await harness.Client.SendAsync(harness.Request(HttpMethod.Get, "/api/v1/households/h-0042"));
        Assert.DoesNotContain("山田", await erased.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        harness.Registration = null;
        Assert.Equal(HttpStatusCode.Conflict, await StatusAsync(harness, HttpMethod.Put, "/api/v1/households/h-0042", others, "stranger"));
        Assert.Equal(HttpStatusCode.Conflict, await StatusAsync(harness, HttpMethod.Put, "/api/v1/households/h-0042", HouseholdCheckTests.Full));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(harness, HttpMethod.Delete, "/api/v1/households/h-0042"));
        Assert.Null(harness.Registration);
    }

    [Fact]
    public async Task Letters_that_reached_nobody_are_listed_without_a_name()
    {
        await using FamilyHarness harness = await FamilyHarness.StartAsync();

        using HttpResponseMessage answer = await harness.Client.SendAsync(harness.Request(HttpMethod.Get, "/api/v1/undeliverable"));

        string text = await answer.Content.ReadAsStringAsync();
        Assert.Contains("\"household\":\"household/h-0042\",\"reader\":\"contact 2\"", text, StringComparison.Ordinal);
        Assert.Contains("the address does not exist", text, StringComparison.Ordinal);
        Assert.Equal("read household household/h-0042 GET /api/v1/undeliverable: undeliverable letters", Assert.Single(harness.Audit));
    }

    private static async Task<HttpStatusCode> StatusAsync(FamilyHarness harness, HttpMethod method, string path, string? json = null, string caller = "admin")
    {
        using HttpResponseMessage answer = await harness.Client.SendAsync(harness.Request(method, path, json, caller));
        return answer.StatusCode;
    }
}
