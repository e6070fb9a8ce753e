using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Realtime.Cluster.Settings;
using Realtime.Cluster.Startup;

namespace Realtime.Cluster.Membership;

/// <summary>This node's certificate with its key, and the authority that nodes' certificates have to come from.</summary>
/// <param name="Own">With its private key.</param>
/// <param name="Authorities">The authority's file: roots, and intermediates that lead to them.</param>
public sealed record NodeCertificates(X509Certificate2 Own, X509Certificate2Collection Authorities)
{
    /// <summary>When they run out: <c>node</c>, and <c>authority</c>, of several the one that ends first.</summary>
    public IEnumerable<(string Certificate, DateTimeOffset End)> Ends => [("node", End(Own)), ("authority", Authorities.Min(End))];

    private static DateTimeOffset End(X509Certificate2 certificate) => new(certificate.NotAfter.ToUniversalTime());

    /// <summary>Reads and checks the files.</summary>
    /// <exception cref="StartException">A file cannot be read, the key does not fit, or the certificate is not valid now, not of this authority or not for this host.</exception>
    public static NodeCertificates Load(NodeTlsSettings tls, string publicHost, TimeProvider clock)
    {
        X509Certificate2 own = Read(tls.CertificateFile, file => WithKey(file, tls.KeyFile));
        X509Certificate2Collection authorities = Read(tls.AuthorityFile, Authority);
        NodeCertificates certificates = new(own, authorities);
        DateTime now = clock.GetUtcNow().UtcDateTime;
        if (now < own.NotBefore.ToUniversalTime() || now > own.NotAfter.ToUniversalTime())
        {
            throw new StartException($"The certificate {tls.CertificateFile} is valid from {own.NotBefore.ToUniversalTime():u} to {own.NotAfter.ToUniversalTime():u} only.");
        }

        foreach (Oid purpose in new[] { NodeTls.ServerPurpose, NodeTls.ClientPurpose })
        {
            if (NodeTls.FaultOf(own, authorities, purpose) is { } fault)
            {
                throw new StartException($"The certificate {tls.CertificateFile} would be refused by the other nodes ({fault}): check Node:Tls:Authority and the certificate's purposes, which have to be server and client.");
            }
        }

        return own.MatchesHostname(publicHost, allowWildcards: true, allowCommonName: false)
            ? certificates
            : throw new StartException($"The certificate {tls.CertificateFile} is not for {publicHost}, the host at which the other nodes reach this one (Node:PublicHost).");
    }

    private static X509Certificate2 WithKey(string certificate, string key)
    {
        using X509Certificate2 read = X509Certificate2.CreateFromPemFile(certificate, key);

        // Windows cannot use a key that exists in memory only for TLS.
        return X509CertificateLoader.LoadPkcs12(read.Export(X509ContentType.Pkcs12), null);
    }

    private static X509Certificate2Collection Authority(string file)
    {
        X509Certificate2Collection found = [];
        found.ImportFromPemFile(file);
        return found.Any(NodeTls.IsRoot) ? found : throw new CryptographicException("it holds no self-signed certificate");
    }

    private static T Read<T>(string file, Func<string, T> read)
    {
        try
        {
            return read(file);
        }
        catch (Exception fault) when (fault is CryptographicException or ArgumentException or IOException or UnauthorizedAccessException) // ArgumentException: the key is another one's.
        {
            throw new StartException($"The file {file} cannot be used for TLS between nodes ({fault.Message.TrimEnd('.')}): check Node:Tls.", fault);
        }
    }
}
