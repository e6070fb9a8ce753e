using Akka.Actor;
using Realtime.Actors.Routing;
using Realtime.Domain;

namespace Realtime.Actors.Things;

/// <summary>
/// Gives a thing's actor its state and its slot. Always overwrites: after a partition's new incarnation the things that survived
/// go back to what is stored. Travels through the shard, which starts the actor; answered with <see cref="Activated"/>.
/// </summary>
public sealed record Activate(string EntityId, ThingSlot Slot, int LogNumber) : IRouted;

/// <summary>The actor has its state; its sender is the reference to tell directly from now on.</summary>
public sealed record Activated(ThingSlot Slot);

/// <summary>
/// One reading, in log order. The partition lends the object for one segment and fills it anew in the next: nobody may look at it after its
/// token was given back, but for the faults of the segment, which the partition reads before.
/// </summary>
public sealed class ApplyReading
{
    public Position Position { get; private set; }

    public Reading Reading { get; private set; } = null!;

    public ChannelView? Channel { get; private set; }

    public SegmentToken Token { get; private set; } = null!;

    public ApplyReading Fill(Position position, Reading reading, ChannelView? channel, SegmentToken token)
    {
        Position = position;
        Reading = reading;
        Channel = channel;
        Token = token;
        return this;
    }
}

/// <summary>The actor could not read its state; the partition cannot go on without it.</summary>
public sealed record ActivationFailed(ThingSlot Slot, string Reason);

/// <summary>The registry's word.</summary>
public sealed record ApplyRegistration(Position Position, Registration Registration, ChannelView? Channel, SegmentToken Token);

/// <summary>The watermark reached the thing's due time.</summary>
public sealed record ApplyDeadline(ChannelView Channel, SegmentToken Token);

/// <summary>The shard moves away: everything of it stops once the partition has stored its last epoch.</summary>
public sealed record HandOff
{
    public static readonly HandOff Instance = new();
}
