using System.Text.Json;
using Realtime.Cluster.Family;
using Realtime.Domain;

namespace Realtime.Tests.Family;

/// <summary>What a municipality may register, and why something is refused.</summary>
public sealed class HouseholdCheckTests
{
    public const string Full = """
        {"municipality": "LK", "area": "中島地区", "source": "plugs", "no_viewing_hours": 24, "day_start": "09:00:00", "device_silent_minutes": 15,
         "resident": "山田 花子", "consent": {"by": "山田 花子", "at": "2026-10-01", "for": "テレビの利用の見守り"},
         "contacts": [{"name": "山田 太郎", "mail": "taro@family.example", "wait_minutes": 30}, {"name": "Kate", "webhook": "https://hooks.example/in", "language": "en", "wait_minutes": 120}],
         "municipality_wait_minutes": 240, "ask_resident": true, "quiet_from": "22:00:00", "quiet_until": "07:00:00", "unseen_hours": 3, "daily_at": "18:00:00"}
        """;

    private static readonly HouseholdCheck Check = new(new HashSet<string> { "mail", "webhook" }, new WebhookGuard([]));

    [Fact]
    public void A_registration_is_parted_into_what_names_people_and_what_does_not_and_reads_back_the_same()
    {
        HouseholdRequest request = Parse(Full);
        (Registration? registration, HouseholdPeople? people, string fault) = Check.Read("h-0042", request);

        Assert.Equal("", fault);
        string clear = JsonSerializer.Serialize(registration);
        Assert.All(["山田", "taro", "Kate", "hooks"], name => Assert.DoesNotContain(name, JsonEncoded(clear), StringComparison.Ordinal));
        Assert.Equal([TimeSpan.FromMinutes(30), TimeSpan.FromHours(2)], registration!.Family!.ContactWaits);
        Assert.Equal(new TimeOnly(9, 0), registration.Household!.DayStart);
        Assert.Equal(["mail", "webhook"], people!.Contacts.Select(contact => contact.Way));
        Assert.Equivalent(request with { ViewingPowerW = 20, Language = "ja", UtcOffsetMin = 540, Contacts = [request.Contacts![0] with { Language = "ja" }, request.Contacts[1]] }, HouseholdView.Of(registration, people));
        Assert.Null(HouseholdView.Of(registration, null).Resident);
    }

    [Theory]
    [InlineData("\"by\": \"山田 花子\", ", "", "consent is required")]
    [InlineData("\"source\": \"plugs\", ", "", "source is required")]
    [InlineData("\"no_viewing_hours\": 24, \"day_start\": \"09:00:00\", ", "", "no_viewing_hours or day_start")]
    [InlineData("\"no_viewing_hours\": 24", "\"no_viewing_hours\": 1000", "half a minute to 168 hours")]
    [InlineData("\"mail\": \"taro@family.example\"", "\"mail\": \"taro\"", "an address such as")]
    [InlineData("\"mail\": \"taro@family.example\"", "\"line\": \"U123\"", "by LINE")]
    [InlineData("\"mail\": \"taro@family.example\", ", "", "exactly one of mail, webhook and line")]
    [InlineData("https://hooks", "http://hooks", "https address")]
    [InlineData("https://hooks.example/in", "https://127.0.0.1/in", "outside this network")]
    [InlineData("https://hooks.example/in", "https://metadata.internal/in", "outside this network")]
    [InlineData("\"quiet_from\": \"22:00:00\", ", "", "belong together")]
    [InlineData("\"wait_minutes\": 120", "\"wait_minutes\": -1", "wait_minutes")]
    [InlineData("\"language\": \"en\"", "\"language\": \"fr\"", "ja or en")]
    [InlineData("\"resident\": \"山田 花子\", ", "", "resident is required")]
    public void What_is_wrong_is_said_in_one_sentence(string from, string to, string sentence)
    {
        Assert.Contains(from, Full, StringComparison.Ordinal);

        (Registration? registration, _, string fault) = Check.Read("h-0042", Parse(Full.Replace(from, to, StringComparison.Ordinal)));

        Assert.Null(registration);
        Assert.Contains(sentence, fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("山田-花子")]
    [InlineData("H-42")]
    [InlineData("ab")]
    public void An_id_is_a_pseudonym(string id) => Assert.Contains("says nothing of the people", Check.Read(id, Parse(Full)).Fault, StringComparison.Ordinal);

    [Fact]
    public void A_field_nobody_knows_is_refused() =>
        Assert.Throws<JsonException>(() => Parse(Full.Replace("\"consent\"", "\"konsent\"", StringComparison.Ordinal)));

    private static HouseholdRequest Parse(string json) => JsonSerializer.Deserialize<HouseholdRequest>(json, HouseholdRequest.Json)!;

    /// <summary>Undoes the escapes, so that a name cannot hide in them.</summary>
    private static string JsonEncoded(string json) => System.Text.RegularExpressions.Regex.Unescape(json);
}
