using Realtime.Replay.Recordings;

namespace Realtime.Tests.Replay;

/// <summary>The bundled recordings, found by walking up to the solution; read once for all tests.</summary>
internal static class TestRecordings
{
    public static readonly string Directory = Path.Combine(RepositoryRoot(), "tests", "data");

    private static readonly Lazy<IReadOnlyList<Recording>> AllOnce = new(() => RecordingCatalog.Bundled().Load(Directory));

    public static IReadOnlyList<Recording> All => AllOnce.Value;

    public static Recording Named(string name) => All.Single(recording => recording.Name == name);

    private static string RepositoryRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Realtime.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"no Realtime.sln above {AppContext.BaseDirectory}");
    }
}
