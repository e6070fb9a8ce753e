using System.Xml.Linq;

namespace Realtime.Tests.House;

/// <summary>Where things stand in the repository.</summary>
public sealed class LayoutTests
{
    private const long FileBytesMax = 5 * 1024 * 1024;

    private static readonly string[] TopLevelFolders =
        [".ci", "actors", "cluster", "dashboards", "deploy", "docs", "loadgen", "streams", "tests"];

    private static readonly string[] TopLevelFiles =
    [
        ".dockerignore", ".editorconfig", ".gitattributes", ".gitignore", "ARCHITECTURE.md", "BannedSymbols.Shells.txt", "CHANGELOG.md",
        "CONTRIBUTING.md", "Directory.Build.props", "Directory.Packages.props", "LICENSE", "README.md", "Realtime.sln", "SECURITY.md",
        "THIRD-PARTY-NOTICES.md", "global.json",
    ];

    /// <summary>Endings of files that are not text.</summary>
    private static readonly string[] BinaryEndings = [".gz", ".png"];

    [Fact]
    public void The_top_level_holds_only_what_belongs_there() =>
        Findings.None(
            "the top level is the table of contents: add to it on purpose, here",
            Repository.Files.Select(file => file.Split('/'))
                .Where(parts => !(parts.Length == 1 ? TopLevelFiles : TopLevelFolders).Contains(parts[0]))
                .Select(parts => parts[0])
                .Distinct());

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        string solution = Repository.Text("Realtime.sln").Replace('\\', '/');
        string[] projects = [.. Repository.WithEnding(".csproj")];
        Assert.NotEmpty(projects);
        Findings.None(
            "a project that is not in Realtime.sln is neither built nor tested",
            projects.Where(project => !solution.Contains($"\"{project}\"", StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_project_locks_its_packages() =>
        Findings.None(
            "packages.lock.json is committed beside every project",
            Repository.WithEnding(".csproj")
                .Select(project => project[..(project.LastIndexOf('/') + 1)] + "packages.lock.json")
                .Where(locked => !Repository.Files.Contains(locked)));

    [Fact]
    public void The_domain_references_nothing()
    {
        XDocument project = XDocument.Parse(Repository.Text("actors/Realtime.Domain/Realtime.Domain.csproj"));
        Findings.None(
            "the domain is pure: no project, no framework, no package that ships with it",
            project.Descendants()
                .Where(item => item.Name.LocalName is "ProjectReference" or "FrameworkReference" or "Reference" || IsShippedPackage(item))
                .Select(item => item.ToString()));
    }

    [Fact]
    public void Projects_depend_inwards() =>
        Findings.None(
            "actors know neither streams nor the host; streams do not know the host",
            from rule in new[] { ("actors/", "streams/"), ("actors/", "cluster/"), ("actors/", "loadgen/"), ("streams/", "cluster/"), ("streams/", "loadgen/") }
            from project in Repository.WithEnding(".csproj")
            where project.StartsWith(rule.Item1, StringComparison.Ordinal)
            where Repository.Text(project).Contains($"../../{rule.Item2}", StringComparison.Ordinal)
            select $"{project} references {rule.Item2}");

    [Fact]
    public void Nothing_is_huge() =>
        Findings.None(
            $"a file has at most {FileBytesMax} bytes: keep extracts, fetch the rest",
            Repository.Files.Select(file => (file, new FileInfo(Repository.FullPath(file)).Length))
                .Where(entry => entry.Length > FileBytesMax)
                .Select(entry => $"{entry.file}: {entry.Length} bytes"));

    [Fact]
    public void Text_ends_its_lines_with_a_line_feed_and_nothing_else_is_binary() =>
        Findings.None(
            "text files use LF, hold no NUL byte and end with a line feed; recorded data stays as it was published",
            Repository.Files.Where(file => !IsExempt(file)).SelectMany(FaultsOfText));

    private static bool IsExempt(string file) =>
        file.StartsWith("tests/data/", StringComparison.Ordinal) || BinaryEndings.Any(ending => file.EndsWith(ending, StringComparison.Ordinal));

    private static IEnumerable<string> FaultsOfText(string file)
    {
        byte[] bytes = File.ReadAllBytes(Repository.FullPath(file));
        if (bytes.Contains((byte)0))
        {
            yield return $"{file}: binary";
        }

        if (bytes.Contains((byte)'\r'))
        {
            yield return $"{file}: carriage return";
        }

        // NuGet writes its lock files without a last line feed.
        if (bytes.Length > 0 && bytes[^1] != (byte)'\n' && !file.EndsWith("packages.lock.json", StringComparison.Ordinal))
        {
            yield return $"{file}: no line feed at the end";
        }
    }

    private static bool IsShippedPackage(XElement item) =>
        item.Name.LocalName == "PackageReference" && (string?)item.Attribute("PrivateAssets") != "all";
}
