using Akka.Actor;
using Microsoft.Data.Sqlite;
using Realtime.Cluster.Settings;
using Realtime.Cluster.Startup;
using Realtime.Streams.Historian;

namespace Realtime.Cluster.Node;

/// <summary>The historian: started with the store of the settings, and drained on a planned stop after the last partition has left.</summary>
public static class HistorianHost
{
    /// <summary>How long a planned stop waits for the time-series store. What is left is written after the next start, unless the embedded broker ends with the node.</summary>
    private static readonly TimeSpan _drainMax = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Starts the historian and ties its end to the system's shutdown: partitions leave in the sharding phase, so by the phase before
    /// the end of the system every result stands in the log.
    /// </summary>
    /// <exception cref="StartException">The store cannot be opened.</exception>
    public static void Start(TimeSeriesSettings settings, Streams.Kafka.KafkaSettings kafka, Streams.Kafka.SharedProducer producer, ActorSystem system, ILoggerFactory log, TimeProvider clock)
    {
        ILogger<HistorianStream> logger = log.CreateLogger<HistorianStream>();
        ITimeSeriesWriter store = Open(settings, clock);
        HistorianStream historian = new(kafka, store, producer, system, clock, logger, settings.CoalesceAbove);
        CoordinatedShutdown.Get(system).AddTask(CoordinatedShutdown.PhaseBeforeActorSystemTerminate, "drain-historian", async () =>
        {
            // A node that was removed is in a hurry to end; another one writes what it leaves.
            if (CoordinatedShutdown.Get(system).ShutdownReason is not CoordinatedShutdown.ClusterDowningReason && !await historian.DrainAsync(_drainMax))
            {
                logger.LogWarning("The time-series store did not take everything within {Seconds} s", _drainMax.TotalSeconds);
            }

            await historian.DisposeAsync();
            (store as IDisposable)?.Dispose();
            return Akka.Done.Instance;
        });
    }

    private static ITimeSeriesWriter Open(TimeSeriesSettings settings, TimeProvider clock)
    {
        if (settings.Provider != TimeSeriesProvider.Sqlite)
        {
            return new InfluxLineWriter(Influx(settings));
        }

        try
        {
            return new SqliteSeriesWriter(settings.File, settings.Retention, clock);
        }
        catch (SqliteException fault)
        {
            throw new StartException($"The time series {settings.File} cannot be opened ({fault.Message.TrimEnd('.')}): start over with --fresh or choose another directory with --data DIR.", fault);
        }
    }

    /// <summary>How to reach the InfluxDB of the settings.</summary>
    internal static InfluxSettings Influx(TimeSeriesSettings settings) => new()
    {
        Url = settings.Url!,
        Api = settings.Provider == TimeSeriesProvider.InfluxDb1 ? InfluxApi.V1 : InfluxApi.V2,
        Database = settings.Database,
        Organization = settings.Organization,
        User = settings.User.Length == 0 ? null : settings.User,
        Password = settings.Password.Length == 0 ? null : settings.Password,
        Token = settings.Token.Length == 0 ? null : settings.Token,
    };
}
