using System.Globalization;
using System.Net;
using System.Text.Json;
using Realtime.Domain;

namespace Realtime.Streams.Historian;

/// <summary>
/// Reads points by InfluxQL over HTTP (<c>/query</c>), which 1.x answers itself and 2 and 3 answer for a bucket that is mapped to a database
/// of its name.
/// </summary>
public sealed class InfluxSeriesReader : ISeriesReader, IDisposable
{
    /// <summary>More names would make the question longer than the answer; then the kind is asked for and the rest is left out here.</summary>
    private const int NamedMax = 20;

    private static readonly string[] _tags = [Measurements.TagThing, Measurements.TagKind, Measurements.TagMunicipality, Measurements.TagDrill, Measurements.TagRule, Measurements.TagChange];

    private readonly HttpClient _http;
    private readonly string _query;

    public InfluxSeriesReader(InfluxSettings settings)
    {
        _http = new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5) }) { Timeout = settings.Timeout };
        _http.DefaultRequestHeaders.Authorization = InfluxLineWriter.Authorization(settings);
        _query = $"{settings.Url.AbsoluteUri.TrimEnd('/')}/query?db={Uri.EscapeDataString(settings.Database)}&epoch=ns&q=";
    }

    public async Task<SeriesAnswer> ReadAsync(SeriesQuestion question, CancellationToken cancellation)
    {
        try
        {
            using HttpResponseMessage answer = await _http.GetAsync(new Uri(_query + Uri.EscapeDataString(InfluxQl(question))), cancellation);
            if (answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
            {
                throw new SeriesAwayException("The time-series store does not let this node read: its user or token needs the right to read as well as to write.");
            }

            answer.EnsureSuccessStatusCode();
            using JsonDocument json = JsonDocument.Parse(await answer.Content.ReadAsStreamAsync(cancellation));
            JsonElement result = json.RootElement.GetProperty("results")[0];
            if (result.TryGetProperty("error", out JsonElement fault))
            {
                throw new SeriesAwayException($"The time-series store refused the question: {fault}");
            }

            return result.TryGetProperty("series", out JsonElement series) ? AnswerOf(question, series[0]) : new SeriesAnswer([]);
        }
        catch (Exception fault) when (fault is HttpRequestException or JsonException or KeyNotFoundException or InvalidOperationException || (fault is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            throw new SeriesAwayException("The time-series store does not answer.", fault);
        }
    }

    public void Dispose() => _http.Dispose();

    /// <summary>One point more was asked for than is given: when it is there, it and what lies before it is left out.</summary>
    private static SeriesAnswer AnswerOf(SeriesQuestion question, JsonElement series)
    {
        JsonElement rows = series.GetProperty("values");
        bool cut = rows.GetArrayLength() > question.PointsMax;
        int time = Array.FindIndex([.. series.GetProperty("columns").EnumerateArray()], column => column.ValueEquals("time"));
        return new SeriesAnswer([.. PointsOf(question, series).Reverse()]) { WholeFrom = cut ? TimeOf(rows[question.PointsMax][time]).AddTicks(1) : null };
    }

    /// <summary>The question in InfluxQL; ids of things are foreign text and stand in quotes with their quotes escaped.</summary>
    internal static string InfluxQl(SeriesQuestion question)
    {
        string who = question.Things.Count <= NamedMax
            ? string.Join(" OR ", question.Things.Select(thing => $"\"{Measurements.TagThing}\" = {Text(thing.Id)}"))
            : $"\"{Measurements.TagKind}\" = {Text(ThingKey.Name(question.Things.First().Kind))}";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"SELECT * FROM \"{question.Measurement}\" WHERE ({who}) AND time >= {SqliteSeriesWriter.Nanoseconds(question.From)}ns AND time < {SqliteSeriesWriter.Nanoseconds(question.To)}ns ORDER BY time DESC LIMIT {question.PointsMax + 1}");
    }

    private static string Text(string text) => $"'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";

    private static IEnumerable<ResultPoint> PointsOf(SeriesQuestion question, JsonElement series)
    {
        string[] columns = [.. series.GetProperty("columns").EnumerateArray().Select(column => column.GetString()!)];
        HashSet<ThingKey> wanted = [.. question.Things];
        foreach (JsonElement row in series.GetProperty("values").EnumerateArray().Take(question.PointsMax))
        {
            if (PointOf(question.Measurement, columns, row) is { } point && wanted.Contains(point.Thing))
            {
                yield return point;
            }
        }
    }

    private static DateTimeOffset TimeOf(JsonElement nanoseconds) => DateTimeOffset.UnixEpoch.AddTicks(nanoseconds.GetInt64() / 100);

    private static ResultPoint? PointOf(string measurement, string[] columns, JsonElement row)
    {
        Dictionary<string, JsonElement> cells = columns.Zip(row.EnumerateArray(), (name, value) => (Name: name, Value: value))
            .Where(cell => cell.Value.ValueKind != JsonValueKind.Null).ToDictionary(cell => cell.Name, cell => cell.Value, StringComparer.Ordinal);
        if (!cells.TryGetValue(Measurements.TagThing, out JsonElement thing) || !cells.TryGetValue(Measurements.TagKind, out JsonElement kind) || !ThingKey.TryParseKind(kind.GetString(), out ThingKind parsed))
        {
            return null;
        }

        (string Name, JsonElement Value)[] fields = [.. cells.Where(cell => cell.Key != "time" && !_tags.Contains(cell.Key)).Select(cell => (cell.Key, cell.Value))];
        return new ResultPoint
        {
            Measurement = measurement,
            Thing = new ThingKey(parsed, thing.GetString()!),
            Municipality = cells.TryGetValue(Measurements.TagMunicipality, out JsonElement owner) ? owner.GetString()! : "",
            Drill = cells.TryGetValue(Measurements.TagDrill, out JsonElement drill) && drill.ToString() is "true" or "True",
            Time = TimeOf(cells["time"]),
            Fields = [.. fields.Where(field => field.Value.ValueKind == JsonValueKind.Number).Select(field => new ResultField(field.Name, field.Value.GetDouble()))],
            Texts = [.. fields.Where(field => field.Value.ValueKind == JsonValueKind.String).Select(field => new ResultText(field.Name, field.Value.GetString()!))],
        };
    }
}
