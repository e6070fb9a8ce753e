using System.Text.Json.Nodes;

namespace Realtime.Integration.Tests.Dashboards;

/// <summary>A committed dashboard; what is tested is the file, not the generator.</summary>
internal sealed record BoardFile(string Uid, JsonObject Json)
{
    /// <summary>Folder of Realtime.sln.</summary>
    public static string Root { get; } = FindRoot();

    public static IReadOnlyList<BoardFile> All { get; } =
    [
        .. Directory.GetFiles(Path.Combine(Root, "dashboards", "grafana"), "*.json", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(path => new BoardFile(Path.GetFileNameWithoutExtension(path), JsonNode.Parse(File.ReadAllText(path))!.AsObject())),
    ];

    public bool IsInflux => (string)Json["templating"]!["list"]![0]!["query"]! == "influxdb";

    public IEnumerable<PanelQuery> Queries =>
        from panel in Json["panels"]!.AsArray()
        where panel!["targets"] is not null
        from target in panel["targets"]!.AsArray()
        select new PanelQuery(
            Uid,
            (int)panel["id"]!,
            (string)panel["title"]!,
            (string)target["refId"]!,
            (string)(target["query"] ?? target["expr"])!,
            (string?)panel["interval"]);

    public static BoardFile Of(string uid) => All.Single(board => board.Uid == uid);

    /// <summary>One query of all dashboards, by its address.</summary>
    public static PanelQuery Find(string address) => All.SelectMany(board => board.Queries).Single(query => query.Address == address);

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Realtime.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException($"no Realtime.sln above {AppContext.BaseDirectory}");
    }
}

/// <summary>One query of one panel.</summary>
internal sealed record PanelQuery(string Board, int Panel, string Title, string RefId, string Text, string? IntervalMin)
{
    public string Address => $"{Board}/{Panel} {Title} {RefId}";
}
