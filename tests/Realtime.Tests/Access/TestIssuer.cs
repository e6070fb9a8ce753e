using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Realtime.Tests.Access;

/// <summary>A small OpenID Connect issuer on a port of this machine: its description, its public key, and tokens of any kind.</summary>
internal sealed class TestIssuer : IAsyncDisposable
{
    public const string Audience = "realtime";
    private readonly WebApplication _app;
    private readonly RSA _rsa;

    private TestIssuer(WebApplication app, RSA rsa, string address)
    {
        (_app, _rsa) = (app, rsa);
        Address = address;
    }

    public string Address { get; }

    public SecurityKey Key => new RsaSecurityKey(_rsa) { KeyId = "one" };

    public static async Task<TestIssuer> StartAsync()
    {
        RSA rsa = RSA.Create(2048);
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
        builder.Services.AddRouting();
        WebApplication app = builder.Build();
        RSAParameters open = rsa.ExportParameters(false);
        app.MapGet("/.well-known/openid-configuration", (HttpContext http) => Results.Json(new { issuer = Of(http), jwks_uri = Of(http) + "/keys" }));
        app.MapGet("/keys", () => Results.Json(new { keys = new[] { new { kty = "RSA", kid = "one", use = "sig", alg = "RS256", n = Base64UrlEncoder.Encode(open.Modulus), e = Base64UrlEncoder.Encode(open.Exponent) } } }));
        await app.StartAsync();
        return new TestIssuer(app, rsa, app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First());

        static string Of(HttpContext http) => $"http://{http.Request.Host}";
    }

    /// <summary>A token for a caller; each argument may be made wrong.</summary>
    public string Token(
        string[] roles, string[] municipalities, string? audience = null, string? issuer = null, DateTime? expires = null, SecurityKey? key = null, string algorithm = SecurityAlgorithms.RsaSha256) =>
        new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer ?? Address,
            Audience = audience ?? Audience,
            IssuedAt = DateTime.UtcNow.AddHours(-2),
            NotBefore = DateTime.UtcNow.AddHours(-2),
            Expires = expires ?? DateTime.UtcNow.AddMinutes(5),
            Claims = new Dictionary<string, object> { ["sub"] = "u-1", ["preferred_username"] = "tanaka", ["roles"] = roles, ["municipality"] = municipalities },
            SigningCredentials = new SigningCredentials(key ?? Key, algorithm),
        });

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _rsa.Dispose();
    }
}
