using Realtime.Actors.Routing;
using Realtime.Domain;

namespace Realtime.Actors.Post;

/// <summary>Notices of one partition for one reader; answered with <see cref="NoticesTold"/> when they were told, repeated by the desk until then.</summary>
/// <param name="EntityId">The post box.</param>
/// <param name="Partition">The desk that asks.</param>
/// <param name="To">The contact; null = the operators.</param>
/// <param name="Notices">The changes by key.</param>
public sealed record PostNotices(string EntityId, int Partition, Contact? To, IReadOnlyList<KeyedChange> Notices) : IRouted, IWireMessage;

/// <summary>A change and the key of its notice.</summary>
/// <param name="Key">Alert id and sequence.</param>
/// <param name="Change">What happened.</param>
/// <param name="OthersToo">Family and operators are both told of it.</param>
public sealed record KeyedChange(string Key, AlertChange Change, bool OthersToo);

/// <summary>What became of notices, told to their desk and repeated until <see cref="SettleNotices"/>.</summary>
public sealed record NoticesTold(string EntityId, string Box, IReadOnlyList<ToldNotice> Notices) : IRouted, IWireMessage;

/// <summary>The desk has stored the outcome of these notices: the post box may forget them.</summary>
public sealed record SettleNotices(string EntityId, IReadOnlyList<string> Keys) : IRouted, IWireMessage;
