namespace Realtime.Domain;

/// <summary>The machines by kind. They have no state of their own, so one of each serves the whole process.</summary>
public static class ThingMachines
{
    private static readonly IThingMachine Sensor = new SensorMachine();
    private static readonly IThingMachine Shelter = new ShelterMachine();
    private static readonly IThingMachine Vehicle = new VehicleMachine();
    private static readonly IThingMachine Household = new HouseholdMachine();

    /// <summary>The machine of a kind; a channel is no thing of this sort and throws.</summary>
    public static IThingMachine For(ThingKind kind) => kind switch
    {
        ThingKind.Sensor => Sensor,
        ThingKind.Shelter => Shelter,
        ThingKind.Vehicle => Vehicle,
        ThingKind.Household => Household,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "a channel is kept by its partition (ChannelRule), not by a machine"),
    };
}
