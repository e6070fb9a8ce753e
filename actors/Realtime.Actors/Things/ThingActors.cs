using Akka.Actor;
using Realtime.Actors.Routing;
using Realtime.Domain;

namespace Realtime.Actors.Things;

/// <summary>One fixed measuring point.</summary>
public sealed class SensorActor() : ThingActor(ThingMachines.For(ThingKind.Sensor));

/// <summary>One evacuation shelter.</summary>
public sealed class ShelterActor() : ThingActor(ThingMachines.For(ThingKind.Shelter));

/// <summary>One vehicle.</summary>
public sealed class VehicleActor() : ThingActor(ThingMachines.For(ThingKind.Vehicle));

/// <summary>One household under watch-over.</summary>
public sealed class HouseholdActor() : ThingActor(ThingMachines.For(ThingKind.Household));

/// <summary>Which actor a thing's address stands for.</summary>
public static class ThingActors
{
    // One of each: a million things do not need a million recipes.
    private static readonly Props Sensor = Of<SensorActor>();
    private static readonly Props Shelter = Of<ShelterActor>();
    private static readonly Props Vehicle = Of<VehicleActor>();
    private static readonly Props Household = Of<HouseholdActor>();

    /// <summary>Props for the address of a thing; null when the text is no such address.</summary>
    public static Props? PropsFor(string entityId) => ThingKey.TryParse(entityId, out ThingKey key)
        ? key.Kind switch
        {
            ThingKind.Sensor => Sensor,
            ThingKind.Shelter => Shelter,
            ThingKind.Vehicle => Vehicle,
            ThingKind.Household => Household,
            _ => null,
        }
        : null;

    /// <summary>The thing's address.</summary>
    public static string AddressOf(ThingKey key) => EntityIds.Thing(key);

    private static Props Of<TActor>()
        where TActor : ThingActor, new() =>
        Props.Create<TActor>().WithDispatcher(ThingDispatcherConfigurator.Path).WithMailbox(ThingMailbox.Path);
}
