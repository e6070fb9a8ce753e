using System.Security.Cryptography;
using System.Text;

namespace Realtime.Cluster.Family;

/// <summary>A bearer token, compared by digests: in constant time, whatever the lengths.</summary>
public static class BearerToken
{
    private const string Scheme = "Bearer ";

    public static bool IsShown(HttpContext http, string token)
    {
        string authorization = http.Request.Headers.Authorization.ToString();
        return authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(authorization[Scheme.Length..])), SHA256.HashData(Encoding.UTF8.GetBytes(token)));
    }

    /// <summary>401 with the sentence for it.</summary>
    public static IResult Wanted(HttpContext http)
    {
        http.Response.Headers.WWWAuthenticate = "Bearer";
        return TypedResults.Problem("A bearer token is needed.", statusCode: StatusCodes.Status401Unauthorized, title: "Unknown caller");
    }
}
