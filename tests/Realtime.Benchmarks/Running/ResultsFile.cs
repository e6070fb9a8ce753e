using System.Text.Json;
using Realtime.Benchmarks.Workloads;

namespace Realtime.Benchmarks.Running;

/// <summary>Raw results, one JSON object per line; appended to, never rewritten.</summary>
internal sealed class ResultsFile
{
    private readonly string _path;
    private readonly List<ResultLine> _lines = [];

    public ResultsFile(string path)
    {
        _path = path;
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        if (File.Exists(path))
        {
            _lines.AddRange(File.ReadLines(path).Where(line => line.Length > 0 && !line.Contains("\"environment\":", StringComparison.Ordinal))
                .Select(line => JsonSerializer.Deserialize(line, BenchJson.Default.ResultLine)!));
        }
    }

    public IReadOnlyList<ResultLine> Lines => _lines;

    /// <summary>Whether this run was made before with the same version; a void one is made again.</summary>
    public bool Has(string commit, string contestant, Workload load, int round) =>
        _lines.Any(line => line.Commit == commit && line.Contestant == contestant && line.Load == load && line.Round == round && line.Void is null);

    public void Add(ResultLine line)
    {
        _lines.Add(line);
        File.AppendAllText(_path, JsonSerializer.Serialize(line, BenchJson.Default.ResultLine) + "\n");
    }

    /// <summary>Notes where the lines after it were made.</summary>
    public void Add(Surroundings surroundings) =>
        File.AppendAllText(_path, JsonSerializer.Serialize(surroundings, BenchJson.Default.Surroundings) + "\n");
}
