using Realtime.Tests.Host;
using Realtime.Tests.House;

namespace Realtime.Tests.Api;

/// <summary>
/// <c>docs/openapi.json</c> is what the endpoints say of themselves: <c>REALTIME_WRITE_OPENAPI=1 dotnet test tests/Realtime.Tests --filter ApiDocument</c> writes it anew.
/// </summary>
public sealed class ApiDocumentTests
{
    private const string File = "docs/openapi.json";

    [Fact]
    public async Task The_committed_document_is_the_one_of_the_endpoints()
    {
        await using WebHarness web = await WebHarness.StartAsync([.. Access.Callers.Settings]);
        string document = (await web.Client.GetStringAsync("/openapi/v1.json")).ReplaceLineEndings("\n").TrimEnd() + "\n";
        if (Environment.GetEnvironmentVariable("REALTIME_WRITE_OPENAPI") == "1")
        {
            await System.IO.File.WriteAllTextAsync(Repository.FullPath(File), document);
        }

        Assert.Equal(Repository.Text(File), document);
    }

    [Fact]
    public async Task Every_address_of_the_api_is_in_it()
    {
        await using WebHarness web = await WebHarness.StartAsync([.. Access.Callers.Settings]);
        using System.Text.Json.JsonDocument document = System.Text.Json.JsonDocument.Parse(await web.Client.GetStringAsync("/openapi/v1.json"));
        HashSet<string> described = [.. document.RootElement.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject().Select(operation => $"{operation.Name.ToUpperInvariant()} {path.Name}"))];

        Assert.All(
            Access.RouteTable.Rows.Select(row => row.Route).Where(route => route.Contains("/api/", StringComparison.Ordinal) || route.Contains("/ngsi-ld/", StringComparison.Ordinal)),
            route => Assert.Contains(route.Replace("**", "", StringComparison.Ordinal), described));
    }
}
