using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Cluster;
using Akka.Remote;
using Microsoft.Extensions.Logging;
using Realtime.Actors.Epochs;
using Realtime.Cluster.Node;
using Realtime.Cluster.Settings;
using AkkaCluster = Akka.Cluster.Cluster;

namespace Realtime.Tests.Membership;

/// <summary>The actor system of a node on a port of 127.0.0.1, made from settings by the product itself, and what it hears about its connections.</summary>
internal sealed class TlsNode : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("realtime-tls-").FullName;
    private readonly ActorSystem _system;
    private readonly ConcurrentQueue<string> _refusals = new();
    private readonly ILoggerFactory _log;
    private int _broken;

    private TlsNode(Func<string, (string Key, string Value)[]> settings)
    {
        Dictionary<string, string> values = new(StringComparer.OrdinalIgnoreCase) { ["Node:DataDirectory"] = _folder, ["Node:Host"] = "127.0.0.1", ["Node:Environment"] = "Development", ["Replay:Enabled"] = "false" };
        foreach ((string key, string value) in settings(_folder))
        {
            values[key] = value;
        }

        RealtimeSettings read = RealtimeSettings.Read(new SettingReader([new SettingsLayer("test", values)]));
        _log = LoggerFactory.Create(build => build.AddProvider(new Ear(_refusals)));
        _system = EngineHost.CreateSystem(read, StoredFormat.Newest, _log, TimeProvider.System);
        _system.EventStream.Subscribe(_system.ActorOf(Props.Create(() => new Listener(this))), typeof(AssociationErrorEvent));
        Cluster = AkkaCluster.Get(_system);
    }

    public AkkaCluster Cluster { get; }

    public int Port => (int)Cluster.SelfAddress.Port!;

    /// <summary>Why this node refused the other side of a connection, as it says in its log.</summary>
    public string[] Refusals => [.. _refusals];

    /// <summary>How often a connection of this node failed or was ended.</summary>
    public int BrokenConnections => Volatile.Read(ref _broken);

    /// <summary>Members this node knows to be up.</summary>
    public Address[] Up => [.. Cluster.State.Members.Where(member => member.Status == MemberStatus.Up).Select(member => member.Address).Order()];

    /// <summary>Everybody it has heard of, whatever their state.</summary>
    public Address[] Known => [.. Cluster.State.Members.Select(member => member.Address).Order()];

    /// <param name="settings">Given a folder of its own, the settings beside the test's.</param>
    public static TlsNode Start(Func<string, (string Key, string Value)[]> settings) => new(settings);

    /// <summary>Begins a cluster of its own.</summary>
    public Task BeginAsync() => Cluster.JoinAsync(Cluster.SelfAddress);

    /// <summary>Asks another node, again and again, to be let in; at the address and in the manner of its own settings.</summary>
    public void AskToJoin(TlsNode other) => Cluster.JoinSeedNodes([Cluster.SelfAddress.WithPort(other.Port)]);

    public async ValueTask DisposeAsync()
    {
        await _system.Terminate();
        _log.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private sealed class Listener(TlsNode node) : UntypedActor
    {
        protected override void OnReceive(object message) => Interlocked.Increment(ref node._broken);
    }

    private sealed class Ear(ConcurrentQueue<string> refusals) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (formatter(state, exception) is { } line && line.Contains("was refused", StringComparison.Ordinal))
            {
                refusals.Enqueue(line);
            }
        }

        public void Dispose()
        {
            // Nothing is held.
        }
    }
}
