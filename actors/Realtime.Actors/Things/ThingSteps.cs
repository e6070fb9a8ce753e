using Realtime.Domain;

namespace Realtime.Actors.Things;

/// <summary>
/// Runs steps on a thing through its slot; no actor in here. It decides nothing and stores nothing: the machine decides and the
/// partition's epoch stores.
/// </summary>
public static class ThingSteps
{
    /// <summary>Gives the slot the state it has to begin with.</summary>
    /// <exception cref="InvalidDataException">What is stored cannot be read.</exception>
    public static void Begin(ThingSlot slot, IThingMachine machine, int logNumber) =>
        slot.Live = slot.Stored is { } stored ? ThingFormat.Read(stored, logNumber) : Thing.New(slot.Key, machine);

    /// <summary>
    /// Runs one step and counts down its token. A fault of the rules must not stop the partition: the reading goes to the dead letters
    /// and the thing keeps the state it had, deterministically, so that a replay does the same.
    /// </summary>
    /// <returns>The fault; null when there was none.</returns>
    public static Exception? Run(ThingSlot slot, IThingMachine machine, object step)
    {
        SlotWork work = slot.Work!;
        StepMark mark = work.Output.Mark();
        try
        {
            slot.Live = Next(slot.Live!, work, machine, step);
            slot.Revision++;
            return null;
        }
#pragma warning disable CA1031 // Any fault of a rule is handled the same way.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            work.Output.Rollback(mark);
            (work.Faults ??= []).Add(new RuleFault(step, fault.Message));
            return fault;
        }
        finally
        {
            TokenOf(step).Done();
        }
    }

    private static Thing Next(Thing thing, SlotWork work, IThingMachine machine, object step)
    {
        switch (step)
        {
            case ApplyReading reading:
                work.Outcomes[(int)thing.TakeInPlace(machine, reading.Reading, reading.Position, reading.Channel, work.Output)]++;
                return thing;
            case ApplyDeadline deadline:
                return thing.Expire(machine, deadline.Channel, work.Output);
            case ApplyRegistration registration:
                return thing.Register(machine, registration.Registration, registration.Position, registration.Channel, work.Output);
            default:
                throw new ArgumentOutOfRangeException(nameof(step), step, "not a step");
        }
    }

    private static SegmentToken TokenOf(object step) => step switch
    {
        ApplyReading reading => reading.Token,
        ApplyDeadline deadline => deadline.Token,
        ApplyRegistration registration => registration.Token,
        _ => throw new ArgumentOutOfRangeException(nameof(step), step, "not a step"),
    };
}
