using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Realtime.Tests.Support;

/// <summary>A certificate authority made for one test. Compiled into both test projects.</summary>
internal sealed class TestAuthority : IDisposable
{
    private readonly X509Certificate2 _root;

    public TestAuthority(string name = "city nodes")
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        _root = request.CreateSelfSigned(DateTimeOffset.UnixEpoch.AddYears(50), DateTimeOffset.UnixEpoch.AddYears(100));
    }

    /// <summary>The authority's own certificate, as PEM.</summary>
    public string Pem => _root.ExportCertificatePem();

    /// <summary>A certificate with its key for some hosts, valid 2020 to 2069.</summary>
    /// <param name="hosts">Names and IP addresses.</param>
    /// <param name="purposes">Extended key usages; null = TLS server and client.</param>
    /// <param name="until">Its end; null = 2069.</param>
    public X509Certificate2 Issue(string[] hosts, string[]? purposes = null, DateTimeOffset? until = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new($"CN={hosts[0]}", key, HashAlgorithmName.SHA256);
        SubjectAlternativeNameBuilder names = new();
        foreach (string host in hosts)
        {
            if (IPAddress.TryParse(host, out IPAddress? address))
            {
                names.AddIpAddress(address);
            }
            else
            {
                names.AddDnsName(host);
            }
        }

        OidCollection uses = [.. (purposes ?? ["1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2"]).Select(purpose => new Oid(purpose))];
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension(uses, false));
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        using X509Certificate2 bare = request.Create(_root, DateTimeOffset.UnixEpoch.AddYears(50), until ?? DateTimeOffset.UnixEpoch.AddYears(99), RandomNumberGenerator.GetBytes(12));
        using X509Certificate2 whole = bare.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.Exportable);
    }

    /// <summary>Writes tls.crt, tls.key and ca.crt as a node wants them, and returns the settings that name them.</summary>
    public (string Key, string Value)[] Settings(string folder, params string[] hosts)
    {
        using X509Certificate2 certificate = Issue(hosts);
        return Settings(folder, certificate);
    }

    /// <inheritdoc cref="Settings(string, string[])"/>
    public (string Key, string Value)[] Settings(string folder, X509Certificate2 certificate)
    {
        Directory.CreateDirectory(folder);
        using ECDsa key = certificate.GetECDsaPrivateKey()!;
        File.WriteAllText(Path.Combine(folder, "tls.crt"), certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(folder, "tls.key"), key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(Path.Combine(folder, "ca.crt"), Pem);
        return
        [
            ("Node:Tls:Certificate", Path.Combine(folder, "tls.crt")),
            ("Node:Tls:Key", Path.Combine(folder, "tls.key")),
            ("Node:Tls:Authority", Path.Combine(folder, "ca.crt")),
        ];
    }

    public void Dispose() => _root.Dispose();
}
