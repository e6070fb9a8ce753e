using System.IO.Compression;

namespace Realtime.Domain.Tests;

/// <summary>The recordings under tests/data, found from the repository's root.</summary>
internal static class RecordedFiles
{
    public static string Folder(string name)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Realtime.sln")))
            {
                return Path.Combine(folder.FullName, "tests", "data", name);
            }
        }

        throw new DirectoryNotFoundException($"no Realtime.sln above {AppContext.BaseDirectory}");
    }

    /// <summary>Lines without the heading; .gz is unpacked.</summary>
    public static IEnumerable<string> Lines(string path)
    {
        using Stream file = File.OpenRead(path);
        using Stream stream = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
        using StreamReader reader = new(stream);
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }

    /// <summary>Fields of one CSV line; a field in quotes may hold commas.</summary>
    public static List<string> Fields(string line)
    {
        List<string> fields = [];
        int start = 0;
        while (start <= line.Length)
        {
            bool quoted = start < line.Length && line[start] == '"';
            int end = quoted ? line.IndexOf('"', start + 1) : line.IndexOf(',', start);
            end = end < 0 ? line.Length : end;
            fields.Add(quoted ? line[(start + 1)..end] : line[start..end]);
            start = quoted ? end + 2 : end + 1;
        }

        return fields;
    }
}
