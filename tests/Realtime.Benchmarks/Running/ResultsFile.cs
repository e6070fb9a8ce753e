using System.Text.Json;
using Realtime.Benchmarks.Workloads;

namespace Realtime.Benchmarks.Running;

/// <summary>Raw results, one JSON object per line; appended to, never rewritten.</summary>
internal sealed class ResultsFile
{
    private const string Here = """{"environment":""";

    private readonly string _path;
    private readonly List<Surroundings> _surroundings = [];
    private readonly List<ResultLine> _lines = [];

    public ResultsFile(string path)
    {
        _path = path;
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        if (File.Exists(path))
        {
            ILookup<bool, string> lines = File.ReadLines(path).Where(line => line.Length > 0).ToLookup(line => line.StartsWith(Here, StringComparison.Ordinal));
            _surroundings.AddRange(lines[true].Select(line => JsonSerializer.Deserialize(line, BenchJson.Default.Surroundings)!));
            _lines.AddRange(lines[false].Select(line => JsonSerializer.Deserialize(line, BenchJson.Default.ResultLine)!));
        }
    }

    public IReadOnlyList<ResultLine> Lines => _lines;

    public IReadOnlyList<Surroundings> Surroundings => _surroundings;

    /// <summary>Whether this run was made before with the same version; a void one is made again.</summary>
    public bool Has(string commit, string contestant, Workload load, int round) =>
        _lines.Any(line => line.Commit == commit && line.Contestant == contestant && line.Load == load && line.Round == round && line.Void is null);

    /// <summary>Whether this round of an experiment was made before with the same version.</summary>
    public bool HasExperiment(string commit, string kind, string contestant, int round) =>
        _lines.Any(line => line.Commit == commit && line.Experiment == kind && line.Contestant == contestant && line.Round == round && line.Void is null);

    public void Add(ResultLine line)
    {
        _lines.Add(line);
        File.AppendAllText(_path, JsonSerializer.Serialize(line, BenchJson.Default.ResultLine) + "\n");
    }

    /// <summary>Notes where the lines after it were made.</summary>
    public void Add(Surroundings surroundings)
    {
        _surroundings.Add(surroundings);
        File.AppendAllText(_path, JsonSerializer.Serialize(surroundings, BenchJson.Default.Surroundings) + "\n");
    }
}
