using Akka.Actor;
using Realtime.Actors;
using Realtime.Actors.City;
using Realtime.Actors.Epochs;
using Realtime.Actors.Ports;
using Realtime.Cluster.Audit;
using Realtime.Cluster.Engine;
using Realtime.Cluster.Family;
using Realtime.Cluster.Health;
using Realtime.Cluster.Http;
using Realtime.Cluster.Membership;
using Realtime.Cluster.Notify;
using Realtime.Cluster.Page;
using Realtime.Cluster.Settings;
using Realtime.Cluster.Startup;
using Realtime.Intake;
using Realtime.Streams.Canaries;
using Realtime.Streams.Kafka;
using Realtime.Streams.Live;
using RealtimeEngine = Realtime.Actors.Engine;

namespace Realtime.Cluster.Node;

/// <summary>
/// Puts a node together, each part on top of the ones before it, and takes it apart in the opposite order: first nobody may ask any more,
/// then nothing is sent, then the partitions drain and store, then the time series catch up, then the broker ends.
/// </summary>
public sealed class CityNode : IAsyncDisposable
{
    /// <summary>The system's phases have limits of their own: sharding's is 60 s, the historian's 15 s.</summary>
    private static readonly TimeSpan _engineStopMax = TimeSpan.FromSeconds(85);
    private static readonly TimeSpan _partStopMax = TimeSpan.FromSeconds(10);

    /// <summary>Parts beside the engine, and the web server with the host's own 30 s.</summary>
    private const int PartsMax = 12;

    /// <summary>The longest a planned stop can take before a part of it is given up: what a supervisor has to wait for after SIGTERM.</summary>
    public static TimeSpan StopMax { get; } = TimeSpan.FromSeconds(30) + _engineStopMax + (_partStopMax * PartsMax);

    private readonly StopList _parts;
    private readonly FamilyHost _family = new();
    private SharedProducer _producer = null!;
    private LiveAlerts _live = null!;

    private CityNode(StopList parts) => _parts = parts;

    /// <summary>The city behind the ports.</summary>
    public ICity City { get; private set; } = null!;

    /// <summary>Who is there, as this node sees it.</summary>
    public IClusterProbe Membership { get; private set; } = null!;

    /// <summary>Completes when the actor system has ended; before a stop was asked for that means that the cluster removed this node.</summary>
    public Task Removed { get; private set; } = Task.CompletedTask;

    public KafkaEndpoint Kafka { get; private set; } = null!;

    /// <summary>The page and the API; not started yet.</summary>
    public WebApplication Web { get; private set; } = null!;

    /// <summary>Starts broker, engine and historian; on a fault everything that was started is stopped again.</summary>
    /// <param name="settings">All of them.</param>
    /// <param name="prepareStores">Runs when everything outside was found in order and no store is open yet: only now may stores be deleted.</param>
    /// <param name="output">For people.</param>
    /// <param name="log">For operators.</param>
    /// <param name="clock">The wall clock.</param>
    /// <exception cref="StartException">Settings or surroundings do not allow it.</exception>
    public static async Task<CityNode> StartAsync(RealtimeSettings settings, Action prepareStores, TextWriter output, ILoggerFactory log, TimeProvider clock)
    {
        CheckedClock receiving = new(clock);
        IFaults faults = ProcessFaults.FromEnvironment();
        IntakeDecoder mappings = IntakeHost.Load(settings.Intake);
        CityNode node = new(new StopList(log.CreateLogger<CityNode>()));
        try
        {
            node.Kafka = await KafkaEndpoint.OpenAsync(settings.Kafka);
            node._parts.Add("broker", _partStopMax, () => Task.Run(() => node.Kafka.Embedded?.Dispose()));
            await new JournalProbe(settings.Journal).RequireServerAsync();
            prepareStores();
            int format = await PrepareDatabaseAsync(settings);
            Surroundings surroundings = await node.LookAroundAsync(settings, receiving, clock, log);
            node.City = await node.StartEngineAsync(settings, format, faults, output, log, receiving);
            surroundings.Start();
            node.StartIntake(mappings, log, receiving);
            node.StartCanaries(settings.Canary, log, receiving);
            node.StartLive(log);
            node.Web = node.BuildWeb(settings, log, receiving);
            return node;
        }
        catch
        {
            await node.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Where another clock can be asked, that is done before the first reading is taken: a clock that is wrong by hours must not refuse it.
    /// Embedded stores are made only by the engine, so they are looked at later.
    /// </summary>
    private async Task<Surroundings> LookAroundAsync(RealtimeSettings settings, CheckedClock receiving, TimeProvider own, ILoggerFactory log)
    {
        Surroundings surroundings = new(settings, new TopicWatch(Kafka.Settings), receiving, own, log.CreateLogger<Surroundings>());
        _parts.Add("surroundings", _partStopMax, () => surroundings.DisposeAsync().AsTask());
        if (settings.Journal.Provider != JournalProvider.Sqlite)
        {
            await surroundings.LookAsync();
        }

        return surroundings;
    }

    private static async Task<int> PrepareDatabaseAsync(RealtimeSettings settings)
    {
        if (settings.Journal.Provider == JournalProvider.Sqlite)
        {
            return StoredFormat.Newest; // One process: there is no older program beside this one.
        }

        foreach (string database in new[] { settings.Journal.ConnectionString, settings.Journal.SnapshotConnectionString }.Distinct())
        {
            await PostgresSchema.MigrateAsync(database);
        }

        await CityFacts.RequirePartitionsAsync(settings.Journal.ConnectionString, settings.Kafka.Partitions);
        return await CityFacts.FormatAsync(settings.Journal.ConnectionString, settings.Journal.Format);
    }

    public ValueTask DisposeAsync() => _parts.DisposeAsync();

    private async Task<ICity> StartEngineAsync(RealtimeSettings settings, int format, IFaults faults, TextWriter output, ILoggerFactory log, TimeProvider clock)
    {
        SharedProducer producer = _producer = new(Kafka.Settings, log.CreateLogger<SharedProducer>());
        _parts.Add("producer", _partStopMax, () => Task.Run(producer.Dispose));
        ClusterSeat? seat = TakeSeat(settings.Journal, log, clock);
        ActorSystem system = EngineHost.CreateSystem(settings, format, log, clock);
        Membership = new ClusterProbe(system);
        Removed = system.WhenTerminated;
        KafkaReader reader = new(Kafka.Settings, Kafka.LogId, system, clock, log.CreateLogger<KafkaReader>());
        _parts.Add("reader", _partStopMax, () => Task.Run(reader.Dispose));
        _parts.Add("engine", _engineStopMax, () => EngineHost.StopAsync(system));
        HistorianHost.Start(settings.TimeSeries, Kafka.Settings, producer, system, log, clock);
        await EngineHost.JoinAsync(system, settings.Node, seat, clock, log);
        RealtimeEngine engine = await RealtimeEngine.StartAsync(system, new EnginePorts(
            reader,
            new KafkaOutbox(producer),
            new KafkaAlertPublisher(producer),
            new LogNotifier(output, new AlertLine(settings.Node.TimeZone)),
            clock,
            faults,
            OptionsFor(settings),
            settings.Mail.Enabled ? Mail(settings, log, clock) : null,
            new KafkaMessagePublisher(producer),
            new KafkaCanaryPublisher(producer),
            settings.Family.Enabled ? _family.Start(settings, log, clock, _parts) : null));
        _family.City = engine.Families;
        return engine.City;
    }

    private void StartIntake(IntakeDecoder mappings, ILoggerFactory log, TimeProvider clock)
    {
        IntakeStream intake = IntakeHost.Start(mappings, Kafka, _producer, log, clock);
        _parts.Add("intake", _partStopMax, () => intake.DisposeAsync().AsTask());
    }

    private void StartCanaries(CanarySettings settings, ILoggerFactory log, TimeProvider clock)
    {
        if (settings.Interval > TimeSpan.Zero)
        {
            OutsidePing ping = new(settings.PingUrl, new SocketsHttpHandler(), log.CreateLogger<OutsidePing>());
            CanaryLoop canaries = new(Kafka.Settings, _producer, settings.Interval, ping.CallAsync, clock, log.CreateLogger<CanaryLoop>());
            _parts.Add("watcher outside", _partStopMax, () => Task.Run(ping.Dispose));
            _parts.Add("canaries", _partStopMax, () => canaries.DisposeAsync().AsTask());
        }
    }

    private void StartLive(ILoggerFactory log)
    {
        LiveAlerts live = _live = new(Kafka.Settings, log.CreateLogger<LiveAlerts>());
        _parts.Add("live changes", _partStopMax, () => Task.Run(live.Dispose));
    }

    private static EngineOptions OptionsFor(RealtimeSettings settings)
    {
        EngineOptions options = new()
        {
            ResumeAtEarliestWhenOffsetsLost = settings.Kafka.OnOffsetsLost == OffsetsLost.Earliest,
            Post = settings.Mail.Gathering,
            Families = new FamilyOptions { Tick = settings.Family.Tick, Round = settings.Family.Round, UnseenWarmUp = settings.Family.WarmUp, LinkLife = settings.Family.LinkLife },
        };

        // The data directory admits one process: nobody else can write these files, so nobody has to be fenced by old events.
        return settings.Journal.Provider == JournalProvider.Sqlite ? options with { EventsKeptMin = TimeSpan.Zero } : options;
    }

    private ClusterSeat? TakeSeat(JournalSettings journal, ILoggerFactory log, TimeProvider clock)
    {
        if (journal.Provider == JournalProvider.Sqlite)
        {
            return null;
        }

        ClusterSeat seat = new(journal.ConnectionString, clock, log.CreateLogger<ClusterSeat>());
        _parts.Add("seat in the cluster", _partStopMax, () => seat.DisposeAsync().AsTask());
        return seat;
    }

    private static MailPost Mail(RealtimeSettings settings, ILoggerFactory log, TimeProvider clock)
    {
        MailComposer composer = new(settings.Mail, settings.Node.TimeZone, settings.Http.PublicUrl, clock);
        return new MailPost(settings.Mail, composer, log.CreateLogger<MailPost>());
    }

    private WebApplication BuildWeb(RealtimeSettings settings, ILoggerFactory log, TimeProvider clock)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton(log);
        builder.Services.AddSingleton(clock);
        builder.Services.AddSingleton(City);
        builder.Services.AddSingleton(Membership);
        builder.Services.AddSingleton<IJournalProbe>(new JournalProbe(settings.Journal));
        FileAudit audit = new(settings.Audit);
        _parts.Add("audit", _partStopMax, () => Task.Run(audit.Dispose));
        builder.Services.AddSingleton<IAudit>(audit);
        builder.Services.AddSingleton(settings.Audit);
        builder.Services.AddSingleton<Registry.IRegistryWriter>(new Registry.KafkaRegistryWriter(_producer));
        builder.Services.AddSingleton<ILiveAlerts>(_live);
        builder.Services.AddSingleton(settings.Intake);
        builder.Services.AddSingleton(settings.Map.Geometry);
        builder.Services.AddSingleton(SeriesReaders.Open(settings.TimeSeries));
        builder.Services.AddSingleton<IIntakeInbox>(new IntakeInbox(_producer));
        _family.AddTo(builder.Services, _producer, clock);
        builder.AddWebNode(settings.Http, settings.Node, settings.Access, new NodeFacts(settings.Replay.Enabled, settings.Mail.Enabled));
        WebApplication web = builder.Build();
        web.UseWebNode(settings.Intake);
        _family.Map(web);
        return web;
    }
}
