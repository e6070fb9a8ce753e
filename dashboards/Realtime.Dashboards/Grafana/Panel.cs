using System.Text.Json.Nodes;

namespace Realtime.Dashboards.Grafana;

/// <summary>One panel. Build it with <see cref="Panels"/>.</summary>
public sealed record Panel
{
    /// <summary>Grafana's panel type.</summary>
    public required string Type { get; init; }

    public required string Title { get; init; }

    /// <summary>What it shows and how to read it; appears at the panel's corner.</summary>
    public required string Description { get; init; }

    /// <summary>Grafana's unit id; empty for text.</summary>
    public string Unit { get; init; } = "";

    public int? Decimals { get; init; }

    /// <summary>Shown when a query has no rows, for counts of which nothing is zero; null = Grafana's "No data".</summary>
    public string? NoValue { get; init; }

    public IReadOnlyList<Target> Targets { get; init; } = [];

    /// <summary>Of 24 units.</summary>
    public int Width { get; init; } = 12;

    /// <summary>Units of about 30 pixels.</summary>
    public int Height { get; init; } = 8;

    /// <summary>Smallest <c>$__interval</c>; null = the data source's.</summary>
    public string? IntervalMin { get; init; }

    /// <summary>Where a click on a value leads; null = nowhere.</summary>
    public Link? Link { get; init; }

    /// <summary>Tables: heading of the column by which rows are sorted at first, largest first; null = as they come.</summary>
    public string? SortedBy { get; init; }

    /// <summary>Panel options.</summary>
    public required JsonObject Options { get; init; }

    /// <summary><c>fieldConfig.defaults.custom</c>; null = none.</summary>
    public JsonObject? Custom { get; init; }

    /// <summary>Colour steps: from which value which colour; the first value is ignored (minus infinity).</summary>
    public IReadOnlyList<ColourStep> Steps { get; init; } = [new(0, "green")];

    /// <summary>Words and colours for values.</summary>
    public IReadOnlyList<ValueWord> Words { get; init; } = [];

    /// <summary>Overrides of single columns.</summary>
    public IReadOnlyList<Column> Columns { get; init; } = [];

    /// <summary>Overrides of single series.</summary>
    public IReadOnlyList<SeriesLook> Looks { get; init; } = [];
}

/// <summary>Colour from a value upwards.</summary>
public readonly record struct ColourStep(double From, string Colour);

/// <summary>Word and colour of one value.</summary>
public sealed record ValueWord(int Value, string Word, string Colour);

/// <summary>Heading, unit and words of one column of a table.</summary>
public sealed record Column(string Field, string Heading, string Unit, IReadOnlyList<ValueWord>? Words = null, int? Decimals = null)
{
    /// <summary>Where a click on a cell leads; null = nowhere.</summary>
    public Link? Link { get; init; }

    /// <summary>Colours of the cell from values on; null = none.</summary>
    public IReadOnlyList<ColourStep>? Steps { get; init; }
}

/// <summary>A look of single series: those whose name matches.</summary>
/// <param name="NamePattern">Regular expression on the series' name.</param>
/// <param name="Colour">Fixed colour.</param>
/// <param name="Dashed">For lines that are no measurements: limits, forecasts.</param>
public sealed record SeriesLook(string NamePattern, string Colour, bool Dashed = false);

/// <summary>A query.</summary>
/// <param name="Query">InfluxQL or PromQL.</param>
/// <param name="Legend">Name of the series, in the data source's notation.</param>
public sealed record Target(string Query, string Legend = "")
{
    /// <summary>Rows for a table instead of series.</summary>
    public bool Table { get; init; }

    /// <summary>Only the newest value (Prometheus).</summary>
    public bool Instant { get; init; }
}
