using Realtime.Domain;

namespace Realtime.Actors.City;

/// <summary>What came of a command to send a message.</summary>
public enum SendOutcome
{
    /// <summary>Stored everywhere: it will reach the broker, whatever dies now. The same answer for a repeat.</summary>
    Taken,

    /// <summary>The same idempotency key was used for another message; nothing was sent by this command.</summary>
    Conflict,

    /// <summary>A part of the city did not store it in time: send the same command with the same key again.</summary>
    NotAnswered,
}

/// <summary>Answer to a command.</summary>
/// <param name="Id">Id of the message.</param>
/// <param name="Outcome">What came of it.</param>
/// <param name="Wanted">Things it is for, of the parts that answered.</param>
public sealed record SendResult(string Id, SendOutcome Outcome, long Wanted);

/// <summary>A message and how far it is.</summary>
/// <param name="Message">What was sent.</param>
/// <param name="At">When the first part of the city stored it.</param>
/// <param name="Wanted">Things it is for.</param>
/// <param name="Sent">Things whose record the broker has.</param>
public sealed record MessageView(CityMessage Message, DateTimeOffset At, long Wanted, long Sent);

/// <summary>A message with what the devices said: of the wanted, each thing is in exactly one of the counts.</summary>
/// <param name="Summary">The message.</param>
/// <param name="Waiting">Sent or being sent, nothing heard from the device.</param>
/// <param name="Delivered">The device has it.</param>
/// <param name="Shown">A person can see it.</param>
/// <param name="Failed">The device could not show it.</param>
/// <param name="Things">Failed first, then waiting, delivered, shown.</param>
public sealed record MessageDetail(MessageView Summary, long Waiting, long Delivered, long Shown, long Failed, IReadOnlyList<MessageThing> Things);

/// <summary>Where a message stands at one thing; null outcome = nothing heard.</summary>
public sealed record MessageThing(ThingKey Thing, bool Sent, MessageOutcome? Outcome, DateTimeOffset? Time, string Reason);

/// <summary>Areas of one division.</summary>
/// <param name="By">Name of the division.</param>
/// <param name="Areas">Worst first, then by code; the last code "" holds the things whose place is not known.</param>
/// <param name="PartitionsAnswered">Partitions that answered in time.</param>
/// <param name="Partitions">Partitions there are.</param>
public sealed record AreasView(string By, IReadOnlyList<AreaTally> Areas, int PartitionsAnswered, int Partitions);

/// <summary>One area: its tally, its things and their open alerts, worst first.</summary>
public sealed record AreaDetail(AreaTally Tally, IReadOnlyList<ThingView> Things, IReadOnlyList<AlertView> Alerts, int PartitionsAnswered, int Partitions);
