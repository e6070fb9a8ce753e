namespace Realtime.Cluster.Settings;

/// <summary>The record of who did and read what.</summary>
public sealed record AuditSettings
{
    /// <summary>Its directory: <c>audit</c> in the data directory.</summary>
    public required string Directory { get; init; }

    /// <summary><c>Audit:RetentionDays</c>: days after which a day's file is deleted. Default 365.</summary>
    public required int RetentionDays { get; init; }

    public static AuditSettings Read(SettingReader from, string dataDirectory) => new()
    {
        Directory = Path.Combine(dataDirectory, "audit"),
        RetentionDays = from.Whole("Audit:RetentionDays", 365, 1, 36_500),
    };
}
