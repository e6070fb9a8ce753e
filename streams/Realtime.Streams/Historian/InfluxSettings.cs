namespace Realtime.Streams.Historian;

/// <summary>Which HTTP interface an InfluxDB offers.</summary>
public enum InfluxApi
{
    /// <summary>InfluxDB 1.x: <c>/write?db=</c>.</summary>
    V1,

    /// <summary>InfluxDB 2 and 3: <c>/api/v2/write?org=&amp;bucket=</c>.</summary>
    V2,
}

/// <summary>How to reach an InfluxDB.</summary>
public sealed record InfluxSettings
{
    public required Uri Url { get; init; }

    public InfluxApi Api { get; init; } = InfluxApi.V1;

    /// <summary>Database (1.x) or bucket (2, 3).</summary>
    public required string Database { get; init; }

    /// <summary>Organization (2); ignored by the others.</summary>
    public string Organization { get; init; } = "";

    /// <summary>1.x with authentication.</summary>
    public string? User { get; init; }

    public string? Password { get; init; }

    /// <summary>2 and 3.</summary>
    public string? Token { get; init; }

    /// <summary>1.x: create the database when it is missing.</summary>
    public bool CreateDatabase { get; init; } = true;

    /// <summary>One request.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>What is wrong, one sentence each; empty when everything is right.</summary>
    public IReadOnlyList<string> Problems()
    {
        var problems = new List<string>();
        if (!Url.IsAbsoluteUri || Url.Scheme is not ("http" or "https"))
        {
            problems.Add($"\"{Url}\" is not the address of an InfluxDB; write http://host:8086.");
        }

        if (string.IsNullOrWhiteSpace(Database))
        {
            problems.Add("InfluxDB's database (bucket) is not set.");
        }

        if (Api == InfluxApi.V2 && string.IsNullOrEmpty(Token))
        {
            problems.Add("InfluxDB 2 and 3 need a token.");
        }

        return problems;
    }
}
