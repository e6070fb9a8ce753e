using Realtime.Actors.Epochs;
using Realtime.Actors.Partitions;
using Realtime.Actors.Ports;
using Realtime.Domain;

namespace Realtime.Simulation.Tests.World;

/// <summary>The simulation judges by what comes out, not by what the core reports of itself.</summary>
internal sealed class SilentReport : IPartitionReport
{
    public static readonly SilentReport Instance = new();

    public void Activated()
    {
    }

    public void Forwarded()
    {
    }

    public void Taken(ThingKind kind, ReadOnlySpan<int> outcomes)
    {
    }

    public void Stored(EpochKind kind, TimeSpan took, long bytes)
    {
    }

    public void Delivered(TimeSpan delay)
    {
    }

    public void Heard(ChannelEntry channel, DateTimeOffset at)
    {
    }

    public void WentOnBehindLostOffsets(OffsetsLostException lost)
    {
    }

    public void LogIsNew()
    {
    }

    public void HandOffOverdue()
    {
    }
}
