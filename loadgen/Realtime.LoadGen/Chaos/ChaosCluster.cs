using System.Text.Json;
using Realtime.Chaos.Processes;

namespace Realtime.LoadGen.Chaos;

/// <summary>The nodes together, and somebody who starts those that end by themselves, as a service manager would.</summary>
internal sealed class ChaosCluster : IAsyncDisposable
{
    private static readonly TimeSpan RestartPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FormedMax = TimeSpan.FromSeconds(120);

    private readonly CancellationTokenSource _stop = new();
    private readonly Action<string> _say;
    private Task _manager = Task.CompletedTask;

    public ChaosCluster(ChaosServers servers, ChaosProfile profile, string program, string directory, Action<string> say)
    {
        _say = say;
        Nodes = [.. Enumerable.Range(0, profile.Nodes).Select(number => new ChaosNode(number, program, directory, servers, profile))];
    }

    public IReadOnlyList<ChaosNode> Nodes { get; }

    /// <summary>Starts all of them and waits until every one sees every partition.</summary>
    public async Task StartAsync()
    {
        foreach (ChaosNode node in Nodes)
        {
            node.Start();
        }

        _manager = ManageAsync(); // On a starved machine nodes remove each other before there is anything to attack.
        foreach (ChaosNode node in Nodes)
        {
            await node.ServingAsync();
        }

        await Patience.UntilAsync("every node is ready", AllReadyAsync, FormedMax);
    }

    public async Task<bool> AllReadyAsync()
    {
        bool[] ready = await Task.WhenAll(Nodes.Select(node => node.IsReadyAsync()));
        return ready.All(one => one);
    }

    /// <summary>Whether everything taken from the log is stored, published and told, and every channel has ended.</summary>
    public async Task<bool> IsDoneAsync()
    {
        if (!await AllReadyAsync())
        {
            return false;
        }

        JsonElement city = await Nodes[0].GetAsync("/api/v1/city?take=0");
        JsonElement[] channels = [.. city.GetProperty("channels").EnumerateArray()];
        return channels.Length > 0
            && channels.All(channel => channel.GetProperty("state").GetString() == "closed")
            && (await Nodes[0].GetAsync("/api/v1/pending")).GetProperty("pending").GetInt64() == 0;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _manager;
        foreach (ChaosNode node in Nodes)
        {
            await node.DisposeAsync();
        }

        _stop.Dispose();
    }

    private async Task ManageAsync()
    {
        using PeriodicTimer timer = new(RestartPause);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                foreach (ChaosNode node in Nodes)
                {
                    if (await node.RestartWhenEndedAsync())
                    {
                        _say($"node {node.Number + 1} had ended by itself and was started again");
                    }
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }
    }
}
