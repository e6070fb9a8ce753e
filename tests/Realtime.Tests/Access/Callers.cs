using System.Net.Http.Headers;
using Realtime.Cluster.Access;
using Realtime.Tests.Host;

namespace Realtime.Tests.Access;

/// <summary>One caller per role, by key, in a city of two municipalities: LK, whose things the tests look at, and XX.</summary>
internal static class Callers
{
    /// <summary>The columns of <see cref="RouteTable"/>: nobody, then one key each.</summary>
    public static readonly IReadOnlyList<string> All = ["nobody", "public", "family", "viewer", "operator", "admin", "stranger", "platform", "sender", "monitor"];

    public static string KeyOf(string name) => "rt_key-of-" + name;

    public static (string Key, string Value)[] Settings =>
    [
        .. Key("public", Role.Public, "", ""),
        .. Key("family", Role.Family, "", "h1"),
        .. Key("viewer", Role.Viewer, "LK", ""),
        .. Key("operator", Role.Operator, "LK", ""),
        .. Key("admin", Role.Admin, "LK", ""),
        .. Key("stranger", Role.Admin, "XX", ""),
        .. Key("platform", Role.Admin, "*", ""),
        .. Key("sender", Role.Sender, "", ""),
        .. Key("monitor", Role.Monitor, "", ""),
    ];

    public static HttpRequestMessage As(this HttpRequestMessage request, string name)
    {
        if (name != "nobody")
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", KeyOf(name));
        }

        return request;
    }

    public static Task<HttpResponseMessage> GetAsync(this WebHarness web, string path, string name) => web.Client.SendAsync(new HttpRequestMessage(HttpMethod.Get, path).As(name));

    private static IEnumerable<(string, string)> Key(string name, Role role, string municipalities, string households)
    {
        yield return ($"Access:Keys:{name}:Hash", AccessKeys.HashOf(KeyOf(name)));
        yield return ($"Access:Keys:{name}:Role", role.ToString());
        yield return ($"Access:Keys:{name}:Municipalities", municipalities);
        yield return ($"Access:Keys:{name}:Households", households);
    }
}
