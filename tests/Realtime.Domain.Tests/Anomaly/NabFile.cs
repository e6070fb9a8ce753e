using System.Globalization;
using System.Text.Json;

namespace Realtime.Domain.Tests.Anomaly;

/// <summary>A labelled stretch of a file, as row numbers, both inclusive.</summary>
internal readonly record struct NabWindow(int First, int Last)
{
    public int Rows => Last - First + 1;
}

/// <summary>One recorded stream of the benchmark with its labelled windows.</summary>
internal sealed record NabFile(string Name, IReadOnlyList<DateTimeOffset> Times, IReadOnlyList<double> Values, IReadOnlyList<NabWindow> Windows)
{
    /// <summary>Rows at the beginning that are not scored: 15 %, at most 750.</summary>
    public int Probation => (int)Math.Min(Math.Floor(0.15 * Values.Count), 0.15 * 5000);

    /// <summary>All files under tests/data/nab that have labels (an empty list of windows is a label too), by name.</summary>
    public static IReadOnlyList<NabFile> All { get; } = Load();

    private static List<NabFile> Load()
    {
        using JsonDocument windows = JsonDocument.Parse(File.ReadAllText(Path.Combine(RecordedFiles.Folder("nab"), "labels", "combined_windows.json")));
        return [.. windows.RootElement.EnumerateObject().Select(Load).OrderBy(file => file.Name, StringComparer.Ordinal)];
    }

    private static NabFile Load(JsonProperty labels)
    {
        List<DateTimeOffset> times = [];
        List<double> values = [];
        foreach (string line in RecordedFiles.Lines(Path.Combine(RecordedFiles.Folder("nab"), "data", labels.Name + ".gz")))
        {
            string[] fields = line.Split(',');
            times.Add(Time(fields[0]));
            values.Add(double.Parse(fields[1], CultureInfo.InvariantCulture));
        }

        return new NabFile(
            labels.Name,
            times,
            values,
            [.. labels.Value.EnumerateArray().Select(pair => new NabWindow(times.IndexOf(Time(pair[0].GetString()!)), times.IndexOf(Time(pair[1].GetString()!))))]);
    }

    /// <summary>Times in the files have no zone; as every rule here needs one they are read as UTC.</summary>
    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
