using System.Text.Json.Serialization;
using Realtime.Actors.Ports;
using Realtime.Domain;

namespace Realtime.Actors.Desk;

/// <summary>What the alert desk stores. These are storage formats: add fields and types, never rename.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(AlertTaken), "alert-taken")]
[JsonDerivedType(typeof(AlertsPublished), "alerts-published")]
[JsonDerivedType(typeof(AlertNotified), "alert-notified")]
[JsonDerivedType(typeof(AlertAcknowledged), "alert-acknowledged")]
[JsonDerivedType(typeof(MessageTaken), "message-taken")]
[JsonDerivedType(typeof(MessageSent), "message-sent")]
[JsonDerivedType(typeof(AlertClosed), "alert-closed")]
[JsonDerivedType(typeof(AlertNoted), "alert-noted")]
public abstract record DeskEvent;

/// <summary>A change raised by the partition was taken over.</summary>
public sealed record AlertTaken(long Number, AlertChange Change) : DeskEvent;

/// <summary>Every change up to this number is on the alerts topic.</summary>
public sealed record AlertsPublished(long UpTo) : DeskEvent;

/// <summary>People were told (or never will be): the end of one notice.</summary>
public sealed record AlertNotified(string AlertId, int Sequence, string Way, NotifyOutcome Outcome, DateTimeOffset At) : DeskEvent;

/// <summary>Somebody takes care of it.</summary>
public sealed record AlertAcknowledged(string AlertId, string By, string Comment, DateTimeOffset At) : DeskEvent;

/// <summary>A message to devices, with the things of this shard it is for: stored before anybody is told that it is sent.</summary>
public sealed record MessageTaken(CityMessage Message, IReadOnlyList<ThingKey> Things, DateTimeOffset At) : DeskEvent;

/// <summary>The broker has the message for the first so many of its things.</summary>
public sealed record MessageSent(string MessageId, int UpTo) : DeskEvent;

/// <summary>Somebody looked and ended an alert that no reading could end.</summary>
public sealed record AlertClosed(string AlertId, string By, string Comment, DateTimeOffset At) : DeskEvent;

/// <summary>Somebody said something about an alert, or that nobody has to be told of it any more.</summary>
public sealed record AlertNoted(string AlertId, string By, string Comment, bool Suppress, DateTimeOffset At) : DeskEvent;
