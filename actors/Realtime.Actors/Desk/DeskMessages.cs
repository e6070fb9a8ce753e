using Realtime.Actors.City;
using Realtime.Actors.Epochs;
using Realtime.Actors.Routing;
using Realtime.Domain;

namespace Realtime.Actors.Desk;

/// <summary>A partition introduces itself to its desk, which answers <see cref="DeskReady"/> and takes up its unfinished work.</summary>
/// <param name="EntityId">The desk's address.</param>
/// <param name="DeliveredUpTo">Newest alert number that a desk of this shard is known to have stored.</param>
public sealed record WakeDesk(string EntityId, long DeliveredUpTo) : IRouted;

/// <summary>The desk's reference and how far it is.</summary>
/// <param name="TakenUpTo">Newest alert number the desk has stored.</param>
public sealed record DeskReady(long TakenUpTo);

/// <summary>Stored alert changes, in the order of their numbers; answered with <see cref="AlertsTaken"/> once the desk has stored them.</summary>
public sealed record DeliverAlerts(IReadOnlyList<NumberedAlert> Alerts);

/// <summary>The desk has stored everything up to this number.</summary>
public sealed record AlertsTaken(long UpTo);

/// <summary>The partition is finished; the desk stops.</summary>
public sealed record StopDesk
{
    public static readonly StopDesk Instance = new();
}

/// <summary>Asks a desk for its alerts; answered with <see cref="DeskView"/>.</summary>
public sealed record GetDeskView(string EntityId, bool IncludeClosed) : IRouted, IWireMessage
{
    /// <summary>Only what it covers; null = everything.</summary>
    public Sight? Sight { get; init; }

    /// <summary>Only alerts of this thing; null = of all. A desk of before there was this question answers with all.</summary>
    public ThingKey? Thing { get; init; }
}

/// <summary>Alerts of one desk.</summary>
public sealed record DeskView(int Partition, IReadOnlyList<AlertView> Alerts) : IWireMessage;

/// <summary>Asks a desk for one alert; answered with <see cref="AlertAnswer"/>.</summary>
public sealed record GetAlert(string EntityId, string AlertId) : IRouted, IWireMessage;

/// <summary>The alert, or null.</summary>
public sealed record AlertAnswer(AlertDetail? Alert) : IWireMessage;

/// <summary>Somebody takes care of an alert; answered with <see cref="AcknowledgeAnswer"/> after it is stored.</summary>
public sealed record AcknowledgeAlert(string EntityId, string AlertId, string By, string Comment) : IRouted, IWireMessage;

/// <summary>Somebody ends an alert that no reading can end; answered with <see cref="AcknowledgeAnswer"/> after it is stored.</summary>
public sealed record CloseAlert(string EntityId, string AlertId, string By, string Comment) : IRouted, IWireMessage;

/// <summary>Somebody says something about an alert; answered with <see cref="AcknowledgeAnswer"/> after it is stored.</summary>
public sealed record NoteAlert(string EntityId, string AlertId, string By, string Comment, bool Suppress) : IRouted, IWireMessage;

/// <summary>What came of it.</summary>
public sealed record AcknowledgeAnswer(AcknowledgeResult Result) : IWireMessage;
