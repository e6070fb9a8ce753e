using Akka.Actor;
using Akka.Event;
using Realtime.Domain;

namespace Realtime.Actors.Things;

/// <summary>
/// Thin shell around one thing: takes readings in order, publishes the next state in its slot, counts down the token.
/// It decides nothing and stores nothing; the machine decides and the partition's epoch stores.
/// </summary>
public abstract class ThingActor(IThingMachine machine) : UntypedActor
{
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private Thing? _thing;
    private ThingSlot? _slot;

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case ApplyReading step:
                Run(step, step.Token);
                break;
            case ApplyDeadline step:
                Run(step, step.Token);
                break;
            case ApplyRegistration step:
                Run(step, step.Token);
                break;
            case Activate activate:
                Start(activate);
                break;
            case HandOff:
                // The partition stops its things after its last epoch; a thing without a partition has nothing to wait for.
                if (_slot is null || _slot.Partition.Ended)
                {
                    Context.Stop(Self);
                }

                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Start(Activate activate)
    {
        _slot = activate.Slot;
        try
        {
            _thing = _slot.Stored is { } stored ? ThingFormat.Read(stored, activate.LogNumber) : Thing.New(_slot.Key, machine);
        }
        catch (Exception fault) when (fault is InvalidDataException or IOException)
        {
            Sender.Tell(new ActivationFailed(_slot, fault.Message));
            return;
        }

        _slot.Live = _thing;
        _slot.Started = Self;
        Sender.Tell(new Activated(_slot));
    }

    private Thing Next(Thing thing, ThingSlot slot, object step)
    {
        switch (step)
        {
            case ApplyReading reading:
                Thing next = thing.Take(machine, reading.Reading, reading.Position, reading.Channel, slot.Output, out TakeOutcome outcome);
                slot.Outcomes[(int)outcome]++;
                return next;
            case ApplyDeadline deadline:
                return thing.Expire(machine, deadline.Channel, slot.Output);
            case ApplyRegistration registration:
                return thing.Register(machine, registration.Registration, registration.Position, registration.Channel, slot.Output);
            default:
                throw new ArgumentOutOfRangeException(nameof(step), step, "not a step");
        }
    }

    /// <summary>
    /// Runs one step. A fault of the rules must not stop the partition: the reading goes to the dead letters and the thing keeps
    /// the state it had, deterministically, so that a replay does the same.
    /// </summary>
    private void Run(object step, SegmentToken token)
    {
        ThingSlot slot = _slot!;
        StepMark mark = slot.Output.Mark();
        try
        {
            _thing = Next(_thing!, slot, step);
            slot.Live = _thing;
        }
#pragma warning disable CA1031 // Any fault of a rule is handled the same way.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            _log.Error(fault, "Rules of {0} failed; the thing keeps its state", slot.Key);
            slot.Output.Rollback(mark);
            (slot.Faults ??= []).Add(new RuleFault(step, fault.Message));
        }
        finally
        {
            token.Done();
        }
    }
}
