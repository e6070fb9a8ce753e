using Realtime.Actors;

namespace Realtime.Tests.Engine;

public sealed class HandOverTests
{
    /// <summary>What Akka keeps of the time for a hand-over for itself before it ends by force what has not stopped (Shard, entityHandOffTimeout).</summary>
    private static readonly TimeSpan OfAkka = TimeSpan.FromSeconds(5);

    [Fact]
    public void A_hand_over_has_time_to_drain_and_a_region_that_never_answers_holds_a_shard_up_for_seconds_only()
    {
        TimeSpan whole = Actors.Engine.Defaults.GetTimeSpan("akka.cluster.sharding.handoff-timeout");
        Assert.InRange(whole, (2 * new EngineOptions().HandOffDrainMax) + OfAkka, TimeSpan.FromSeconds(20));
    }
}
