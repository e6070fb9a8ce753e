namespace Realtime.LoadGen.Chaos;

/// <summary>Where the node's program is.</summary>
internal static class NodeProgram
{
    private const string Name = "Realtime.Cluster.dll";

    /// <summary>The checkout this program was built in; null when it stands elsewhere.</summary>
    public static string? Root
    {
        get
        {
            DirectoryInfo? folder = new(AppContext.BaseDirectory);
            while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Realtime.sln")))
            {
                folder = folder.Parent;
            }

            return folder?.FullName;
        }
    }

    /// <summary>The named one, or the one beside this program, or the checkout's build of the same configuration; null when there is none.</summary>
    public static string? Find(string? named)
    {
        string configuration = AppContext.BaseDirectory.Contains("/Release/", StringComparison.Ordinal) ? "Release" : "Debug";
        string?[] places =
        [
            named,
            named is null ? Path.Combine(AppContext.BaseDirectory, Name) : null,
            named is null && Root is { } root ? Path.Combine(root, "cluster/Realtime.Cluster/bin", configuration, "net10.0", Name) : null,
        ];
        return Array.Find(places, File.Exists);
    }
}
