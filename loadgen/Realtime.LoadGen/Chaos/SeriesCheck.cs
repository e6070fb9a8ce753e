using System.Text.Json;
using Realtime.Chaos.Processes;
using Realtime.Domain;
using Realtime.LoadGen.Oracle;

namespace Realtime.LoadGen.Chaos;

/// <summary>The points in InfluxDB against the points that follow from the ledger, and one point per change of an alert.</summary>
internal sealed class SeriesCheck(Influx series, IReadOnlyList<ExpectedPoint> expected, IReadOnlyList<AlertChange> changes)
{
    private readonly Dictionary<PointId, double?> _expected = expected.GroupBy(point => point.Id).ToDictionary(same => same.Key, same => same.Last().Value);
    private readonly int _changes = changes.Where(change => !change.Drill).DistinctBy(change => (change.AlertId, change.Sequence)).Count();
    private readonly List<string> _differences = [];
    private HashSet<PointId> _missing = [];

    /// <summary>Of the last look: missing, unforeseen and wrong points.</summary>
    public IReadOnlyList<string> Differences => _differences;

    /// <summary>Reads the store and compares.</summary>
    public async Task LookAsync()
    {
        Dictionary<PointId, double> there = [];
        foreach ((string measurement, string field) in PointOracle.Fields)
        {
            foreach (Dictionary<string, JsonElement> row in await series.QueryAsync($"SELECT {field} FROM {measurement} GROUP BY thing"))
            {
                there[new PointId(measurement, row["thing"].GetString()!, DateTimeOffset.UnixEpoch.AddTicks(row["time"].GetInt64() / 100))] = row[field].GetDouble();
            }
        }

        _missing = [.. _expected.Keys.Where(id => !there.ContainsKey(id))];
        _differences.Clear();
        _differences.AddRange(_missing.Select(id => $"missing: {id}"));
        _differences.AddRange(there.Keys.Where(id => !_expected.ContainsKey(id)).Select(id => $"nobody sent: {id}"));
        _differences.AddRange(there.Where(point => _expected.TryGetValue(point.Key, out double? value) && value is { } must && Math.Abs(must - point.Value) > 1e-9)
            .Select(point => $"{point.Key} is {point.Value}, must be {_expected[point.Key]}"));
        long alerts = (await series.QueryAsync("SELECT COUNT(to_level) FROM alert")).Sum(row => row["count"].GetInt64());
        if (alerts != _changes)
        {
            _differences.Add($"{alerts} points of alerts, {_changes} changes were published");
        }
    }

    /// <summary>Points that never left the engine: what they stand for was lost before the time series.</summary>
    /// <param name="results">Everything on the topic of results.</param>
    public IReadOnlyList<string> LostInputs(IReadOnlyList<ResultPoint> results)
    {
        HashSet<PointId> published = [.. results.Select(point => new PointId(point.Measurement, point.Thing.Id, point.Time))];
        return [.. _missing.Where(id => !published.Contains(id)).Select(id => $"{id} was acknowledged and left no trace")];
    }
}
