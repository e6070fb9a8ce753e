using Realtime.Simulation.Tests.Judge;
using Realtime.Simulation.Tests.World;
using Xunit.Abstractions;

namespace Realtime.Simulation.Tests;

/// <summary>
/// A judge that never found anything proves nothing: each fault that is built in on purpose has to be found under the name of its
/// invariant, by a history that is clean without it.
/// </summary>
public sealed class MutantTests(ITestOutputHelper output)
{
    private const int SeedsMax = 400;

    public static TheoryData<Mutant, string> Mutants => new()
    {
        { Mutant.DropOneInTenThousand, Invariants.NoInputLost },
        { Mutant.CommitBeforePersist, Invariants.NoInputLost },
        { Mutant.PersistBeforeOutbox, Invariants.NoInputLost },
        { Mutant.PersistBeforeOutbox, Invariants.Points },
        { Mutant.ForgetEpisodeOnHandOver, Invariants.NoAlertDoubled },
        { Mutant.ForgetEpisodeOnHandOver, Invariants.NoAlertLost },
        { Mutant.ForgetEpisodeOnHandOver, Invariants.ReplayEquality },
        { Mutant.DeliverTwice, Invariants.NoAlertDoubled },
        { Mutant.NoFence, Invariants.SingleWriter },
        { Mutant.AbsenceByWallClock, Invariants.NoFalseAbsence },
        { Mutant.ForgetStall, Invariants.OneStallAlert },
        { Mutant.SwapRecords, Invariants.Order },
        { Mutant.ConfirmBeforePersist, Invariants.AcknowledgeLinearizes },
        { Mutant.ForgetUndelivered, Invariants.NoAlertLost },
    };

    [Theory]
    [MemberData(nameof(Mutants))]
    public void Each_mutant_is_caught_by_its_invariant_and_the_control_is_clean(Mutant mutant, string invariant)
    {
        for (int seed = 1; seed <= SeedsMax; seed++)
        {
            Violation? found = Histories.Of(seed, mutant).Found.FirstOrDefault(violation => violation.Invariant == invariant);
            if (found is not null)
            {
                output.WriteLine($"{mutant} was caught at seed {seed}: {found.Invariant}: {found.Detail}");
                Assert.Empty(Histories.Of(seed, Mutant.None).Found);
                return;
            }
        }

        Assert.Fail($"{mutant} was not caught by \"{invariant}\" in {SeedsMax} histories");
    }
}
