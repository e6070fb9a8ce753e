using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Realtime.Streams.Historian;

/// <summary>Writes points to InfluxDB over HTTP, as gzipped line protocol. The official client is not needed for one POST.</summary>
public sealed class InfluxLineWriter : ITimeSeriesWriter, IDisposable
{
    private readonly InfluxSettings _settings;
    private readonly HttpClient _http;
    private readonly Uri _write;

    public InfluxLineWriter(InfluxSettings settings)
    {
        if (settings.Problems() is { Count: > 0 } problems)
        {
            throw new ArgumentException(string.Join(' ', problems), nameof(settings));
        }

        _settings = settings;
        _http = new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5) }) { Timeout = settings.Timeout };
        _http.DefaultRequestHeaders.Authorization = Authorization(settings);
        string root = settings.Url.AbsoluteUri.TrimEnd('/');
        string database = Uri.EscapeDataString(settings.Database);
        _write = new Uri(settings.Api == InfluxApi.V1
            ? $"{root}/write?db={database}&precision=ns"
            : $"{root}/api/v2/write?org={Uri.EscapeDataString(settings.Organization)}&bucket={database}&precision=ns");
    }

    public async Task WriteAsync(IReadOnlyList<PointLines> points, CancellationToken cancellation)
    {
        byte[] body = Body(points);
        (HttpStatusCode status, string message) = await PostAsync(body, cancellation);
        if (status == HttpStatusCode.NotFound && _settings is { Api: InfluxApi.V1, CreateDatabase: true })
        {
            await CreateDatabaseAsync(cancellation);
            (status, message) = await PostAsync(body, cancellation);
        }

        switch (status)
        {
            case HttpStatusCode.OK or HttpStatusCode.NoContent:
                return;
            case HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity or HttpStatusCode.RequestEntityTooLarge:
                throw new PointsRefusedException(message);
            default:
                throw new HttpRequestException($"InfluxDB at {_settings.Url} answered {(int)status}: {message}", null, status);
        }
    }

    public void Dispose() => _http.Dispose();

    private static byte[] Body(IReadOnlyList<PointLines> points)
    {
        using var packed = new MemoryStream(points.Sum(lines => lines.Text.Length) / 4);
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            foreach (PointLines lines in points)
            {
                gzip.Write(lines.Text.Span);
                gzip.Write("\n"u8);
            }
        }

        return packed.ToArray();
    }

    private async Task<(HttpStatusCode Status, string Message)> PostAsync(byte[] body, CancellationToken cancellation)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentEncoding.Add("gzip");
        content.Headers.ContentType = new MediaTypeHeaderValue("text/plain", "utf-8");
        using HttpResponseMessage response = await _http.PostAsync(_write, content, cancellation);
        return (response.StatusCode, response.IsSuccessStatusCode ? "" : Message(await response.Content.ReadAsStringAsync(cancellation)));
    }

    private async Task CreateDatabaseAsync(CancellationToken cancellation)
    {
        string name = _settings.Database.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
        using var query = new FormUrlEncodedContent([new("q", $"CREATE DATABASE \"{name}\"")]);
        using HttpResponseMessage response = await _http.PostAsync(new Uri(_settings.Url.AbsoluteUri.TrimEnd('/') + "/query"), query, cancellation);
        response.EnsureSuccessStatusCode();
    }

    internal static AuthenticationHeaderValue? Authorization(InfluxSettings settings) => settings switch
    {
        { Token: { Length: > 0 } token } => new AuthenticationHeaderValue("Token", token),
        { User: { Length: > 0 } user } => new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{settings.Password}"))),
        _ => null,
    };

    /// <summary>The store's own words: <c>error</c> in 1.x and 3, <c>message</c> in 2.</summary>
    private static string Message(string body)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(body);
            JsonElement root = json.RootElement;
            if (root.ValueKind == JsonValueKind.Object && (root.TryGetProperty("error", out JsonElement text) || root.TryGetProperty("message", out text)))
            {
                return text.ToString();
            }
        }
        catch (JsonException)
        {
            // A proxy's page, for example; its text is all there is.
        }

        return body.Length > 500 ? body[..500] : body;
    }
}
