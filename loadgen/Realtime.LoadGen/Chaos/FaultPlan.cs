namespace Realtime.LoadGen.Chaos;

/// <summary>
/// The faults of one seed, drawn in full before anything starts. Hard faults follow one another, with time in between to find together
/// again, so that every run also shows recovery; soft ones may fall anywhere.
/// </summary>
public sealed class FaultPlan
{
    private static readonly FaultKind[] Hard =
    [
        FaultKind.KillNode, FaultKind.KillNodeForLong, FaultKind.KillAllNodes, FaultKind.PauseNode, FaultKind.PartitionNode, FaultKind.PartitionOneWay,
        FaultKind.SlowLinks, FaultKind.StopDatabase, FaultKind.HangDatabase, FaultKind.CutAfterCommit, FaultKind.BrokerErrors, FaultKind.BrokerDown,
    ];

    /// <summary>At most one of each group in a run: two of one would end each other.</summary>
    private static readonly FaultKind[][] Soft =
    [
        [FaultKind.StopSeries], [FaultKind.SlowMail, FaultKind.RefuseMail, FaultKind.DropMailAfterData], [FaultKind.JumpClock], [FaultKind.SilenceInput],
    ];

    private readonly Random _random;
    private readonly ChaosProfile _profile;

    private FaultPlan(int seed, ChaosProfile profile)
    {
        _random = new Random(seed);
        _profile = profile;
    }

    /// <summary>The schedule of a seed, in the order of its beginnings. The same seed and profile always give the same one.</summary>
    /// <param name="seed">Draws everything.</param>
    /// <param name="profile">How many, how long.</param>
    /// <param name="only">Draw from these kinds only; empty = from all.</param>
    public static IReadOnlyList<PlannedFault> Draw(int seed, ChaosProfile profile, IReadOnlyCollection<FaultKind> only)
    {
        FaultPlan plan = new(seed, profile);
        FaultKind[] hard = [.. Hard.Append(FaultKind.CorruptLinks).Where(kind => only.Count == 0 ? kind != FaultKind.CorruptLinks : only.Contains(kind))];
        List<FaultKind[]> soft = [.. Soft.Select(group => group.Where(kind => only.Count == 0 || only.Contains(kind)).ToArray()).Where(group => group.Length > 0)];
        return [.. plan.DrawHard(hard).Concat(plan.DrawSoft(soft)).OrderBy(fault => fault.At)];
    }

    private List<PlannedFault> DrawHard(FaultKind[] kinds)
    {
        List<PlannedFault> faults = [];
        TimeSpan from = _profile.Sending * 0.1;
        for (int i = 0; i < _profile.HardFaults && kinds.Length > 0; i++)
        {
            TimeSpan at = from + _profile.Sending * (0.5 / _profile.HardFaults * _random.NextDouble());
            PlannedFault fault = One(kinds[_random.Next(kinds.Length)], at);
            faults.Add(fault);
            from = fault.Until + _profile.Sending * (0.2 / _profile.HardFaults);
        }

        return faults;
    }

    private List<PlannedFault> DrawSoft(List<FaultKind[]> groups)
    {
        List<PlannedFault> faults = [];
        for (int left = _profile.SoftFaults; left > 0 && groups.Count > 0; left--)
        {
            FaultKind[] kinds = groups[_random.Next(groups.Count)];
            groups.Remove(kinds);
            faults.Add(One(kinds[_random.Next(kinds.Length)], _profile.Sending * (0.1 + 0.7 * _random.NextDouble())));
        }

        return faults;
    }

    private PlannedFault One(FaultKind kind, TimeSpan at)
    {
        double part = _random.NextDouble();
        int node = _random.Next(_profile.Nodes);
        double amount = _random.NextDouble();
        TimeSpan outage = TimeSpan.FromSeconds(5) + (_profile.OutageMax - TimeSpan.FromSeconds(5)) * part;
        return kind switch
        {
            FaultKind.KillNode or FaultKind.KillAllNodes => new PlannedFault(kind, at, TimeSpan.FromSeconds(0.5) + _profile.OutageMax * 0.6 * part, node, 0),
            FaultKind.KillNodeForLong => new PlannedFault(kind, at, _profile.LongAbsence + TimeSpan.FromSeconds(5 * part), node, 0),
            FaultKind.SlowLinks => new PlannedFault(kind, at, outage, node, 50 + Math.Round(450 * amount)),
            FaultKind.CorruptLinks => new PlannedFault(kind, at, outage, node, 0.01 + 0.09 * amount),
            FaultKind.CutAfterCommit => new PlannedFault(kind, at, outage, node, 1 + Math.Round(9 * amount)),
            FaultKind.BrokerErrors => new PlannedFault(kind, at, outage, node, 5 + Math.Round(45 * amount)),
            FaultKind.JumpClock => new PlannedFault(kind, at, outage, node, amount < 0.5 ? -3_600 : 3_600),
            _ => new PlannedFault(kind, at, outage, node, 0),
        };
    }
}
