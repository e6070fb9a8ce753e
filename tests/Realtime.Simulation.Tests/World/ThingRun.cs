using Realtime.Actors.Things;
using Realtime.Domain;

namespace Realtime.Simulation.Tests.World;

/// <summary>A thing at work: its steps in order, some at a time.</summary>
public sealed class ThingRun(SimWorld world, Incarnation owner, ThingSlot slot)
{
    private readonly Queue<object> _steps = new();
    private readonly IThingMachine _machine = ThingMachines.For(slot.Key.Kind);
    private readonly Link _link = new();
    private bool _working;

    public void Begin(int logNumber) => owner.Later(_link, () =>
    {
        ThingSteps.Begin(slot, _machine, logNumber);
        owner.Core.ThingStarted(owner.Now, slot);
    });

    public void Send(object step)
    {
        _steps.Enqueue(step);
        if (!_working)
        {
            _working = true;
            owner.Later(_link, Work);
        }
    }

    private void Work()
    {
        _working = false;
        for (int some = world.Dice.Between(1, _steps.Count); some > 0; some--)
        {
            object step = _steps.Dequeue();
            Thing before = slot.Live! with { }; // It takes readings in place.
            ThingSteps.Run(slot, _machine, step);
            world.Judge.Stepped(owner.Partition, step, before, slot.Live!);
        }

        if (_steps.Count > 0)
        {
            _working = true;
            owner.Later(_link, Work);
        }
    }
}
