namespace Realtime.Dashboards.Grafana;

/// <summary>A dashboard with one data source, as little of Grafana's model as we use.</summary>
public sealed record Dashboard
{
    /// <summary>Fixed for ever: links and bookmarks contain it. Also the file's name.</summary>
    public required string Uid { get; init; }

    /// <summary>Unique over all folders.</summary>
    public required string Title { get; init; }

    /// <summary>Folder on disk and, with <c>foldersFromFilesStructure</c>, in Grafana.</summary>
    public required string Folder { get; init; }

    /// <summary>One sentence.</summary>
    public required string Description { get; init; }

    public required DataSource Source { get; init; }

    /// <summary>Asked after the data source.</summary>
    public required IReadOnlyList<Variable> Variables { get; init; }

    /// <summary>In reading order; they flow into rows 24 units wide.</summary>
    public required IReadOnlyList<Panel> Panels { get; init; }

    /// <summary>Left edge at opening, in Grafana's notation.</summary>
    public string From { get; init; } = "now-24h";

    /// <summary>Not faster than the data change.</summary>
    public required string Refresh { get; init; }
}

/// <summary>Kind of data source with the uid that the provisioning gives it.</summary>
/// <param name="Type">Plug-in id.</param>
/// <param name="Uid">As in <c>deploy/grafana/provisioning/datasources</c>.</param>
/// <param name="Name">As there.</param>
public sealed record DataSource(string Type, string Uid, string Name)
{
    /// <summary>Time series, asked in InfluxQL: the only language that InfluxDB 1.x, 2.x and 3 share.</summary>
    public static readonly DataSource Influx = new("influxdb", "realtime-influxdb", "Realtime time series");

    public static readonly DataSource Prometheus = new("prometheus", "realtime-prometheus", "Realtime metrics");
}

/// <summary>A template variable.</summary>
/// <param name="Name">As in <c>$name</c>.</param>
/// <param name="Label">What people read.</param>
/// <param name="Query">A query for values, or the list of values.</param>
public abstract record Variable(string Name, string Label, string Query);

/// <summary>Values come from the data source; everything is chosen at first.</summary>
/// <param name="AllValue">Regular expression for "All": it must also match where the tag is absent.</param>
public sealed record QueryVariable(string Name, string Label, string Query, string AllValue) : Variable(Name, Label, Query);

/// <summary>One value from the data source; the first one stands until somebody chooses.</summary>
public sealed record SingleVariable(string Name, string Label, string Query) : Variable(Name, Label, Query);

/// <summary>Fixed values, <c>text : value, ...</c>; the first is chosen at first.</summary>
public sealed record CustomVariable(string Name, string Label, string Query) : Variable(Name, Label, Query);
