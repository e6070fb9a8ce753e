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
/// further mail; the pages are used in a real browser, by keyboard. Only ports, the way to the built programs and the municipality's wait are put in.
/// </summary>
public sealed partial class ReadmeWalkTests : IAsyncLifetime
{
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
    public async Task Whoever_follows_the_readme_registers_gets_the_mail_takes_care_declares_an_absence_and_hears_no_more()
    {
        Installed.Require("/usr/bin/curl", "curl");
        Assert.Equal(3, _commands.Length);
        await using Browser browser = await Browser.StartAsync();
        BrowserPage page = await browser.OpenAsync(390, 1250);
        NodeProcess node = _node = await StartAsync(_commands[0]);
        await RegisterAsync(_commands[1], node);
        string kafka = Regex.Match(node.Output, @"^Kafka: .* (127\.0\.0\.1:[0-9]+):", RegexOptions.Multiline).Groups[1].Value;
        using LoadGenProcess set = LoadGenProcess.Start(Words(_commands[2].Replace("127.0.0.1:9092", kafka, StringComparison.Ordinal)));

        await Eventually.TrueAsync("the mail has arrived", () => _mail.Mails.Count > 0, TimeSpan.FromSeconds(60), () => node.Output + node.Errors);
        long mailed = TimeProvider.System.GetTimestamp();
        MimeMessage mail = MimeMessage.Load(new MemoryStream(Encoding.UTF8.GetBytes(_mail.Mails[0].Raw)));
        Assert.Equal(("you@example.org", "[Watch-over] Hanako Yamada: the TV has not been used"), (_mail.Mails[0].To, mail.Subject));
        Uri link = new(Link().Match(mail.TextBody!).Value);
        await page.GoAsync(link);
        await page.PictureAsync("walk");
        Assert.Equal("raised", await StateAsync(node)); // Looking has changed nothing.

        await PushAsync(page, "I will check", "Thank you.");
        await Eventually.TrueAsync("the alert is taken care of", async () => await StateAsync(node) == "acknowledged", TimeSpan.FromSeconds(30));
        await page.GoAsync(node.Http.BaseAddress!);
        await page.UntilAsync("the alert stands on the city's page", "document.querySelector('.alerts h3')?.textContent.includes('h-0042')");

        await page.GoAsync(link);
        await page.TabToAsync("until when nobody is at home", "at.id === 'days'");
        await page.PressAsync("ArrowDown");
        await page.PressAsync("ArrowDown");
        Assert.Equal("3", await page.ReadAsync("document.getElementById('days').value"));
        await PushAsync(page, "Register as away", "Registered as away until");
        await Eventually.TrueAsync("the alert is held back", async () => await StateAsync(node) == "suppressed", TimeSpan.FromSeconds(30));
        Assert.Empty(page.Complaints);
        await Eventually.TrueAsync("the municipality's wait is over", () => TimeProvider.System.GetElapsedTime(mailed) > TimeSpan.FromSeconds(21), TimeSpan.FromSeconds(40));
        Assert.Single(_mail.Mails);
        set.Interrupt();
        Assert.Equal(130, (await set.EndAsync()).Code);
    }

    private async Task<NodeProcess> StartAsync(string command)
    {
        string port = ServerProcess.FreePort().ToString(CultureInfo.InvariantCulture);
        string mail = _mail.Port.ToString(CultureInfo.InvariantCulture);
        string[] words = Words(command.Replace("localhost:8080", $"localhost:{port}", StringComparison.Ordinal)
            .Replace("--Mail:Host localhost --Mail:Port 25", $"--Mail:Host 127.0.0.1 --Mail:Port {mail}", StringComparison.Ordinal));
        NodeProcess node = NodeProcess.Start(_folder, [.. words, "--port", port, "--Mail:Operators", "duty@city.example"]);
        await node.ServingAsync();
        return node;
    }

    private static async Task RegisterAsync(string command, NodeProcess node)
    {
        string quick = command.Replace("\"municipality_wait_minutes\": 10", "\"municipality_wait_minutes\": 0.3", StringComparison.Ordinal)
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

    private static async Task<string> StateAsync(NodeProcess node)
    {
        JsonArray alerts = (await node.Http.GetFromJsonAsync<JsonArray>("/api/v1/alerts"))!;
        return (string?)alerts.FirstOrDefault(alert => (string?)alert!["rule"] == Rules.NoViewing)?["state"] ?? "none";
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
