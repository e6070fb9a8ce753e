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
    /// <summary>Props for the address of a thing; null when the text is no such address.</summary>
    public static Props? PropsFor(string entityId) => ThingKey.TryParse(entityId, out ThingKey key)
        ? key.Kind switch
        {
            ThingKind.Sensor => Props.Create<SensorActor>(),
            ThingKind.Shelter => Props.Create<ShelterActor>(),
            ThingKind.Vehicle => Props.Create<VehicleActor>(),
            ThingKind.Household => Props.Create<HouseholdActor>(),
            _ => null,
        }
        : null;

    /// <summary>The thing's address.</summary>
    public static string AddressOf(ThingKey key) => EntityIds.Thing(key);
}
