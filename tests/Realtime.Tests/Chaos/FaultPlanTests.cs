using Realtime.LoadGen.Chaos;

namespace Realtime.Tests.Chaos;

/// <summary>A seed says everything, before anything starts.</summary>
public sealed class FaultPlanTests
{
    private static readonly FaultKind[] Soft =
        [FaultKind.StopSeries, FaultKind.SlowMail, FaultKind.RefuseMail, FaultKind.DropMailAfterData, FaultKind.JumpClock, FaultKind.SilenceInput];

    [Fact]
    public void The_same_seed_gives_the_same_faults_and_another_seed_gives_others()
    {
        Assert.Equal(FaultPlan.Draw(7, ChaosProfile.LongRun, []), FaultPlan.Draw(7, ChaosProfile.LongRun, []));
        Assert.NotEqual(FaultPlan.Draw(7, ChaosProfile.LongRun, []), FaultPlan.Draw(8, ChaosProfile.LongRun, []));
    }

    [Fact]
    public void Every_fault_is_drawn_by_some_seed_and_corruption_only_when_it_is_asked_for()
    {
        HashSet<FaultKind> drawn = [.. Enumerable.Range(1, 200).SelectMany(seed => FaultPlan.Draw(seed, ChaosProfile.ShortRun, [])).Select(fault => fault.Kind)];

        Assert.Equal([FaultKind.CorruptLinks], Enum.GetValues<FaultKind>().Except(drawn));
        Assert.All(FaultPlan.Draw(1, ChaosProfile.ShortRun, [FaultKind.CorruptLinks]), fault => Assert.Equal(FaultKind.CorruptLinks, fault.Kind));
    }

    [Fact]
    public void A_run_has_one_mood_of_the_mail_server_and_never_the_same_soft_fault_twice()
    {
        foreach (int seed in Enumerable.Range(1, 200))
        {
            FaultKind[] soft = [.. FaultPlan.Draw(seed, ChaosProfile.LongRun, []).Select(fault => fault.Kind).Where(Soft.Contains)];

            Assert.Equal(soft.Length, soft.Distinct().Count());
            Assert.True(soft.Count(kind => kind is FaultKind.SlowMail or FaultKind.RefuseMail or FaultKind.DropMailAfterData) <= 1, $"seed {seed}");
        }
    }

    [Fact]
    public void Faults_that_take_nodes_or_stores_away_follow_one_another()
    {
        foreach (int seed in Enumerable.Range(1, 200))
        {
            PlannedFault[] hard = [.. FaultPlan.Draw(seed, ChaosProfile.LongRun, []).Where(fault => !Soft.Contains(fault.Kind))];

            Assert.Equal(ChaosProfile.LongRun.HardFaults, hard.Length);
            for (int i = 1; i < hard.Length; i++)
            {
                Assert.True(hard[i - 1].Until < hard[i].At, $"seed {seed}: {hard[i - 1]}; {hard[i]}");
            }
        }
    }
}
