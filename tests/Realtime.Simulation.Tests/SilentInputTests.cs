using Realtime.Domain;
using Realtime.Simulation.Tests.Judge;
using Realtime.Simulation.Tests.World;

namespace Realtime.Simulation.Tests;

/// <summary>What is said when nothing arrives, although nothing is wrong in any home.</summary>
public sealed class SilentInputTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void A_day_without_input_is_one_alert_that_lists_the_channels_and_no_absence(int seed)
    {
        SimWorld world = new SimWorld(seed, Mutant.None, Healthy(seed)).LiveUntilSilent(TimeSpan.FromHours(24));

        AlertChange[] raised = [.. world.Judge.TakenChanges.Where(change => change.Kind == AlertChangeKind.Raised && change.Rule is not Rules.Stage)];
        AlertChange stalled = Assert.Single(raised);
        Assert.Equal(Rules.ChannelStalled, stalled.Rule);
        string lastWord = world.Judge.TakenChanges.Last(change => change.AlertId == stalled.AlertId).Text;
        Assert.StartsWith("input stalled: 3 channels stopped", lastWord, StringComparison.Ordinal);
        Assert.All(world.Story.Channels, channel => Assert.Contains(channel.Id, lastWord, StringComparison.Ordinal));
        Assert.DoesNotContain(world.Judge.Found, violation => violation.Invariant != Invariants.Drains);
    }

    private static FaultProfile Healthy(int seed) => FaultProfile.Draw(new Dice(seed)).Quiet();
}
