using System.Text.Json;
using System.Text.RegularExpressions;

namespace Realtime.Tests.House;

/// <summary>Every package the lock files name is credited.</summary>
public sealed partial class NoticesTests
{
    [Fact]
    public void Every_locked_package_is_in_the_notices()
    {
        HashSet<string> credited = new(Word().Matches(Repository.Text("THIRD-PARTY-NOTICES.md")).Select(match => match.Value), StringComparer.OrdinalIgnoreCase);
        string[] locked = [.. Repository.Files.Where(file => file.EndsWith("/packages.lock.json", StringComparison.Ordinal)).SelectMany(PackagesOf).Distinct().Order()];
        Assert.Contains("Akka", locked);
        Findings.None("name it in THIRD-PARTY-NOTICES.md with its licence", locked.Where(package => !credited.Contains(package)));
    }

    private static List<string> PackagesOf(string lockFile)
    {
        using JsonDocument document = JsonDocument.Parse(Repository.Text(lockFile));
        return
        [
            .. from framework in document.RootElement.GetProperty("dependencies").EnumerateObject()
               from package in framework.Value.EnumerateObject()
               where package.Value.GetProperty("type").GetString() != "Project"
               select package.Name,
        ];
    }

    [GeneratedRegex(@"[A-Za-z0-9][\w.-]*\w")]
    private static partial Regex Word();
}
