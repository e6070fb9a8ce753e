using System.Text.RegularExpressions;

namespace Realtime.Tests.House;

/// <summary>Documents that rot are worse than none: what they point at must exist.</summary>
public sealed partial class DocumentTests
{
    private static readonly string[] Required =
    [
        "README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md", "LICENSE", "THIRD-PARTY-NOTICES.md", "docs/status.md",
    ];

    private static readonly string[] Documents = [.. Repository.WithEnding(".md").Where(file => !file.StartsWith("tests/data/", StringComparison.Ordinal))];

    [Fact]
    public void The_expected_documents_are_there() =>
        Findings.None("these documents belong to the repository", Required.Where(file => !Repository.Files.Contains(file)));

    [Fact]
    public void Links_resolve() =>
        Findings.None(
            "a relative link leads to a file or folder of the repository, its fragment to a heading",
            from document in Documents
            from target in LinksOf(document)
            where !Resolves(document, target)
            select $"{document}: {target}");

    [Fact]
    public void Every_document_can_be_reached_from_the_readme()
    {
        HashSet<string> reached = ["README.md"];
        Queue<string> open = new(reached);
        while (open.TryDequeue(out string? document))
        {
            foreach (string target in LinksOf(document).Select(link => PathOf(document, link)).Where(Documents.Contains))
            {
                if (reached.Add(target))
                {
                    open.Enqueue(target);
                }
            }
        }

        Findings.None("a document nobody links to is not read", Documents.Except(reached));
    }

    [Fact]
    public void Source_files_named_in_the_tour_exist() =>
        Findings.None(
            "README and ARCHITECTURE name files that exist",
            from document in new[] { "README.md", "ARCHITECTURE.md" }
            from Match match in SourceName().Matches(Repository.Text(document))
            where !Repository.Files.Any(file => $"/{file}".EndsWith($"/{match.Groups[1].Value}", StringComparison.Ordinal))
            select $"{document}: {match.Groups[1].Value}");

    private static IEnumerable<string> LinksOf(string document) =>
        LinkTarget().Matches(CodeBlock().Replace(Repository.Text(document), ""))
            .Select(match => match.Groups[1].Value)
            .Where(target => !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith("mailto:", StringComparison.Ordinal));

    private static bool Resolves(string document, string target)
    {
        string path = PathOf(document, target);
        int hash = target.IndexOf('#', StringComparison.Ordinal);
        if (hash >= 0 && path.EndsWith(".md", StringComparison.Ordinal))
        {
            return Repository.Files.Contains(path) && AnchorsOf(path).Contains(target[(hash + 1)..]);
        }

        return Repository.Files.Contains(path) || Repository.Files.Any(file => file.StartsWith($"{path}/", StringComparison.Ordinal));
    }

    private static string PathOf(string document, string target)
    {
        string file = target.Split('#')[0];
        string folder = Path.GetDirectoryName(Repository.FullPath(document))!;
        string path = file.Length == 0 ? Repository.FullPath(document) : Path.GetFullPath(Path.Combine(folder, file));
        return Path.GetRelativePath(Repository.Root, path).Replace('\\', '/');
    }

    /// <summary>Headings as the forges turn them into fragments: lower case, spaces to hyphens, other signs gone.</summary>
    private static IEnumerable<string> AnchorsOf(string document) =>
        Heading().Matches(Repository.Text(document))
            .Select(match => NotInAnchor().Replace(match.Groups[1].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-'));

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex LinkTarget();

    [GeneratedRegex("^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@"`([\w./-]+\.(?:cs|csproj|props|json|txt))`")]
    private static partial Regex SourceName();

    [GeneratedRegex(@"^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotInAnchor();
}
