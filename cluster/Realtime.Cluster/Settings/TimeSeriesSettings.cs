namespace Realtime.Cluster.Settings;

/// <summary>What keeps the time series.</summary>
public enum TimeSeriesProvider
{
    /// <summary>A file in the data directory.</summary>
    Sqlite,

    /// <summary>InfluxDB 1.x, by <c>/write</c>.</summary>
    InfluxDb1,

    /// <summary>InfluxDB 2.x or 3, by <c>/api/v2/write</c>.</summary>
    InfluxDb2,
}

/// <summary>Where results are stored.</summary>
public sealed record TimeSeriesSettings
{
    /// <summary><c>TimeSeries:Provider</c>: Sqlite, InfluxDb1 or InfluxDb2. Default Sqlite.</summary>
    public required TimeSeriesProvider Provider { get; init; }

    /// <summary>The embedded store's file, in the data directory.</summary>
    public required string File { get; init; }

    /// <summary><c>TimeSeries:Url</c>: address of InfluxDB, for example <c>http://influx:8086</c>. Default empty; required for InfluxDB.</summary>
    public required Uri? Url { get; init; }

    /// <summary><c>TimeSeries:Database</c>: database (1.x) or bucket (2.x, 3). Default <c>realtime</c>.</summary>
    public required string Database { get; init; }

    /// <summary><c>TimeSeries:Organization</c>: organisation of InfluxDB 2. Default empty.</summary>
    public required string Organization { get; init; }

    /// <summary><c>TimeSeries:User</c>: user of InfluxDB 1. Default empty = no authentication.</summary>
    public required string User { get; init; }

    /// <summary><c>TimeSeries:Password</c>: password of InfluxDB 1. Secret.</summary>
    public required string Password { get; init; }

    /// <summary><c>TimeSeries:Token</c>: token of InfluxDB 2 or 3. Secret.</summary>
    public required string Token { get; init; }

    /// <summary><c>TimeSeries:RetentionDays</c>: age, by time of writing, from which the embedded store forgets points. Default 30 days.</summary>
    public required TimeSpan Retention { get; init; }

    /// <summary>
    /// <c>TimeSeries:CoalesceAboveRecords</c>: above so many waiting records, positions of vehicles and people counts are reduced to the newest
    /// of each thing per write; 0 = never, everything is written, late. Default 0.
    /// </summary>
    public required long CoalesceAbove { get; init; }

    public static TimeSeriesSettings Read(SettingReader from, string dataDirectory)
    {
        TimeSeriesProvider provider = from.Choice("TimeSeries:Provider", TimeSeriesProvider.Sqlite);
        string url = from.Address("TimeSeries:Url");
        bool valid = Uri.TryCreate(url, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https";
        if (!valid && (provider != TimeSeriesProvider.Sqlite || url.Length > 0))
        {
            throw from.Fault("TimeSeries:Url", "an address such as http://influx:8086");
        }

        if (address?.UserInfo.Length > 0)
        {
            throw from.Fault("TimeSeries:Url", "an address without user and password, which belong into TimeSeries:User and TimeSeries:Password,");
        }

        string token = from.Secret("TimeSeries:Token");
        if (provider == TimeSeriesProvider.InfluxDb2 && token.Length == 0)
        {
            throw from.Fault("TimeSeries:Token", "the token of InfluxDB 2 or 3");
        }

        return new TimeSeriesSettings
        {
            Provider = provider,
            File = Path.Combine(dataDirectory, "timeseries.db"),
            Url = address,
            Database = from.Text("TimeSeries:Database", "realtime"),
            Organization = from.Text("TimeSeries:Organization", ""),
            User = from.Text("TimeSeries:User", ""),
            Password = from.Secret("TimeSeries:Password"),
            Token = token,
            CoalesceAbove = from.Whole("TimeSeries:CoalesceAboveRecords", 0, 0, int.MaxValue),
            Retention = TimeSpan.FromDays(from.Number("TimeSeries:RetentionDays", 30, 0.01, 36_500)),
        };
    }
}
