using System.Text.Json.Serialization;
using Realtime.Actors.Ports;
using Realtime.Domain;

namespace Realtime.Actors.Post;

/// <summary>
/// What a post box stores. These are storage formats: add fields and types, never rename. No address stands in them: contacts stay in the
/// registry and in the thing, and come again with the notice.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(NoticePosted), "notice-posted")]
[JsonDerivedType(typeof(LetterFormed), "letter-formed")]
[JsonDerivedType(typeof(LetterTold), "letter-told")]
[JsonDerivedType(typeof(NoticesSettled), "notices-settled")]
public abstract record PostEvent;

/// <summary>A notice was taken over: from here on it is the post box's to tell.</summary>
public sealed record NoticePosted(PostedNotice Notice) : PostEvent;

/// <summary>A letter was put together; stored before it is handed over, so that a repeat after a crash is the same letter.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Keys">The notices in it, in its order.</param>
/// <param name="Area">Empty for a digest.</param>
/// <param name="Drill">Of a drill.</param>
/// <param name="Digest">Over all areas.</param>
/// <param name="Hourly">Letters of the hour, this one included.</param>
/// <param name="Weight">Most that one of its notices says.</param>
/// <param name="At">Receiving clock.</param>
public sealed record LetterFormed(string Id, IReadOnlyList<string> Keys, string Area, bool Drill, bool Digest, int Hourly, int Weight, DateTimeOffset At) : PostEvent;

/// <summary>A letter was accepted by the next hop, or never will be.</summary>
public sealed record LetterTold(string Id, NotifyOutcome Outcome, DateTimeOffset At) : PostEvent;

/// <summary>The desks have stored what became of these notices and will never ask again.</summary>
public sealed record NoticesSettled(IReadOnlyList<string> Keys) : PostEvent;

/// <summary>Everything of a post box, for a snapshot.</summary>
public sealed record PostBookSnapshot(
    IReadOnlyList<PostedNotice> Notices, IReadOnlyList<LetterFormed> Letters, IReadOnlyList<ToldNotice> Told, IReadOnlyList<WrittenLetter> Written);

/// <summary>A notice that was told, until its desk has stored it.</summary>
public sealed record ToldNotice(string Key, int Partition, NotifyOutcome Outcome);
