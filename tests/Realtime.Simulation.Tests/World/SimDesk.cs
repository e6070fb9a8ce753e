using Realtime.Actors.City;
using Realtime.Actors.Desk;
using Realtime.Actors.Epochs;
using Realtime.Actors.Ports;
using Realtime.Domain;

namespace Realtime.Simulation.Tests.World;

/// <summary>
/// The alert desk as its actor is, around the real <see cref="AlertBook"/>: one command at a time, an event before an answer, a
/// publication or a notice again when it is not recorded as done.
/// </summary>
public sealed class SimDesk(SimWorld world, SimProcess process, int partition)
{
    private readonly Queue<Action> _commands = new();
    private readonly Link _mailbox = new();
    private readonly Link _toJournal = new();
    private readonly long _writer = world.NextWriter();
    private Incarnation? _owner;
    private long _number;
    private bool _busy = true; // Until it has recovered.
    private bool _working;

    public AlertBook Book { get; } = new();

    public bool Alive { get; private set; } = true;

    private VirtualJournal Journal => world.Desks[partition];

    public void Recover() => Later(() =>
    {
        foreach (JournalRow row in Journal.Read().Rows)
        {
            Book.Apply((DeskEvent)row.Event);
            _number = row.Number;
        }

        Done();
    });

    public void Vanish() => Alive = false;

    public void Wake(Incarnation owner, long deliveredUpTo) => Command(() =>
    {
        if (_owner is not null && deliveredUpTo > Book.TakenUpTo)
        {
            Die(); // Stale: the desk of another owner has stored more.
            return;
        }

        _owner = owner;
        owner.Later(_mailbox, () => owner.DeskIs(this, Book.TakenUpTo));
        Done();
    });

    public void Deliver(Incarnation owner, IReadOnlyList<NumberedAlert> alerts) => Command(() =>
    {
        NumberedAlert[] fresh = world.Mutant == Mutant.DeliverTwice ? [.. alerts] : [.. Book.Fresh(alerts)];
        DeskEvent[] taken = [.. fresh.Select(alert => new AlertTaken(alert.Number, alert.Change))];
        Persist(taken, () => owner.Later(_mailbox, () => owner.Core.AlertsTaken(owner.Now, Book.TakenUpTo)));
    });

    public void Acknowledge(string alertId, string by) => Command(() =>
    {
        if (Book.Refusal(alertId) is not null)
        {
            Done();
            return;
        }

        if (world.Mutant == Mutant.ConfirmBeforePersist)
        {
            world.Outside.Confirmed.Add((alertId, by));
        }

        var acknowledged = new AlertAcknowledged(alertId, by, "", process.Now.Wall);
        Persist([acknowledged], () =>
        {
            if (world.Mutant != Mutant.ConfirmBeforePersist)
            {
                world.Outside.Confirmed.Add((alertId, by));
            }
        });
    });

    private void Command(Action command)
    {
        _commands.Enqueue(command);
        if (!_busy)
        {
            Done();
        }
    }

    private void Done()
    {
        _busy = false;
        if (_commands.TryDequeue(out Action? next))
        {
            _busy = true;
            next();
        }
        else
        {
            Work();
        }
    }

    private void Persist(DeskEvent[] events, Action then)
    {
        if (events.Length == 0)
        {
            then();
            Done();
            return;
        }

        JournalRow[] rows = [.. events.Select(change => new JournalRow(++_number, _writer, change))];
        bool fails = world.Faulty(world.Profile.DeskWriteFails);
        world.Write(Journal, rows, _toJournal, (delay, happens) => Later(delay, happens), () => Stored(events, then), Die, fails);
    }

    private void Stored(DeskEvent[] events, Action then)
    {
        foreach (DeskEvent change in events)
        {
            Book.Apply(change);
        }

        then();
        Done();
    }

    /// <summary>The two outboxes: the topic, and people.</summary>
    private void Work()
    {
        if (_working)
        {
            return;
        }

        (long Number, AlertChange Change)[] open = [.. Book.Unpublished.Take(20).Select(entry => (entry.Key, entry.Value))];
        if (open.Length > 0)
        {
            _working = true;
            Later(() => Publish(open));
        }
        else if (Book.Unnotified.FirstOrDefault() is { Value: { } change })
        {
            _working = true;
            Later(() => Notify(change));
        }
    }

    private void Publish((long Number, AlertChange Change)[] open)
    {
        foreach ((_, AlertChange change) in open)
        {
            world.Judge.Published(partition, change, world.Outside.Publish(change));
        }

        _working = false;
        Command(() => Persist([new AlertsPublished(open[^1].Number)], () => { }));
    }

    private void Notify(AlertChange change)
    {
        world.Outside.Mail($"{change.AlertId}-{change.Sequence}");
        _working = false;
        Command(() => Persist([new AlertNotified(change.AlertId, change.Sequence, "mail", NotifyOutcome.Accepted, process.Now.Wall)], () => { }));
    }

    private void Die()
    {
        Alive = false;
        _owner?.DeskDied(this);
    }

    private void Later(Action happens) => Later(world.Dice.Latency(), happens);

    private void Later(TimeSpan delay, Action happens) => process.Post(_mailbox, delay, () => Alive, happens);
}
