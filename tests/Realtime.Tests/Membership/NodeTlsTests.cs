using System.Net.Security;
using System.Net.Sockets;
using Realtime.Tests.Support;

namespace Realtime.Tests.Membership;

/// <summary>Who may join a cluster whose nodes have certificates: over real TLS sockets, between actor systems that the product made from its settings.</summary>
public sealed class NodeTlsTests : IDisposable
{
    private const string Here = "127.0.0.1";

    private static readonly (string Key, string Value) Peers = ("Node:Tls:Peers", Here);

    private readonly TestAuthority _authority = new();

    public void Dispose() => _authority.Dispose();

    [Fact]
    public async Task Two_nodes_with_certificates_of_one_authority_for_their_hosts_are_a_cluster()
    {
        await using TlsNode first = await BeginAsync();
        await using TlsNode second = TlsNode.Start(folder => [.. _authority.Settings(folder, Here), Peers]);
        second.AskToJoin(first);

        await Eventually.TrueAsync("both are members", () => first.Up.Length == 2 && second.Up.SequenceEqual(first.Up));
        Assert.Equal("akka.ssl.tcp", first.Cluster.SelfAddress.Protocol);
    }

    [Fact]
    public Task A_node_without_a_certificate_cannot_join() => RefusedAsync(_ => [], (_, intruder) => intruder.BrokenConnections > 1);

    [Fact]
    public async Task A_node_with_a_certificate_of_another_authority_cannot_join()
    {
        using TestAuthority other = new(); // Of the same name.
        await RefusedAsync(folder =>
        {
            (string Key, string Value)[] settings = other.Settings(folder, Here);
            File.AppendAllText(Path.Combine(folder, "ca.crt"), "\n" + _authority.Pem); // It would take the others; they do not take it.
            return [.. settings, Peers];
        }, (member, _) => member.Refusals.Length > 0);
    }

    /// <summary>The intruder checks nobody's name, as one that was built for it would do; it is the member that refuses.</summary>
    [Fact]
    public Task A_node_whose_certificate_is_for_a_host_outside_the_cluster_cannot_join() =>
        RefusedAsync(folder => [.. _authority.Settings(folder, "web.city.example", "localhost"), ("Node:PublicHost", "localhost"), ("Node:Tls:Peers", "127.0.0.1,localhost")],
            (member, _) => member.Refusals.Any(line => line.Contains("for no host of this cluster", StringComparison.Ordinal)));

    [Fact]
    public async Task A_node_does_not_join_what_is_not_the_host_it_called()
    {
        await using TlsNode false1 = TlsNode.Start(folder => [.. _authority.Settings(folder, "localhost"), ("Node:PublicHost", "localhost"), ("Node:Tls:Peers", "127.0.0.1,localhost")]);
        await false1.BeginAsync();
        await using TlsNode node = TlsNode.Start(folder => [.. _authority.Settings(folder, Here), ("Node:Tls:Peers", "127.0.0.1,localhost")]);
        node.AskToJoin(false1);

        await Eventually.TrueAsync("it broke the connection off", () => node.Refusals.Any(line => line.Contains("not for the host that was called", StringComparison.Ordinal)));
        Assert.Empty(node.Known);
        Assert.Single(false1.Known);
    }

    /// <summary>CVE-2025-61778: Akka.Remote before 1.5.52 let whoever speaks TLS in without asking for a certificate.</summary>
    [Fact]
    public async Task A_connection_without_a_certificate_is_ended_before_a_word()
    {
        await using TlsNode node = await BeginAsync();
        using TcpClient tcp = new(Here, node.Port);
        await using SslStream tls = new(tcp.GetStream());
        // Who breaks in does not care whom it talks to.
        SslClientAuthenticationOptions options = new() { TargetHost = Here, RemoteCertificateValidationCallback = (_, shown, _, _) => shown is not null };

        Assert.False(await IsTakenAsync(tls, options));
    }

    private async Task<TlsNode> BeginAsync()
    {
        TlsNode node = TlsNode.Start(folder => [.. _authority.Settings(folder, Here), Peers]);
        await node.BeginAsync();
        return node;
    }

    /// <param name="intruder">Its settings.</param>
    /// <param name="shown">Member and intruder: whether a refusal has shown itself.</param>
    private async Task RefusedAsync(Func<string, (string Key, string Value)[]> intruder, Func<TlsNode, TlsNode, bool> shown)
    {
        await using TlsNode member = await BeginAsync();
        await using TlsNode other = TlsNode.Start(intruder);
        other.Cluster.JoinSeedNodes([other.Cluster.SelfAddress.WithHost(Here).WithPort(member.Port)]);

        await Eventually.TrueAsync("the intruder was put off", () => shown(member, other));
        Assert.Empty(other.Known);
        Assert.Equal([member.Cluster.SelfAddress], member.Known);
    }

    /// <summary>With TLS 1.3 a client hears of its refusal only when it reads: the end of the stream or an alert. A node that takes it waits for the first word.</summary>
    private static async Task<bool> IsTakenAsync(SslStream tls, SslClientAuthenticationOptions options)
    {
        using CancellationTokenSource silence = new(TimeSpan.FromSeconds(20));
        try
        {
            await tls.AuthenticateAsClientAsync(options);
            return await tls.ReadAsync(new byte[1], silence.Token) > 0;
        }
        catch (OperationCanceledException)
        {
            return true;
        }
        catch (Exception fault) when (fault is IOException or System.Security.Authentication.AuthenticationException)
        {
            return false;
        }
    }
}
