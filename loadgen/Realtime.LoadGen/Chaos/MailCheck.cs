using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Realtime.Chaos.Mail;
using Realtime.Domain;

namespace Realtime.LoadGen.Chaos;

/// <summary>
/// Mails: at least one for every step that people are told of, none that nobody foretold, and repeats only where a connection was broken off
/// after DATA or where a process, or its link to the database, ended between the server's 250 and the record of it.
/// </summary>
public static class MailCheck
{
    /// <summary>Letters that may be repeated when a process ends: a post box hands over no more of them before the first are recorded.</summary>
    private const int UnderWay = Limits.LettersUnderWayMax;

    /// <param name="changes">What was published.</param>
    /// <param name="mails">What the mail server has taken.</param>
    /// <param name="faults">What was done.</param>
    /// <param name="nodes">Nodes of the cluster.</param>
    /// <param name="starts">Processes started in the run.</param>
    public static Verdict Judge(IReadOnlyList<AlertChange> changes, IReadOnlyList<ReceivedMail> mails, IReadOnlyList<PlannedFault> faults, int nodes, int starts)
    {
        Dictionary<string, AlertChange> told = changes.Where(IsTold).DistinctBy(change => (change.AlertId, change.Sequence)).ToDictionary(MessageId);
        Dictionary<string, int> copies = mails.CountBy(mail => mail.MessageId).ToDictionary(count => count.Key, count => count.Value);
        List<string> cases = [];
        cases.AddRange(told.Where(step => !copies.ContainsKey(step.Key)).Select(step => $"no mail for {step.Value.AlertId} step {step.Value.Sequence} ({step.Value.Kind}): {step.Value.Text}"));
        cases.AddRange(mails.Where(mail => !told.ContainsKey(mail.MessageId)).Select(mail => $"nobody foretold the mail {mail.MessageId}: {mail.Subject}"));
        int drops = mails.Count(mail => !mail.Acknowledged);
        int extra = copies.Values.Sum(count => count - 1);
        int allowed = drops + Interruptions(faults, nodes, starts) * UnderWay;
        if (extra > allowed)
        {
            cases.Add($"{extra} extra copies, allowed are {allowed} ({drops} broken off after DATA)");
        }

        string what = string.Create(CultureInfo.InvariantCulture, $"one mail per step ({told.Count}), extra copies {extra} of {allowed} allowed");
        return new Verdict("I8", what, cases);
    }

    /// <summary>The published contract of the product's mails: see <c>MailComposer.MessageId</c>.</summary>
    private static string MessageId(AlertChange change)
    {
        string source = string.Create(CultureInfo.InvariantCulture, $"{change.AlertId}/{change.Sequence}\n{ChaosNode.Operator}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(source)).AsSpan(0, 16)) + "@city.example";
    }

    /// <summary>Steps down and "visible again" ask nothing of anybody and are not told.</summary>
    private static bool IsTold(AlertChange change) => change.Kind is not (AlertChangeKind.SteppedDown or AlertChangeKind.Observable);

    /// <summary>How often desks may have ended with a notice under way: ends of processes, and every fault of the database or of links ends some.</summary>
    private static int Interruptions(IReadOnlyList<PlannedFault> faults, int nodes, int starts) => starts - nodes + faults.Sum(fault => fault.Kind switch
    {
        FaultKind.StopDatabase or FaultKind.HangDatabase or FaultKind.PauseNode or FaultKind.PartitionNode or FaultKind.PartitionOneWay => nodes,
        FaultKind.CutAfterCommit => (int)fault.Amount,
        _ => 0,
    });
}
