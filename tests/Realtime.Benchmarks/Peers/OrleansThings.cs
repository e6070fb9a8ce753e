using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Orleans.Configuration;
using Realtime.Benchmarks.Contestants;
using Realtime.Chaos.Processes;

namespace Realtime.Benchmarks.Peers;

/// <summary>B4: Orleans: a grain per thing, called one way by a client in the silo's own process. Messages are immutable, so nothing is copied.</summary>
internal sealed class OrleansThings(Arena arena, PeerReader reader) : FrameworkContestant(arena, reader)
{
    private IHost _host = null!;
    private IGrainFactory _grains = null!;

    public override async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        await base.DisposeAsync();
    }

    protected override async Task StartFrameworkAsync()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddSingleton(City);
        builder.UseOrleans(silo => silo
            .UseLocalhostClustering(siloPort: FreePorts.Next(), gatewayPort: FreePorts.Next())
            .Configure<ClusterOptions>(options => options.ClusterId = options.ServiceId = "peer"));
        _host = builder.Build();
        await _host.StartAsync();
        _grains = _host.Services.GetRequiredService<IGrainFactory>();
    }

    /// <summary>Calls that meet a grain in the middle of its activation may overtake each other, and then the alerts are wrong.</summary>
    protected override void Awaken()
    {
        foreach (string[] ids in City.Edges.Keys.Chunk(1_000))
        {
            Task.WhenAll(ids.Select(id => _grains.GetGrain<IPeerGrain>(id).Wake())).GetAwaiter().GetResult();
        }
    }

    protected override void Deliver(PeerReading reading) => _ = _grains.GetGrain<IPeerGrain>(reading.Id).Take(reading);

    protected override void Deliver(PeerBatch batch) => _ = _grains.GetGrain<IPeerGrain>(batch.Id).TakeAll(batch);
}

/// <summary>A thing as a grain.</summary>
public interface IPeerGrain : IGrainWithStringKey
{
    /// <summary>Completes when the grain is there.</summary>
    Task Wake();

    [OneWay]
    Task Take(PeerReading reading);

    [OneWay]
    Task TakeAll(PeerBatch batch);
}

/// <summary>The grain of <see cref="IPeerGrain"/>.</summary>
internal sealed class PeerGrain(PeerCity city) : Grain, IPeerGrain
{
    private PeerThing _thing = null!;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _thing = new PeerThing(this.GetPrimaryKeyString(), city);
        return Task.CompletedTask;
    }

    public Task Wake() => Task.CompletedTask;

    public Task Take(PeerReading reading)
    {
        _thing.Take(reading);
        return Task.CompletedTask;
    }

    public Task TakeAll(PeerBatch batch)
    {
        _thing.Take(batch);
        return Task.CompletedTask;
    }
}
