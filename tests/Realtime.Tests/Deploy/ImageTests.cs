using System.Text.RegularExpressions;
using System.Xml.Linq;
using Realtime.Tests.House;

namespace Realtime.Tests.Deploy;

/// <summary>deploy/Dockerfile: what it names exists, what it needs is sent to it, and who runs in it may do nothing else.</summary>
public sealed partial class ImageTests
{
    private const string Project = "cluster/Realtime.Cluster/Realtime.Cluster.csproj";
    private static readonly string[] Lines = [.. Repository.Text("deploy/Dockerfile").Replace("\\\n", " ", StringComparison.Ordinal).Split('\n').Where(line => line.Length > 0 && line[0] != '#')];

    [Fact]
    public void It_runs_as_nobody_in_particular_from_an_image_without_a_shell()
    {
        Assert.Matches(@"^USER [1-9]\d*:[1-9]\d*$", Lines.Last(line => line.StartsWith("USER", StringComparison.Ordinal)));
        Assert.Contains("chiseled", Lines.Last(line => line.StartsWith("FROM", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.DoesNotContain(Lines, line => line.StartsWith("ADD ", StringComparison.Ordinal) || line.Contains("latest", StringComparison.Ordinal));
        Assert.Contains(Lines, line => line.StartsWith("ENTRYPOINT [\"dotnet\", \"/app/Realtime.Cluster.dll\"]", StringComparison.Ordinal));
        Assert.Contains("\"--health\"]", Lines.Single(line => line.StartsWith("HEALTHCHECK", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public void Its_variables_are_settings_and_its_data_directory_is_a_volume()
    {
        (string Key, string Value)[] settings = [.. Variable().Matches(string.Join('\n', Lines)).Select(match => (match.Groups[1].Value.Replace("__", ":", StringComparison.Ordinal), match.Groups[2].Value))];
        Assert.All(settings, one => Assert.True(KnownSettings.Contains(one.Key), one.Key));
        string data = settings.Single(one => one.Key.Equals("Node:DataDirectory", StringComparison.OrdinalIgnoreCase)).Value;
        Assert.Contains("VOLUME " + data, Lines);
        Assert.Contains(Lines, line => line.StartsWith("COPY --from=build --chown=", StringComparison.Ordinal) && line.EndsWith(" " + data, StringComparison.Ordinal));
        Assert.All(Composition.Nodes, node => Assert.Contains(Composition.Services[node]["volumes"].Texts, volume => volume.EndsWith(":" + data, StringComparison.Ordinal)));
    }

    /// <summary>What .dockerignore leaves out cannot be built: everything the project and its projects name has to pass.</summary>
    [Fact]
    public void Everything_that_is_built_is_sent_to_the_build()
    {
        string[] kept = [.. Repository.Text(".dockerignore").Split('\n').Where(line => line.StartsWith('!')).Select(line => line[1..])];
        string[] needed =
        [
            "Directory.Build.props", "Directory.Packages.props", "global.json", ".editorconfig",
            .. Closure(Project).SelectMany(project => Needs(project).Append(project)).Distinct(),
        ];
        Assert.True(needed.Length > 10);
        Findings.None("name it in .dockerignore behind a !", needed.Where(path => !kept.Any(keep => path == keep || path.StartsWith(keep + "/", StringComparison.Ordinal))));
        Findings.None("what is sent exists", kept.Where(keep => !Repository.Files.Any(file => file == keep || file.StartsWith(keep + "/", StringComparison.Ordinal))));
    }

    /// <summary>The checks start the node that is published like the image's.</summary>
    [Fact]
    public void It_is_published_as_the_checks_publish_it()
    {
        string[] Options(string text) =>
            [.. PublishOption().Matches(text[text.IndexOf("dotnet publish", StringComparison.Ordinal)..]).Select(option => option.Value).Order(StringComparer.Ordinal)];
        string[] options = Options(Lines.Single(line => line.Contains("dotnet publish", StringComparison.Ordinal)));
        Assert.Contains("-p:PublishReadyToRun=true", options);
        string checks = Repository.Text(".ci/run").Replace("\\\n", " ", StringComparison.Ordinal).Split('\n').Single(line => line.Contains("dotnet publish", StringComparison.Ordinal));
        Assert.Equal(options, Options(checks));
    }

    private static HashSet<string> Closure(string project)
    {
        HashSet<string> seen = [];
        Queue<string> open = new([project]);
        while (open.TryDequeue(out string? next))
        {
            if (seen.Add(next))
            {
                Includes(next, "ProjectReference").ToList().ForEach(open.Enqueue);
            }
        }

        return seen;
    }

    /// <summary>Files of other folders that a project takes in; of a pattern the folder.</summary>
    private static IEnumerable<string> Needs(string project) =>
        Includes(project, "Content", "EmbeddedResource", "None", "Compile", "AdditionalFiles").Select(path => path.Contains('*', StringComparison.Ordinal) ? path[..path.IndexOf('*', StringComparison.Ordinal)].TrimEnd('/') : path);

    private static IEnumerable<string> Includes(string project, params string[] kinds) =>
        from item in XDocument.Parse(Repository.Text(project)).Descendants()
        where kinds.Contains(item.Name.LocalName)
        let include = (string?)item.Attribute("Include")
        where include is not null
        select Path.GetRelativePath(Repository.Root, Path.GetFullPath(Path.Combine(Repository.Root, Path.GetDirectoryName(project)!, include)));

    [GeneratedRegex(@"REALTIME__([A-Z_]+)=(\S+)")]
    private static partial Regex Variable();

    [GeneratedRegex(@"--(configuration|runtime|self-contained) \S+|-p:\S+")]
    private static partial Regex PublishOption();
}
