using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Akka.Actor;
using Akka.Event;
using Akka.Remote.Transport.DotNetty;
using Realtime.Cluster.Health;
using Realtime.Cluster.Settings;
using Realtime.Cluster.Startup;

namespace Realtime.Cluster.Membership;

/// <summary>
/// TLS between nodes, both ways: who is called and who calls shows a certificate of our authority. Whoever is called has to be the host that was
/// meant; whoever calls cannot say yet which host it is, so its certificate has to be for one of the hosts that belong to the cluster.
/// Akka.Remote before 1.5.52 did not ask the caller (CVE-2025-61778); a test holds this version to it.
/// </summary>
public static class NodeTls
{
    /// <summary>Purpose of a certificate: TLS server, client (RFC 5280, 4.2.1.12).</summary>
    internal static readonly Oid ServerPurpose = new("1.3.6.1.5.5.7.3.1");
    internal static readonly Oid ClientPurpose = new("1.3.6.1.5.5.7.3.2");

    /// <summary>Protocol of addresses between nodes: with TLS, without.</summary>
    public const string Protocol = "akka.ssl.tcp";
    public const string PlainProtocol = "akka.tcp";

    /// <summary>From so long before its end on a start says when the certificate runs out.</summary>
    private static readonly TimeSpan _soon = TimeSpan.FromDays(30);

    /// <summary>Akka's setup for TLS; null when the settings name no certificate.</summary>
    /// <exception cref="StartException">A certificate cannot be used.</exception>
    public static DotNettySslSetup? For(NodeSettings node, TimeProvider clock, ILogger log)
    {
        if (node.Tls is not { } tls)
        {
            CertificateMetrics.Show(null);
            return null;
        }

        string[] peers = tls.Peers.Count > 0 ? [.. tls.Peers] : [.. node.SeedNodes.Select(seed => Address.Parse(seed).Host).Append(node.PublicHost).Distinct(StringComparer.OrdinalIgnoreCase)];
        NodeCertificates certificates = NodeCertificates.Load(tls, node.PublicHost, clock);
        CertificateMetrics.Show(certificates);
        if (certificates.Own.NotAfter.ToUniversalTime() - clock.GetUtcNow().UtcDateTime < _soon)
        {
            log.LogWarning("The certificate {File} runs out at {End:u}: exchange it and start the node anew before that", tls.CertificateFile, certificates.Own.NotAfter.ToUniversalTime());
        }

        return new DotNettySslSetup(
            certificates.Own, suppressValidation: false, requireMutualAuthentication: true, validateCertificateHostname: true, Validator(certificates.Authorities, peers));
    }

    /// <summary>Judges the certificate of the other side; writes why one was refused into the log.</summary>
    internal static CertificateValidationCallback Validator(X509Certificate2Collection authorities, IReadOnlyList<string> peers) => (certificate, _, remote, errors, log) =>
    {
        string? fault = certificate is null ? "it shows no certificate" : FaultOf(certificate, authorities, peers, errors);
        if (fault is not null)
        {
            log.Warning("Cluster: a connection with {0} was refused: {1} ({2})", remote, fault, certificate?.Subject ?? "no certificate");
        }

        return fault is null;
    };

    /// <summary>Why a certificate is not one of this authority for this purpose; null = it is.</summary>
    internal static string? FaultOf(X509Certificate2 certificate, X509Certificate2Collection authorities, Oid purpose)
    {
        using X509Chain chain = new();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities.Where(IsRoot).ToArray());
        chain.ChainPolicy.ExtraStore.AddRange(authorities.Where(one => !IsRoot(one)).ToArray());
        chain.ChainPolicy.ApplicationPolicy.Add(purpose);
        chain.ChainPolicy.DisableCertificateDownloads = true;

        // A private authority has no place to ask; certificates of nodes are short-lived, and a stolen one is answered by a new authority.
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(certificate) ? null : string.Join("; ", chain.ChainStatus.Select(status => status.StatusInformation.Trim()).Distinct());
    }

    internal static bool IsRoot(X509Certificate2 certificate) => certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData);

    /// <param name="errors">What the platform found: a host name that does not match is seen only where we called, because only then a host was meant.</param>
    private static string? FaultOf(X509Certificate2 certificate, X509Certificate2Collection authorities, IReadOnlyList<string> peers, SslPolicyErrors errors)
    {
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable))
        {
            return "it shows no certificate";
        }

        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            return "its certificate is not for the host that was called";
        }

        // Which side we are is not told here; a node's certificate serves both purposes, so both are asked for.
        return FaultOf(certificate, authorities, ServerPurpose) ?? FaultOf(certificate, authorities, ClientPurpose)
            ?? (peers.Any(peer => certificate.MatchesHostname(peer, allowWildcards: true, allowCommonName: false)) ? null : "its certificate is for no host of this cluster");
    }
}
