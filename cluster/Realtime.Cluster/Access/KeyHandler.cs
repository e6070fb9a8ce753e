using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Realtime.Cluster.Audit;
using Realtime.Cluster.Settings;

namespace Realtime.Cluster.Access;

/// <summary>
/// Knows callers by a key: <c>Authorization: Bearer KEY</c>, <c>X-Api-Key: KEY</c>, or HTTP Basic with the key as password, which is how a
/// browser asks for it. Where no login is needed (development on loopback) a request without any of them is the console's.
/// </summary>
public sealed class KeyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, AccessKeys keys, AccessSettings access, IAudit audit, LoginFailures failures)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string Name = "key";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        string? key = Shown();
        if (key is null)
        {
            return Task.FromResult(access.LoginNeeded ? AuthenticateResult.NoResult() : Known(Caller.Loopback));
        }

        if (keys.Find(key) is { } caller)
        {
            return Task.FromResult(Known(caller));
        }

        if (failures.Count(Context.Connection.RemoteIpAddress))
        {
            audit.Record(Context, AuditEntry.LoginRefused, "key");
        }

        return Task.FromResult(AuthenticateResult.Fail("the key is not known"));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (failures.TooMany(Context.Connection.RemoteIpAddress))
        {
            Response.StatusCode = StatusCodes.Status429TooManyRequests;
            Response.Headers.RetryAfter = LoginFailures.Window.TotalSeconds.ToString(CultureInfo.InvariantCulture);
            return Task.CompletedTask;
        }

        Response.StatusCode = StatusCodes.Status401Unauthorized;

        // Only a visitor's browser is asked for Basic: a script of the page would otherwise open the browser's own window.
        Response.Headers.WWWAuthenticate = Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal) ? "Basic realm=\"Realtime\", charset=\"UTF-8\"" : "Bearer";
        return Task.CompletedTask;
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        // Nobody has logged in on loopback: what the console may not do (sending documents in) needs a key, so that is what is asked for.
        if (Caller.Of(Context).Way == Caller.Loopback.Way)
        {
            return HandleChallengeAsync(properties);
        }

        audit.Record(Context, AuditEntry.Denied, "");
        Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    private AuthenticateResult Known(Caller caller) => AuthenticateResult.Success(new AuthenticationTicket(caller.Principal(), Scheme.Name));

    private string? Shown()
    {
        if (Request.Headers["X-Api-Key"] is [{ Length: > 0 } direct])
        {
            return direct;
        }

        string header = Request.Headers.Authorization.ToString();
        return header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header["Bearer ".Length..].Trim()
            : header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase) ? PasswordOf(header["Basic ".Length..].Trim())
            : header.Length > 0 ? "" : null;
    }

    private static string PasswordOf(string basic)
    {
        Span<byte> bytes = new byte[basic.Length];
        if (!Convert.TryFromBase64String(basic, bytes, out int length))
        {
            return "";
        }

        string pair = Encoding.UTF8.GetString(bytes[..length]);
        int colon = pair.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? "" : pair[(colon + 1)..];
    }
}
