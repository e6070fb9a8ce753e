using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MimeKit;
using Realtime.Chaos.Mail;
using Realtime.Chaos.Processes;
using Realtime.Domain;
using Realtime.Integration.Tests.Dashboards;
using Realtime.Integration.Tests.LoadGen;
using Realtime.Integration.Tests.Pages;
using Realtime.Integration.Tests.Servers;
using Realtime.Tests.Support;

namespace Realtime.Integration.Tests.Family;

/// <summary>
/// The walk of README.md, "Watch over a household", by its own commands: from the registration to the mail, the page, the absence, and no
/// further mail; the pages are used in a real browser, by keyboard. Two more households are registered and fall silent by the same commands:
/// for one only the button is pressed, for the other nobody does anything, and it shows when the municipality would have been written to.
/// Ports, the way to the built programs, the municipality's wait and how often it is looked at are put in.
/// </summary>
public sealed partial class ReadmeWalkTests : IAsyncLifetime
{
    /// <summary>The household of the README.</summary>
    private const string Away = "h-0042";

    private const string Checked = "h-0043";
    private const string Left = "h-0044";
    private const string You = "you@example.org";
    private const string Resident = "Hanako Yamada";
    private readonly string _folder = Directory.CreateTempSubdirectory("realtime-walk-").FullName;
    private readonly SmtpStub _mail = new();
    private readonly string[] _commands = [.. Code().Matches(Section()).Select(match => match.Groups[1].Value.Trim())];

    private NodeProcess? _node;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await (_node?.DisposeAsync() ?? ValueTask.CompletedTask);
        _mail.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [SkippableFact]
    public async Task Whoever_follows_the_readme_registers_gets_the_mail_declares_an_absence_or_takes_care_and_hears_no_more()
    {
        Installed.Require("/usr/bin/curl", "curl");
        Assert.Equal(3, _commands.Length);
        await using Browser browser = await Browser.StartAsync();
        BrowserPage page = await browser.OpenAsync(390, 1250);
        NodeProcess node = _node = await StartAsync(_commands[0]);
        foreach (string home in new[] { Away, Checked, Left })
        {
            await RegisterAsync(Of(home, _commands[1]), node);
        }

        using LoadGenProcess set = FallSilent(Away, node);
        using LoadGenProcess second = FallSilent(Checked, node);
        Uri away = await LinkAsync(Away, node);
        Uri check = await LinkAsync(Checked, node);
        using LoadGenProcess third = FallSilent(Left, node); // Last, so that its wait ends after those of the others.

        await DeclareAsync(page, away, node);
        await CheckAsync(page, check, node);
        Assert.Empty(page.Complaints);
        await Eventually.TrueAsync("the municipality's wait is over", () => Subjects().Contains(Unanswered(Left)), TimeSpan.FromSeconds(60), () => node.Output + node.Errors);
        Assert.Equal(new[] { Silent(Away), Silent(Checked), Silent(Left), Unanswered(Left) }.Order(StringComparer.Ordinal), Subjects().Order(StringComparer.Ordinal));
        set.Interrupt();
        Assert.Equal(130, (await set.EndAsync()).Code);
    }

    /// <summary>No button is pressed: the absence alone has to hold everything back.</summary>
    private static async Task DeclareAsync(BrowserPage page, Uri link, NodeProcess node)
    {
        await page.GoAsync(link);
        await page.PictureAsync("walk");
        Assert.Equal("raised", await StateAsync(Away, node)); // Looking has changed nothing.
        await page.TabToAsync("until when nobody is at home", "at.id === 'days'");
        await page.PressAsync("ArrowDown");
        await page.PressAsync("ArrowDown");
        Assert.Equal("3", await page.ReadAsync("document.getElementById('days').value"));
        await PushAsync(page, "Register as away", "Registered as away until");
        await Eventually.TrueAsync("the alert is held back", async () => await StateAsync(Away, node) == "suppressed", TimeSpan.FromSeconds(30));
    }

    private static async Task CheckAsync(BrowserPage page, Uri link, NodeProcess node)
    {
        await page.GoAsync(link);
        await PushAsync(page, "I will check", "Thank you.");
        await Eventually.TrueAsync("the alert is taken care of", async () => await StateAsync(Checked, node) == "acknowledged", TimeSpan.FromSeconds(30));
        await page.GoAsync(node.Http.BaseAddress!);
        await page.UntilAsync("the alert stands on the city's page", $"[...document.querySelectorAll('.alerts h3')].some(at => at.textContent.includes('{Checked}'))");
    }

    private async Task<NodeProcess> StartAsync(string command)
    {
        string port = FreePorts.Next().ToString(CultureInfo.InvariantCulture);
        string mail = _mail.Port.ToString(CultureInfo.InvariantCulture);
        string[] words = Words(command.Replace("localhost:8080", $"localhost:{port}", StringComparison.Ordinal)
            .Replace("--Mail:Host localhost --Mail:Port 25", $"--Mail:Host 127.0.0.1 --Mail:Port {mail}", StringComparison.Ordinal));
        NodeProcess node = NodeProcess.Start(_folder, [.. words, "--port", port, "--Family:TickSeconds", "0.2"]);
        await node.ServingAsync();
        return node;
    }

    private static async Task RegisterAsync(string command, NodeProcess node)
    {
        string quick = command.Replace("\"municipality_wait_minutes\": 10", "\"municipality_wait_minutes\": 0.35", StringComparison.Ordinal)
            .Replace("http://localhost:8080/", node.Http.BaseAddress!.ToString(), StringComparison.Ordinal);
        Assert.NotEqual(command, quick);
        string answer = "";
        await Eventually.TrueAsync(
            "the household is registered",
            async () =>
            {
                using Process shell = Process.Start(new ProcessStartInfo("bash", ["-c", quick]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
                answer = await shell.StandardOutput.ReadToEndAsync() + await shell.StandardError.ReadToEndAsync();
                await shell.WaitForExitAsync();
                return answer.Contains("\"inForce\":true", StringComparison.Ordinal);
            },
            TimeSpan.FromSeconds(60),
            () => answer);
    }

    /// <summary>The README's command for another household: its id also stands for its channel, so that no set speaks for another one's.</summary>
    private static string Of(string home, string command) => home == Away ? command : command.Replace(Away, home, StringComparison.Ordinal)
        .Replace("\"plugs\"", $"\"{home}\"", StringComparison.Ordinal).Replace(Resident, Name(home), StringComparison.Ordinal);

    private static string Name(string home) => home == Away ? Resident : $"Resident of {home}";

    private static string Silent(string home) => $"[Watch-over] {Name(home)}: the TV has not been used";

    private static string Unanswered(string home) => $"【見守り】世帯 {home}:ご家族からの返事がありません";

    private LoadGenProcess FallSilent(string home, NodeProcess node)
    {
        string kafka = Regex.Match(node.Output, @"^Kafka: .* (127\.0\.0\.1:[0-9]+):", RegexOptions.Multiline).Groups[1].Value;
        string[] words = Words(Of(home, _commands[2]).Replace("127.0.0.1:9092", kafka, StringComparison.Ordinal));
        return LoadGenProcess.Start(home == Away ? words : [.. words, "--source", home]);
    }

    /// <summary>Subjects of all mails so far; contact and municipality have one address, as in the README.</summary>
    private IReadOnlyList<string> Subjects()
    {
        ReceivedMail[] mails = [.. _mail.Mails];
        Assert.All(mails, mail => Assert.Equal(You, mail.To));
        return [.. mails.Select(mail => Read(mail).Subject!)];
    }

    /// <summary>The address in the mail about a household, as soon as it has arrived.</summary>
    private async Task<Uri> LinkAsync(string home, NodeProcess node)
    {
        await Eventually.TrueAsync($"the mail about {home} has arrived", () => Subjects().Contains(Silent(home)), TimeSpan.FromSeconds(60), () => node.Output + node.Errors);
        return new Uri(Link().Match(_mail.Mails.Select(Read).First(mail => mail.Subject == Silent(home)).TextBody!).Value);
    }

    private static MimeMessage Read(ReceivedMail mail) => MimeMessage.Load(new MemoryStream(Encoding.UTF8.GetBytes(mail.Raw)));

    private static async Task<string> StateAsync(string home, NodeProcess node)
    {
        JsonArray alerts = (await node.Http.GetFromJsonAsync<JsonArray>("/api/v1/alerts"))!;
        return (string?)alerts.FirstOrDefault(alert => (string?)alert!["rule"] == Rules.NoViewing && (string?)alert["thing"] == $"household/{home}")?["state"] ?? "none";
    }

    /// <summary>Reaches a button by the keyboard and pushes it; the page that comes says what came of it.</summary>
    private static async Task PushAsync(BrowserPage page, string button, string said)
    {
        await page.TabToAsync(button, $"at.matches('button') && at.textContent.trim() === '{button}'");
        await page.PressAsync("Enter");
        await page.UntilAsync($"the page says: {said}", $"document.querySelector('.done')?.textContent.includes('{said}')");
    }

    /// <summary>What stands behind <c>--</c>: the options of the program.</summary>
    private static string[] Words(string command) => command[(command.IndexOf(" -- ", StringComparison.Ordinal) + 4)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static string Section()
    {
        string readme = File.ReadAllText(Path.Combine(BoardFile.Root, "README.md"));
        int begin = readme.IndexOf("## Watch over a household", StringComparison.Ordinal);
        return readme[begin..readme.IndexOf("\n## ", begin + 3, StringComparison.Ordinal)];
    }

    [GeneratedRegex("```bash\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex("http://localhost:[0-9]+/f/[A-Za-z0-9_-]{40}")]
    private static partial Regex Link();
}
