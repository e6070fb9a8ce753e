using System.Text.Json;
using Realtime.Domain;

namespace Realtime.Integration.Tests.Dashboards;

/// <summary>Asks the InfluxQL of dashboards that are opened over the whole replayed time.</summary>
internal sealed class InfluxPanels(ReplayedCity city)
{
    private static readonly string[] s_notValues =
        ["time", Measurements.TagThing, Measurements.TagKind, Measurements.TagMunicipality, Measurements.TagRule, Measurements.TagChange, Measurements.TagDrill];

    /// <summary>Asks one panel's query; gives the rows that have a value.</summary>
    public Task<IReadOnlyList<Dictionary<string, JsonElement>>> AskAsync(PanelQuery query, Dictionary<string, string[]>? choices = null) =>
        AskAsync(query.Board, query.Text, query.IntervalMin, choices);

    /// <summary>Asks any query of a dashboard; gives the rows that have a value.</summary>
    public async Task<IReadOnlyList<Dictionary<string, JsonElement>>> AskAsync(
        string uid, string query, string? intervalMin = null, Dictionary<string, string[]>? choices = null)
    {
        await city.ReadyAsync();
        List<Dictionary<string, JsonElement>> rows = await city.Influx.QueryAsync(Substitute(uid, query, intervalMin, choices));
        return [.. rows.Where(row => row.Any(cell => !s_notValues.Contains(cell.Key) && cell.Value.ValueKind != JsonValueKind.Null))];
    }

    /// <summary>The query as Grafana sends it.</summary>
    public string Substitute(string uid, string query, string? intervalMin = null, Dictionary<string, string[]>? choices = null)
    {
        // The gauges were recorded for eight days and the shelters for eight months: each is looked at while there is something to see.
        DateTimeOffset rightEdge = uid switch
        {
            "realtime-floods" or "realtime-station" => city.LastWaterLevel,
            "realtime-crowding" or "realtime-vehicles" => ReplayedCity.Start.AddDays(3),
            _ => city.LastPoint.AddSeconds(1), // The time of an alert's point lies less than a millisecond behind the event's.
        };
        choices ??= uid == "realtime-station" ? new() { ["station"] = [CityBeside.Gauge] } : [];
        return new GrafanaQuery(BoardFile.Of(uid).Json, ReplayedCity.Start, rightEdge) { Choices = choices }.Substitute(query, intervalMin);
    }

    /// <summary>The fields of all points that were written.</summary>
    public async Task<IReadOnlyList<string>> FieldNamesAsync()
    {
        await city.ReadyAsync();
        return [.. (await city.Influx.QueryAsync("SHOW FIELD KEYS")).Select(row => row["fieldKey"].GetString()!).Distinct()];
    }
}
