namespace Realtime.Replay.Recordings;

/// <summary>Reads the recordings of one folder of the directory, for example <c>nanao</c>.</summary>
public delegate IEnumerable<Recording> RecordingLoader(string folder, RecordingOptions options);

/// <summary>Finds recordings: a folder's name in the directory says which loader reads it.</summary>
public sealed class RecordingCatalog
{
    private readonly SortedDictionary<string, RecordingLoader> _loaders = new(StringComparer.Ordinal);

    /// <summary>The recordings that may be shipped with the product.</summary>
    public static RecordingCatalog Bundled() => new RecordingCatalog()
        .With("nanao", (folder, options) => [NanaoRecording.Load(folder, options)])
        .With("srilanka", (folder, options) => [SriLankaRecording.Load(folder, options)])
        .With("tracebase", TracebaseRecording.Load);

    /// <summary>Adds a loader for a folder: the way in for recordings that may only be used locally.</summary>
    public RecordingCatalog With(string folder, RecordingLoader loader)
    {
        _loaders[folder] = loader;
        return this;
    }

    /// <summary>Reads what the directory holds, in the order of the folders' names.</summary>
    /// <param name="directory">The directory with one folder per source.</param>
    /// <param name="options">What the recordings leave open.</param>
    /// <param name="only">Names of recordings or of folders; empty = all.</param>
    /// <exception cref="DirectoryNotFoundException">The directory is missing or holds none of the known folders.</exception>
    /// <exception cref="ArgumentException">A name in <paramref name="only"/> matches nothing.</exception>
    /// <exception cref="InvalidDataException">A file cannot be understood.</exception>
    public IReadOnlyList<Recording> Load(string directory, RecordingOptions? options = null, IReadOnlyCollection<string>? only = null)
    {
        List<(string Folder, Recording Recording)> found = [];
        foreach ((string folder, RecordingLoader loader) in _loaders)
        {
            string path = Path.Combine(directory, folder);
            if (Directory.Exists(path))
            {
                found.AddRange(loader(path, options ?? new RecordingOptions()).Select(recording => (folder, recording)));
            }
        }

        if (found.Count == 0)
        {
            throw new DirectoryNotFoundException(
                $"no recordings in \"{directory}\": expected at least one of the folders {string.Join(", ", _loaders.Keys)}");
        }

        return only is null || only.Count == 0 ? [.. found.Select(entry => entry.Recording)] : Choose(found, only);
    }

    private static List<Recording> Choose(List<(string Folder, Recording Recording)> found, IReadOnlyCollection<string> only)
    {
        foreach (string name in only.Where(name => !found.Any(entry => Matches(entry, name))))
        {
            throw new ArgumentException($"there is no recording \"{name}\"; there are {string.Join(", ", found.Select(entry => entry.Recording.Name))}");
        }

        return [.. found.Where(entry => only.Any(name => Matches(entry, name))).Select(entry => entry.Recording)];
    }

    private static bool Matches((string Folder, Recording Recording) entry, string name) =>
        string.Equals(entry.Folder, name, StringComparison.OrdinalIgnoreCase)
        || string.Equals(entry.Recording.Name, name, StringComparison.OrdinalIgnoreCase);
}
