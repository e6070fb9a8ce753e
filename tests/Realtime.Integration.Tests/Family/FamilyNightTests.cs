using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using MimeKit;
using Realtime.Tests.Support;

namespace Realtime.Integration.Tests.Family;

/// <summary>
/// What docs/families.md promises, on a real node: a household is registered, falls silent, its people get mail, one of them opens the link,
/// takes care and hears no more, also over a kill, and an absence that is declared then is shown. At the end it leaves and nothing of its people
/// can be read. That an absence alone holds the letters back: <see cref="ReadmeWalkTests"/>.
/// </summary>
public sealed partial class FamilyNightTests
{
    private static readonly string[] _secrets = ["kyo@family.example", "gone@family.example", "花子", "京子", "\\u82B1"];

    [Fact]
    public async Task From_the_registration_to_the_mail_to_the_button_to_silence()
    {
        await using WatchedTown town = await WatchedTown.StartAsync();
        town.Mail.Unknown = new HashSet<string> { "gone@family.example" };
        await town.OfficeAsync(HttpMethod.Put, $"/api/v1/households/{WatchedTown.Home}", Registration());
        await FallSilentAsync(town);

        MimeMessage undeliverable = await town.MailAsync("duty@city.example", "連絡先1に届きません");
        MimeMessage mail = await town.MailAsync("kyo@family.example", "テレビの利用が確認できません");
        long mailed = TimeProvider.System.GetTimestamp();
        Assert.DoesNotContain("花子", undeliverable.Subject + undeliverable.TextBody, StringComparison.Ordinal);
        Assert.Contains("花子さんのお宅で、しばらくテレビが使われていません", mail.TextBody, StringComparison.Ordinal);
        Assert.Equal("auto-generated", mail.Headers["Auto-Submitted"]);
        string link = Link().Match(mail.TextBody!).Value;
        Assert.DoesNotContain(WatchedTown.Home, link, StringComparison.Ordinal);

        string page = await town.Browser.GetStringAsync(link);
        Assert.Contains("わたしが確認します", page, StringComparison.Ordinal);
        Assert.Null((string?)(await town.AlertAsync())["acknowledgedBy"]);
        await ShowAsync("page", link, 1250);
        await ShowMailAsync(mail);

        using HttpResponseMessage taken = await town.Browser.PostAsync($"{link}/check", null);
        Assert.Equal(HttpStatusCode.SeeOther, taken.StatusCode);
        await Eventually.TrueAsync("the alert shows who takes care", async () => (string?)(await town.AlertAsync())["acknowledgedBy"] == "contact 2", TimeSpan.FromSeconds(30));
        await town.Node.KillAsync();
        await town.StartNodeAsync();
        await Eventually.TrueAsync(
            "the page says who takes care, also after the kill", async () => (await (await town.Browser.GetAsync(link)).Content.ReadAsStringAsync()).Contains("ありがとうございます", StringComparison.Ordinal), TimeSpan.FromSeconds(60));
        await ShowAsync("page-thanks", link, 1250);

        using HttpResponseMessage away = await town.Browser.PostAsync($"{link}/away", new FormUrlEncodedContent([new("days", "3")]));
        Assert.Equal(HttpStatusCode.SeeOther, away.StatusCode);
        await Eventually.TrueAsync("the alert is held back", async () => (string?)(await town.AlertAsync())["state"] == "suppressed", TimeSpan.FromSeconds(30));
        Assert.Contains("留守として登録しました", await town.Browser.GetStringAsync(link), StringComparison.Ordinal);
        await ShowAsync("page-away", link, 800);
        await NoMoreMailAsync(town, mailed, 1);
    }

    [Fact]
    public async Task Names_and_addresses_are_in_no_stored_byte_and_who_leaves_is_forgotten()
    {
        await using WatchedTown town = await WatchedTown.StartAsync();
        town.Mail.Unknown = new HashSet<string> { "gone@family.example" };
        await town.OfficeAsync(HttpMethod.Put, $"/api/v1/households/{WatchedTown.Home}", Registration());
        await FallSilentAsync(town);
        string link = Link().Match((await town.MailAsync("kyo@family.example", "テレビの利用が確認できません")).TextBody!).Value;
        Assert.Equal("花子", (string?)(await town.OfficeAsync(HttpMethod.Get, $"/api/v1/households/{WatchedTown.Home}"))!["resident"]);

        foreach ((string file, byte[] bytes) in town.Stores)
        {
            Assert.All(_secrets, secret => Assert.True(bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret)) < 0, $"{secret} stands in {file}"));
            Assert.True(bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(link[^30..])) < 0, $"the token stands in {file}");
        }

        Assert.DoesNotContain(_secrets, secret => (town.Node.Output + town.Node.Errors).Contains(secret, StringComparison.Ordinal));
        await town.OfficeAsync(HttpMethod.Delete, $"/api/v1/households/{WatchedTown.Home}");
        await Eventually.TrueAsync("the link leads nowhere", async () => (await town.Browser.GetAsync(link)).StatusCode == HttpStatusCode.NotFound, TimeSpan.FromSeconds(30));
    }

    private static object Registration() => new
    {
        municipality = "17202",
        source = "plugs",
        no_viewing_hours = 0.01,
        resident = "花子",
        consent = new { by = "花子", at = "2026-10-01", @for = "テレビの利用の見守り" },
        contacts = new object[] { new { name = "前の住所", mail = "gone@family.example", wait_minutes = 0.02 }, new { name = "京子", mail = "kyo@family.example", wait_minutes = 60 } },
        municipality_wait_minutes = 1.25,
        ask_resident = true,
    };

    /// <summary>Watched two minutes ago, and not since: past the registered 36 seconds.</summary>
    private static async Task FallSilentAsync(WatchedTown town)
    {
        await town.RowAsync(TimeSpan.FromSeconds(120), viewing: true);
        for (int ago = 115; ago >= 0; ago -= 5)
        {
            await town.RowAsync(TimeSpan.FromSeconds(ago), viewing: false);
        }
    }

    /// <summary>Rows go on for longer than the municipality's wait, and nobody is written to.</summary>
    private static async Task NoMoreMailAsync(WatchedTown town, long begin, int family)
    {
        await Eventually.TrueAsync(
            "rows went on for longer than every wait of the ladder",
            async () =>
            {
                await town.RowAsync(TimeSpan.Zero, viewing: false);
                return TimeProvider.System.GetElapsedTime(begin) > TimeSpan.FromSeconds(85);
            },
            TimeSpan.FromSeconds(120));
        Assert.Equal(family, town.MailsOf("kyo@family.example").Count);
        Assert.DoesNotContain(town.MailsOf("duty@city.example"), mail => mail.Subject!.Contains("返事がありません", StringComparison.Ordinal));
    }

    private static Task ShowAsync(string name, string address, int height) => Pictures.Possible ? Pictures.TakeAsync(name, address, height) : Task.CompletedTask;

    private static async Task ShowMailAsync(MimeMessage mail)
    {
        string file = Path.Combine(Pictures.Folder, "mail.html");
        await File.WriteAllTextAsync(file, mail.HtmlBody);
        await ShowAsync("mail", $"file://{file}", 1500);
    }

    [GeneratedRegex("http://localhost:[0-9]+/f/[A-Za-z0-9_-]{40}")]
    private static partial Regex Link();
}
