using Realtime.Actors.City;
using Realtime.Domain;

namespace Realtime.Tests.Host;

/// <summary>A city held in a list, for tests of the web layer only: the web layer must not care who answers.</summary>
internal sealed class TestCity : ICity
{
    public static readonly DateTimeOffset Start = new(2025, 11, 27, 19, 34, 0, TimeSpan.Zero);

    /// <summary>Answers only when the caller gives up.</summary>
    public bool Silent { get; set; }

    public int PartitionsAnswered { get; set; } = 8;

    public List<ThingView> Things { get; } = [];

    public List<ChannelStatus> Channels { get; } = [];

    public Dictionary<string, AlertView> Alerts { get; } = new(StringComparer.Ordinal);

    public List<(string AlertId, string By, string Comment)> Acknowledged { get; } = [];

    public CityQuery? LastQuery { get; private set; }

    public async Task<CityView> GetCityAsync(CityQuery query, CancellationToken cancellation)
    {
        await AnswerAsync(cancellation);
        LastQuery = query;
        IEnumerable<ThingView> seen = Things.Where(thing => query.Sight?.Covers(thing) != false);
        ThingCount[] counts = [.. seen.GroupBy(thing => (thing.Key.Kind, thing.Status)).Select(group => new ThingCount(group.Key.Kind, group.Key.Status, group.Count()))];
        ThingView[] found = [.. seen
            .Where(thing => (query.Kind is null || thing.Key.Kind == query.Kind) && thing.Level >= query.LevelMin)
            .Where(thing => query.Text is null || thing.Name.Contains(query.Text, StringComparison.OrdinalIgnoreCase))
            .OrderByDescending(thing => thing.Level).ThenBy(thing => thing.Key).Take(query.Take)];
        return new CityView(counts, found, Channels, 12_345, PartitionsAnswered, 8);
    }

    public async Task<ThingView?> GetThingAsync(ThingKey key, CancellationToken cancellation)
    {
        await AnswerAsync(cancellation);
        return Things.Find(thing => thing.Key == key);
    }

    public async Task<IReadOnlyList<AlertView>> GetAlertsAsync(bool includeClosed, Sight? sight, CancellationToken cancellation)
    {
        ListsAsked++;
        await AnswerAsync(cancellation);
        return [.. Alerts.Values.Where(alert => (includeClosed || alert.State != AlertState.Resolved) && sight?.Covers(alert) != false).OrderByDescending(alert => alert.Level).ThenBy(alert => alert.Since)];
    }

    /// <summary>Questions for everybody's alerts.</summary>
    public int ListsAsked { get; private set; }

    public async Task<IReadOnlyList<AlertView>> GetAlertsOfAsync(ThingKey thing, Sight? sight, CancellationToken cancellation)
    {
        await AnswerAsync(cancellation);
        return [.. Alerts.Values.Where(alert => alert.Thing == thing && sight?.Covers(alert) != false).OrderByDescending(alert => alert.State != AlertState.Resolved).ThenByDescending(alert => alert.Level).ThenBy(alert => alert.Since)];
    }

    public async Task<AlertDetail?> GetAlertAsync(string alertId, CancellationToken cancellation)
    {
        await AnswerAsync(cancellation);
        return Alerts.TryGetValue(alertId, out AlertView? alert) ? new AlertDetail(alert, [new AlertHistoryEntry(alert.Since, "raised", alert.Text) { Evidence = alert.Evidence }]) : null;
    }

    public async Task<AcknowledgeResult> AcknowledgeAsync(string alertId, string by, string comment, CancellationToken cancellation)
    {
        await AnswerAsync(cancellation);
        if (!Alerts.TryGetValue(alertId, out AlertView? alert))
        {
            return AcknowledgeResult.Unknown;
        }

        if (alert.AcknowledgedBy is not null)
        {
            return AcknowledgeResult.AlreadyAcknowledged;
        }

        Acknowledged.Add((alertId, by, comment));
        Alerts[alertId] = alert with { AcknowledgedBy = by, State = AlertState.Acknowledged };
        return AcknowledgeResult.Acknowledged;
    }

    public async Task<AcknowledgeResult> CloseAsync(string alertId, string by, string comment, CancellationToken cancellation)
    {
        await AnswerAsync(cancellation);
        if (!Alerts.TryGetValue(alertId, out AlertView? alert))
        {
            return AcknowledgeResult.Unknown;
        }

        if (alert.State != AlertState.Unobservable)
        {
            return AcknowledgeResult.Observed;
        }

        Alerts[alertId] = alert with { State = AlertState.Resolved, Level = 0 };
        return AcknowledgeResult.Closed;
    }

    public async Task<long?> GetPendingWorkAsync(CancellationToken cancellation)
    {
        await AnswerAsync(cancellation);
        return 0;
    }

    public Dictionary<ThingKey, Registration> Registrations { get; } = [];

    public async Task<ThingPage> FindThingsAsync(ThingSearch search, CancellationToken cancellation)
    {
        await AnswerAsync(cancellation);
        ThingView[] fit = [.. Things.Where(search.Covers).Where(thing => search.After is null || thing.Key > search.After).OrderBy(thing => thing.Key)];
        return new ThingPage([.. fit.Take(search.Take)], fit.Length > search.Take ? fit[search.Take - 1].Key : null);
    }

    public int Partitions => 8;

    /// <summary>Questions that went through things, to see that viewers share an answer.</summary>
    public int Walks { get; private set; }

    public async Task<ThingPage> WalkThingsAsync(int partition, ThingSearch search, CancellationToken cancellation)
    {
        Walks++;
        ThingPage page = await FindThingsAsync(search with { Take = Limits.ThingsPerPageMax }, cancellation);
        return partition < PartitionsAnswered ? page with { Things = [.. page.Things.Where(thing => Partitioning.PartitionOf(thing.Key.Id, Partitions) == partition)] }
            : throw new Akka.Actor.AskTimeoutException("not active");
    }

    public async Task<RegistrationView?> GetRegistrationAsync(ThingKey key, CancellationToken cancellation)
    {
        await AnswerAsync(cancellation);
        return Registrations.TryGetValue(key, out Registration? known) ? new RegistrationView(known, known.Municipality) : null;
    }

    public async Task<AcknowledgeResult> NoteAsync(string alertId, string by, string comment, bool suppress, CancellationToken cancellation)
    {
        await AnswerAsync(cancellation);
        if (!Alerts.TryGetValue(alertId, out AlertView? alert))
        {
            return AcknowledgeResult.Unknown;
        }

        Alerts[alertId] = suppress ? alert with { SuppressedBy = by, State = AlertState.Suppressed } : alert;
        Noted.Add((alertId, by, comment));
        return AcknowledgeResult.Noted;
    }

    public List<(string AlertId, string By, string Comment)> Noted { get; } = [];

    public List<CityMessage> Messages { get; } = [];

    public async Task<AreasView> GetAreasAsync(AreaDivision by, Sight? sight, CancellationToken cancellation)
    {
        await AnswerAsync(cancellation);
        return new AreasView(Areas.Name(by), AreaTally.Of(Things.Where(thing => sight?.Covers(thing) != false), by), PartitionsAnswered, 8);
    }

    public async Task<AreaDetail?> GetAreaAsync(AreaDivision by, string code, int take, Sight? sight, CancellationToken cancellation)
    {
        await AnswerAsync(cancellation);
        ThingView[] inside = [.. Things.Where(thing => Areas.CodeOf(thing, by) == code && sight?.Covers(thing) != false)];
        return inside.Length == 0 ? null : new AreaDetail(AreaTally.Of(inside, by).Single(), inside, [.. Alerts.Values.Where(alert => inside.Any(thing => thing.Key == alert.Thing))], PartitionsAnswered, 8);
    }

    public async Task<SendResult> SendMessageAsync(CityMessage message, CancellationToken cancellation)
    {
        await AnswerAsync(cancellation);
        if (Messages.Find(known => known.Id == message.Id) is { } before)
        {
            return new SendResult(message.Id, before == message ? SendOutcome.Taken : SendOutcome.Conflict, 1);
        }

        Messages.Add(message);
        return new SendResult(message.Id, PartitionsAnswered == 8 ? SendOutcome.Taken : SendOutcome.NotAnswered, 1);
    }

    public async Task<IReadOnlyList<MessageView>> GetMessagesAsync(CancellationToken cancellation)
    {
        await AnswerAsync(cancellation);
        return [.. Messages.Select(message => new MessageView(message, Start, 1, 1))];
    }

    public async Task<MessageDetail?> GetMessageAsync(string id, int take, CancellationToken cancellation)
    {
        await AnswerAsync(cancellation);
        return Messages.Find(message => message.Id == id) is { } known
            ? new MessageDetail(new MessageView(known, Start, 1, 1), 0, 0, 1, 0, [new MessageThing(new ThingKey(ThingKind.Household, "tv-7"), true, MessageOutcome.Shown, Start, "")])
            : null;
    }

    public ThingView AddThing(ThingKind kind, string id, string name, int level = 0, string status = "normal", string detail = "", bool registered = true)
    {
        ThingView thing = new(new ThingKey(kind, id), name, "LK", registered, Start, status, detail, level, null, null, []);
        Things.Add(thing);
        return thing;
    }

    public AlertView AddAlert(ThingView thing, int level, string text, string rule = Rules.Stage, AlertState state = AlertState.Raised, string evidence = "", bool drill = false)
    {
        DateTimeOffset since = Start.AddMinutes(Alerts.Count);
        AlertView alert = new(AlertIds.Of(thing.Key, rule, since), thing.Key, thing.Name, rule, state, level, level, since, since, text, evidence, "LK", Audience.Operators, drill, null);
        Alerts.Add(alert.AlertId, alert);
        return alert;
    }

    private Task AnswerAsync(CancellationToken cancellation) => Silent ? new TaskCompletionSource().Task.WaitAsync(cancellation) : Task.CompletedTask;
}
