using Akka.Actor;
using Akka.Event;
using Realtime.Domain;

namespace Realtime.Actors.Things;

/// <summary>
/// Thin shell around one thing: takes steps in order and publishes the next state in its slot (<see cref="ThingSteps"/>).
/// </summary>
public abstract class ThingActor(IThingMachine machine) : UntypedActor
{
    private ThingSlot? _slot;

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case ApplyReading or ApplyDeadline or ApplyRegistration:
                Run(message);
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
            ThingSteps.Begin(_slot, machine, activate.LogNumber);
        }
        catch (Exception fault) when (fault is InvalidDataException or IOException)
        {
            Sender.Tell(new ActivationFailed(_slot, fault.Message));
            return;
        }

        _slot.Started = Self;
        Sender.Tell(new Activated(_slot));
    }

    private void Run(object step)
    {
        if (ThingSteps.Run(_slot!, machine, step) is { } fault)
        {
            // Made when it is needed: a logger per thing would be as large as its state.
            Context.GetLogger().Error(fault, "Rules of {0} failed; the thing keeps its state", _slot!.Key);
        }
    }
}
