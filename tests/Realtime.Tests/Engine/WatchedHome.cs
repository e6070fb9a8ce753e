using Akka.Actor;
using Realtime.Actors;
using Realtime.Actors.City;
using Realtime.Actors.Families;
using Realtime.Actors.Ports;
using Realtime.Actors.Routing;
using Realtime.Domain;
using Realtime.Tests.Support;

namespace Realtime.Tests.Engine;

/// <summary>One household on the real engine, with a clock that the test moves; its people are in a test post.</summary>
internal sealed class WatchedHome(TestFamilyPost post) : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 11, 22, 7, 10, 0, TimeSpan.FromHours(9));
    private const string Channel = "plugs";
    private readonly string _directory = Directory.CreateTempSubdirectory("realtime-family-").FullName;
    private readonly TestLog _log = new(1);
    private readonly Produced _produced = new();

    public static ThingKey Key { get; } = new(ThingKind.Household, "h-0042");

    public CountedClock Clock { get; } = new(Start);

    public TestMessages Messages { get; } = new();

    /// <summary>How long a desk runs before it says that a set cannot be seen: here the clock jumps ahead of what is still being read.</summary>
    public TimeSpan WarmUp { get; set; } = TimeSpan.FromDays(100);

    /// <summary>How long data that are not of now have to stand still: here the clock jumps ahead of rows that nobody sends.</summary>
    public TimeSpan CatchUp { get; set; }

    public EngineNode Node { get; private set; } = null!;

    public FamilySettings Settings { get; set; } = new()
    {
        ContactWaits = [TimeSpan.FromMinutes(30), TimeSpan.FromHours(2)],
        MunicipalityWait = TimeSpan.FromHours(4),
        AskResident = true,
        Sealed = "c2VhbGVk",
    };

    /// <summary>Starts a node over what is stored; the second time it goes on from there.</summary>
    public async Task StartAsync()
    {
        if (_log.Count(Topics.Registry, 0) == 0)
        {
            Register(null);
        }

        Node = await EngineNode.StartAsync(_directory, _log, _produced, options: new EngineOptions
        {
            FullEpochInterval = TimeSpan.FromMilliseconds(100),
            PartitionPingInterval = TimeSpan.FromMilliseconds(100),
            NotifyRetryMin = TimeSpan.FromSeconds(10),
            Families = new FamilyOptions { Tick = TimeSpan.FromMilliseconds(30), Round = TimeSpan.FromMilliseconds(30), UnseenWarmUp = WarmUp, CatchUp = CatchUp },
        }, clock: Clock, messages: Messages, families: post);
        await Eventually.TrueAsync("the household is registered", async () => await Node.Engine.Families.GetRegistrationAsync(Key.Id, default) is not null, TimeSpan.FromSeconds(30));
    }

    public void Register(Absence? absence) => _log.Append(new Registration
    {
        Key = Key,
        Source = Channel,
        NoViewingLimit = TimeSpan.FromHours(24),
        Household = new HouseholdSettings { Absences = absence is null ? [] : [absence] },
        Family = Settings,
    });

    public void Leave() => _log.Append(new Registration { Key = Key, Retired = true });

    /// <summary>A row, and the channel's word that nothing older is missing.</summary>
    public void Row(DateTimeOffset time, bool viewing, bool drill = false)
    {
        _log.Append(new HouseholdReading { ThingId = Key.Id, Time = time, Viewing = viewing, Source = Channel, Drill = drill });
        Beat(time);
    }

    /// <summary>The channel's word alone: it would have seen a row.</summary>
    public void Beat(DateTimeOffset time) =>
        _log.Append(Topics.Household, new ChannelBeat { ChannelId = Channel, Time = time, ExpectedInterval = TimeSpan.FromMinutes(5) });

    /// <summary>Beats every five minutes, both ends included.</summary>
    public void Beats(DateTimeOffset from, DateTimeOffset until)
    {
        for (DateTimeOffset time = from; time <= until; time += TimeSpan.FromMinutes(5))
        {
            Beat(time);
        }
    }

    public ActorSelection AlertDesk => Node.System.ActorSelection(DeskPath);

    private static string DeskPath => $"/system/sharding/city/{EntityIds.ShardOf(EntityIds.Desk(0), 1)}/{Uri.EscapeDataString(EntityIds.Desk(0))}";

    /// <summary>The family desk dies; the alert desk starts it again after a second.</summary>
    public async Task FamilyDeskDiesAsync()
    {
        IActorRef families = await Node.System.ActorSelection($"{DeskPath}/families").ResolveOne(TimeSpan.FromSeconds(10));
        await families.GracefulStop(TimeSpan.FromSeconds(10));
    }

    /// <summary>The case behind a letter, as its reader sees it.</summary>
    public async Task<FamilyCase> CaseAsync(int letter) => (await LinkAsync(letter, acknowledge: false)).Case!;

    public Task HistoryAsync(string what, int times = 1) => WhileTimePassesAsync(
        TimeSpan.FromSeconds(1), // The desk looks again after a round.
        $"{what} stands {times} times in the alert's history",
        async () => await AlertAsync() is { } alert && (await Node.City.GetAlertAsync(alert.AlertId, default))!.History.Count(line => line.What == what) >= times);

    /// <summary>The resident has been asked for the second time, and that is stored: waits count from there, not from the moment the screen was handed it.</summary>
    public Task AskedAgainAsync() => HistoryAsync("resident-asked", times: 2);

    /// <summary>Rows every five minutes, both ends included.</summary>
    public void Rows(DateTimeOffset from, DateTimeOffset until, bool drill = false)
    {
        for (DateTimeOffset time = from; time <= until; time += TimeSpan.FromMinutes(5))
        {
            Row(time, viewing: false, drill);
        }
    }

    /// <summary>Somebody watched at the start and nobody for 25 hours; the clock stands at the newest row.</summary>
    public DateTimeOffset Quiet()
    {
        Row(Start, viewing: true);
        DateTimeOffset now = Start.AddHours(25);
        Rows(Start.AddMinutes(5), now);
        Clock.SetUtcNow(now);
        return now;
    }

    /// <summary>The same, and the resident has been asked; the clock stands at that moment.</summary>
    public async Task<DateTimeOffset> AskedAsync()
    {
        DateTimeOffset now = Quiet();
        await Eventually.TrueAsync(
            "the resident was asked",
            async () => (await Node.City.GetAlertsAsync(true, default)).FirstOrDefault(alert => alert.Rule == Rules.NoViewing) is { } alert
                && (await Node.City.GetAlertAsync(alert.AlertId, default))!.History.Any(line => line.What == "resident-asked"),
            TimeSpan.FromSeconds(30));
        return now;
    }

    public Task ToldAsync(params string[] letters) => WhileTimePassesAsync(
        TimeSpan.FromMilliseconds(50), // The desk looks around by this clock.
        $"the letters are {string.Join(", ", letters)}",
        () => Task.FromResult(post.Told.SequenceEqual(letters)),
        () => string.Join(", ", post.Told));

    /// <summary>Moves the clock in small steps until something is so: the desk may notice what is waited for later than any one jump of the clock, and goes on from there.</summary>
    public Task WhileTimePassesAsync(TimeSpan step, string reason, Func<Task<bool>> condition, Func<string>? found = null) => Eventually.TrueAsync(
        reason,
        () =>
        {
            Clock.Advance(step);
            return condition();
        },
        TimeSpan.FromSeconds(30),
        found);

    /// <summary>Moves the clock and waits until the desk has looked at it many times: what is not sent by then will not be.</summary>
    public async Task LaterAsync(TimeSpan by)
    {
        Clock.Advance(by);
        long reads = Clock.Reads + 200;
        await Eventually.TrueAsync("the desk has looked at the clock again and again", () => Clock.Reads > reads, TimeSpan.FromSeconds(30));
    }

    public async Task<AlertView> AlertAsync() => (await Node.City.GetAlertsAsync(true, default)).Single(alert => alert.Rule == Rules.NoViewing && !alert.Drill);

    public Task<FamilyLinkAnswer> LinkAsync(int letter, bool acknowledge) =>
        Node.Engine.Families.OpenLinkAsync(0, post.Accepted.ElementAt(letter).Letter.LinkHash, acknowledge ? post.Accepted.ElementAt(letter).Letter.Step : null, default);

    public async ValueTask DisposeAsync()
    {
        await Node.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }
}
