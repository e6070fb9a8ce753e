using Realtime.Cluster.Settings;
using Realtime.Streams.Historian;

namespace Realtime.Cluster.Node;

/// <summary>Opens what reads the time series back, for the store of the settings.</summary>
public static class SeriesReaders
{
    /// <summary>Nothing is asked yet: a store that is away is found out by the first question, and said there.</summary>
    public static ISeriesReader Open(TimeSeriesSettings settings) => settings.Provider == TimeSeriesProvider.Sqlite
        ? new SqliteSeriesReader(settings.File)
        : new InfluxSeriesReader(HistorianHost.Influx(settings));
}
