using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Realtime.Cluster.Health;
using Realtime.Cluster.Page;
using Realtime.Cluster.Report;
using Realtime.Cluster.Settings;
using Realtime.Cluster.Startup;
using Realtime.Replay.Recordings;

namespace Realtime.Cluster.Node;

/// <summary>A node's life from its first line to its last.</summary>
public static class NodeRun
{
    /// <summary>Starts everything, serves until Ctrl-C or SIGTERM, and stops in order.</summary>
    /// <exception cref="StartException">It could not start.</exception>
    /// <exception cref="RemovedException">The cluster removed it.</exception>
    public static async Task ToTheEndAsync(RealtimeSettings settings, DataDirectory data, bool fresh, TextWriter output, ILoggerFactory log, TimeProvider clock)
    {
        if (fresh && settings.Journal.Provider != JournalProvider.Sqlite)
        {
            throw new StartException("--fresh deletes the embedded stores only, but Journal:Provider is PostgreSql: empty that database yourself and start without --fresh.");
        }

        Announcement says = new(settings, output);
        says.Beginning(data.HasStores && !fresh);
        IReadOnlyList<Recording> recordings = settings.Replay.Enabled ? ReplayHost.Read(settings.Replay) : [];
        ReplayHost? replay = null;
        bool removed;
        await using (CityNode node = await CityNode.StartAsync(settings, PrepareStores, output, log, clock))
        {
            await StartWebAsync(node.Web, settings.Http);
            says.Serving(AddressOf(node.Web), node.Kafka, replay);
            await ServeAsync(node, replay, settings, output, log, clock);
            removed = node.Removed.IsCompleted;
            output.WriteLine(removed ? "Stopping: the cluster has removed this node." : "Stopping: the replay has stopped, the partitions store what they have.");
        }

        if (removed)
        {
            throw new RemovedException();
        }

        output.WriteLine("Stopped. Goodbye; the next start goes on from here.");

        void PrepareStores()
        {
            if (fresh)
            {
                output.WriteLine($"Starting over: {data.DeleteStores()} files of the embedded stores were deleted.");
            }

            PartitionCount.Check(data.Path, settings.Kafka.Partitions);
            replay = settings.Replay.Enabled ? ReplayHost.Open(recordings, settings.Replay, data.Path, clock) : null;
        }
    }

    /// <summary>Runs replay and progress lines until a signal; the web server has stopped when this completes.</summary>
    private static async Task ServeAsync(CityNode node, ReplayHost? replay, RealtimeSettings settings, TextWriter output, ILoggerFactory log, TimeProvider clock)
    {
        IServiceProvider services = node.Web.Services;
        using CancellationTokenSource stop = new();
        ProgressReport progress = new(
            services.GetRequiredService<PageReader>(), services.GetRequiredService<NodeMetrics>(), services.GetRequiredService<PageTime>(), output, settings.Node.ProgressInterval, clock);
        Task lines = progress.RunAsync(stop.Token);
        Task playing = replay?.RunAsync(node.Kafka, node.City, output, log.CreateLogger<ReplayHost>(), clock, stop.Token) ?? Task.CompletedTask;
        await Task.WhenAny(node.Web.WaitForShutdownAsync(stop.Token), node.Removed);
        await stop.CancelAsync();
        await Task.WhenAll(lines, playing);
        await node.Web.DisposeAsync();
    }

    private static async Task StartWebAsync(WebApplication web, HttpSettings http)
    {
        try
        {
            await web.StartAsync();
        }
        catch (IOException fault) when (fault.InnerException is AddressInUseException)
        {
            throw PortProbe.Fault(http.Address, http.Port, SocketError.AddressAlreadyInUse, fault);
        }
        catch (SocketException fault)
        {
            throw PortProbe.Fault(http.Address, http.Port, fault.SocketErrorCode, fault);
        }
    }

    /// <summary>Where the server listens, also when it chose the port itself; people write the loopback address as localhost.</summary>
    private static string AddressOf(WebApplication web)
    {
        string first = web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return first.Replace("127.0.0.1", "localhost", StringComparison.Ordinal).Replace("0.0.0.0", "localhost", StringComparison.Ordinal);
    }
}
