using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Realtime.Tests.Support;

namespace Realtime.Integration.Tests.Host;

/// <summary>
/// A Postfix of its own on a loopback port with its own queue, delivering to files; mail to any other domain is taken and comes back. Postfix
/// wants root; what belongs to the machine's Postfix is not touched.
/// </summary>
internal sealed class Postfix : IAsyncDisposable
{
    private const string Program = "/usr/sbin/postfix";

    private readonly string _root;

    private Postfix(string root, int port)
    {
        _root = root;
        Port = port;
    }

    public int Port { get; }

    /// <summary>Why it cannot run here; null when it can.</summary>
    public static string? Missing =>
        !File.Exists(Program) ? "Postfix is not installed"
        : Environment.UserName != "root" ? "Postfix can only be started by root"
        : null;

    public static async Task<Postfix> StartAsync()
    {
        // The delivering processes are not root and have to get through.
        string root = Directory.CreateTempSubdirectory("realtime-postfix-").FullName;
        await RunAsync("chmod", "755", root);
        Postfix postfix = new(root, FreePorts.Next());
        await postfix.WriteAsync();
        await RunAsync("chown", "-R", "postfix", Path.Combine(root, "data"));
        await RunAsync("chown", "-R", "nobody", Path.Combine(root, "mail"));
        await postfix.CommandAsync("start");
        await Eventually.TrueAsync("Postfix answers on its port", postfix.AnswersAsync, TimeSpan.FromSeconds(20), () => postfix.Log);
        return postfix;
    }

    /// <summary>Messages delivered to a local part, as written to its maildir.</summary>
    public IReadOnlyList<string> MailOf(string localPart)
    {
        string box = Path.Combine(_root, "mail", localPart, "new");
        return Directory.Exists(box) ? [.. Directory.GetFiles(box).Order(StringComparer.Ordinal).Select(File.ReadAllText)] : [];
    }

    /// <summary>The maildir of a local part.</summary>
    public string BoxOf(string localPart) => Path.Combine(_root, "mail", localPart);

    public string Log => File.Exists(LogFile) ? File.ReadAllText(LogFile) : "no log";

    public async ValueTask DisposeAsync()
    {
        await CommandAsync("stop");
        Directory.Delete(_root, recursive: true);
    }

    public Task StopAsync() => CommandAsync("stop");

    public Task CommandAsync(string command) => RunAsync(Program, "-c", Path.Combine(_root, "etc"), command);

    private string LogFile => Path.Combine(_root, "log", "postfix.log");

    private async Task WriteAsync()
    {
        foreach (string directory in new[] { "etc", "queue", "data", "mail", "log" })
        {
            Directory.CreateDirectory(Path.Combine(_root, directory));
        }

        await File.WriteAllTextAsync(Path.Combine(_root, "etc", "main.cf"), $"""
            compatibility_level = 3.6
            queue_directory = {_root}/queue
            data_directory = {_root}/data
            command_directory = /usr/sbin
            daemon_directory = /usr/lib/postfix/sbin
            maillog_file_prefixes = {_root}/log
            maillog_file = {LogFile}
            mail_owner = postfix
            setgid_group = postdrop
            inet_interfaces = 127.0.0.1
            inet_protocols = ipv4
            myhostname = mail.city.example
            mydestination =
            mynetworks = 127.0.0.0/8
            virtual_mailbox_domains = city.example, family.example
            virtual_mailbox_base = {_root}/mail
            virtual_mailbox_maps = texthash:{_root}/etc/boxes
            virtual_uid_maps = static:65534
            virtual_gid_maps = static:65534
            smtpd_recipient_restrictions = check_recipient_access texthash:{_root}/etc/access, permit_mynetworks, reject
            smtpd_reject_unlisted_recipient = yes
            default_transport = nowhere

            """);
        await File.WriteAllTextAsync(Path.Combine(_root, "etc", "boxes"), "duty@city.example duty/\nhanako@family.example hanako/\ntaro@family.example taro/\nmimamori@city.example mimamori/\n");
        await File.WriteAllTextAsync(Path.Combine(_root, "etc", "access"), "busy@city.example 451 4.7.1 come back later\n");
        await File.WriteAllTextAsync(Path.Combine(_root, "etc", "master.cf"), string.Create(CultureInfo.InvariantCulture, $"""
            127.0.0.1:{Port} inet n - n - - smtpd
            postlog unix-dgram n - n - 1 postlogd
            pickup unix n - n 60 1 pickup
            cleanup unix n - n - 0 cleanup
            qmgr unix n - n 300 1 qmgr
            rewrite unix - - n - - trivial-rewrite
            bounce unix - - n - 0 bounce
            defer unix - - n - 0 bounce
            trace unix - - n - 0 bounce
            anvil unix - - n - 1 anvil
            proxymap unix - - n - - proxymap
            error unix - - n - - error
            retry unix - - n - - error
            discard unix - - n - - discard
            virtual unix - n n - - virtual
            nowhere unix - n n - - pipe user=nobody argv=/bin/false

            """));
    }

    private async Task<bool> AnswersAsync()
    {
        using TcpClient client = new();
        await client.ConnectAsync(IPAddress.Loopback, Port);
        using StreamReader reader = new(client.GetStream());
        return (await reader.ReadLineAsync())?.StartsWith("220", StringComparison.Ordinal) == true;
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: {await error}{await output}");
    }
}
