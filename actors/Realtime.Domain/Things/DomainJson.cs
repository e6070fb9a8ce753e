using System.Text.Json.Serialization;

namespace Realtime.Domain;

/// <summary>
/// JSON of everything the domain stores: compact, enums by name so that reordering them breaks nothing, unknown fields ignored.
/// The public type infos (<c>DomainJson.Default.Registration</c>, <c>.Origin</c>, <c>.AlertChange</c>, ...) serve envelopes around states.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(SensorState))]
[JsonSerializable(typeof(ShelterState))]
[JsonSerializable(typeof(VehicleState))]
[JsonSerializable(typeof(HouseholdState))]
[JsonSerializable(typeof(ChannelEntry))]
[JsonSerializable(typeof(ChannelEntry[]))]
[JsonSerializable(typeof(Registration))]
[JsonSerializable(typeof(Origin))]
[JsonSerializable(typeof(Origin[]))]
[JsonSerializable(typeof(Delivery[]))]
[JsonSerializable(typeof(AlertChange))]
[JsonSerializable(typeof(AlertChange[]))]
public sealed partial class DomainJson : JsonSerializerContext;
