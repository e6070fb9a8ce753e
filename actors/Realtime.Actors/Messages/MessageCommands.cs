using Realtime.Actors.City;
using Realtime.Actors.Routing;
using Realtime.Domain;

namespace Realtime.Actors.Messages;

/// <summary>Tells a desk to send a message to its things; answered with <see cref="MessageTakenAnswer"/> once it is stored.</summary>
public sealed record SendMessage(string EntityId, CityMessage Message) : IRouted, IWireMessage;

/// <summary>The desk has stored it (or had before), for so many things; or the id belongs to another message.</summary>
public sealed record MessageTakenAnswer(bool Conflict, long Wanted) : IWireMessage;

/// <summary>Asks a desk for its messages; answered with <see cref="MessagesAnswer"/>.</summary>
public sealed record GetMessages(string EntityId) : IRouted, IWireMessage;

/// <summary>The messages of one desk.</summary>
public sealed record MessagesAnswer(IReadOnlyList<MessageView> Messages) : IWireMessage;

/// <summary>Asks a desk for one message with its things; answered with <see cref="MessageAnswer"/>.</summary>
public sealed record GetMessage(string EntityId, string MessageId) : IRouted, IWireMessage;

/// <summary>The message, or null.</summary>
public sealed record MessageAnswer(MessageView? Message, IReadOnlyList<MessageThing> Things) : IWireMessage;

/// <summary>A desk asks its partition which things a message is for; answered with <see cref="ScopeAnswer"/>.</summary>
public sealed record GetScope(MessageScope Scope, bool Drill);

/// <summary>The things, in the order of their keys.</summary>
public sealed record ScopeAnswer(IReadOnlyList<ThingKey> Things);

/// <summary>A desk asks its partition what the devices said about a message; answered with <see cref="DeliveriesAnswer"/>.</summary>
public sealed record GetDeliveries(string MessageId, IReadOnlyList<ThingKey> Things);

/// <summary>What is known, by thing.</summary>
public sealed record DeliveriesAnswer(IReadOnlyDictionary<ThingKey, Delivery> Deliveries);
