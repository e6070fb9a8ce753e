using System.Text;
using System.Text.Json;
using Realtime.Domain;

namespace Realtime.Streams.Codec;

/// <summary>
/// Records of the registry, keyed by the thing's id. Where two kinds share an id the key is <c>kind/id</c>, so that compaction
/// keeps both; it has to be sent to the id's partition explicitly. Only such a key can retire a thing with an empty value.
/// </summary>
internal static class RegistryRecord
{
    private const string OpenClass = "open";
    private const string ClosedClass = "closed";

    public static Registration? Read(ref FieldBag bag, ReadOnlySpan<byte> key, int partition, int partitions)
    {
        ThingKind kind = ReadKind(ref bag);
        string id = ReadingHead.ReadId(ref bag, Field.Id, WithoutKind(key, kind, bag.Name(Field.Id)));
        CheckPlace(ref bag, id, partition, partitions);
        var registration = new Registration
        {
            Key = new ThingKey(kind, id),
            Municipality = bag.Name(Field.Municipality) ?? "",
            Name = bag.Text(Field.Name) ?? "",
            Source = bag.Name(Field.Source),
            Latitude = bag.Number(Field.LatitudeDeg, -90, 90),
            Longitude = bag.Number(Field.LongitudeDeg, -180, 180),
            Area = bag.Name(Field.Area),
            Events = EventsRecord.Read(ref bag),
            SensorType = SensorRecord.ReadType(ref bag),
            Thresholds = ThresholdsRecord.Read(ref bag),
            Crowd = CrowdRecord.Read(ref bag),
            Anomaly = AnomalyRecord.Read(ref bag),
            Water = WaterRecord.Read(ref bag),
            Rain = RainRecord.Read(ref bag),
            Drift = Settings.Read(ref bag, Field.Drift, DriftRecord.Read),
            Closed = ReadClass(ref bag, kind),
            Hazard = Settings.Read(ref bag, Field.Hazard, HazardRecord.Read),
            SilenceLimit = bag.Seconds(Field.SilenceLimitS),
            CapacityPersons = bag.Count(Field.CapacityPersons),
            NoViewingLimit = bag.Seconds(Field.NoViewingLimitS),
            Household = Settings.Read(ref bag, Field.Household, HouseholdSettingsRecord.Read),
            Family = Settings.Read(ref bag, Field.Family, FamilySettingsRecord.Read),
            Shelter = Settings.Read(ref bag, Field.Shelter, ShelterSettingsRecord.Read),
            Vehicle = Settings.Read(ref bag, Field.Vehicle, VehicleSettingsRecord.Read),
            Contacts = ContactsRecord.Read(ref bag),
            Retired = bag.Flag(Field.Retired) ?? false,
        };
        registration = registration with
        {
            NearlyFullShare = bag.Number(Field.NearlyFullShare, 0, 1) ?? registration.NearlyFullShare,
            ViewingPowerW = bag.Number(Field.ViewingPowerW, min: 0) ?? registration.ViewingPowerW,
            DeviceSilentLimit = bag.Seconds(Field.DeviceSilentLimitS) ?? registration.DeviceSilentLimit,
        };
        return bag.Fault is null ? registration : null;
    }

    /// <summary>The registration behind an empty value; null when the key does not say which thing is meant.</summary>
    public static Registration? Retire(ReadOnlySpan<byte> key) =>
        ThingKey.TryParse(Encoding.UTF8.GetString(key), out ThingKey thing) && thing.Kind != ThingKind.Channel && thing.Id.Length <= Limits.ThingIdLengthMax
            ? new Registration { Key = thing, Retired = true }
            : null;

    public static void Write(Utf8JsonWriter json, Registration registration)
    {
        var defaults = new Registration { Key = registration.Key };
        json.WriteStartObject();
        json.WriteText(Field.Kind, ThingKey.Name(registration.Key.Kind));
        json.WriteText(Field.Id, registration.Key.Id);
        json.WriteText(Field.Municipality, registration.Municipality);
        json.WriteText(Field.Name, registration.Name);
        json.WriteText(Field.Source, registration.Source);
        json.WriteNumber(Field.LatitudeDeg, registration.Latitude);
        json.WriteNumber(Field.LongitudeDeg, registration.Longitude);
        json.WriteText(Field.Area, registration.Area);
        json.WriteText(Field.Type, registration.SensorType is { } type ? SensorRecord.TypeName(type) : null);
        ThresholdsRecord.Write(json, registration.Thresholds);
        CrowdRecord.Write(json, registration.Crowd);
        AnomalyRecord.Write(json, registration.Anomaly);
        WaterRecord.Write(json, registration.Water);
        RainRecord.Write(json, registration.Rain);
        HazardRecord.Write(json, registration.Hazard);
        DriftRecord.Write(json, registration.Drift);
        json.WriteText(Field.DataClass, registration.Closed ? ClosedClass : null);
        json.WriteSeconds(Field.SilenceLimitS, registration.SilenceLimit);
        json.WriteNumber(Field.CapacityPersons, registration.CapacityPersons);
        json.WriteNumber(Field.NearlyFullShare, registration.NearlyFullShare == defaults.NearlyFullShare ? null : registration.NearlyFullShare);
        json.WriteSeconds(Field.NoViewingLimitS, registration.NoViewingLimit);
        json.WriteNumber(Field.ViewingPowerW, registration.ViewingPowerW == defaults.ViewingPowerW ? null : registration.ViewingPowerW);
        json.WriteSeconds(Field.DeviceSilentLimitS, registration.DeviceSilentLimit == defaults.DeviceSilentLimit ? null : registration.DeviceSilentLimit);
        EventsRecord.Write(json, registration.Events);
        HouseholdSettingsRecord.Write(json, registration.Household);
        FamilySettingsRecord.Write(json, registration.Family);
        ShelterSettingsRecord.Write(json, registration.Shelter);
        VehicleSettingsRecord.Write(json, registration.Vehicle);
        ContactsRecord.Write(json, registration.Contacts);
        json.WriteTrue(Field.Retired, registration.Retired);
        json.WriteEndObject();
    }

    private static ThingKind ReadKind(ref FieldBag bag)
    {
        string? name = bag.Text(Field.Kind);
        if (name is null)
        {
            bag.Fail(RejectReason.MissingField, "kind is missing; it is sensor, shelter, vehicle or household");
        }
        else if (ThingKey.TryParseKind(name, out ThingKind kind) && kind != ThingKind.Channel)
        {
            return kind;
        }

        bag.Fail(RejectReason.KindMismatch, $"kind is {name}; the registry holds sensor, shelter, vehicle and household");
        return default;
    }

    private static bool ReadClass(ref FieldBag bag, ThingKind kind)
    {
        string? name = bag.Text(Field.DataClass);
        if (name is not (null or OpenClass or ClosedClass))
        {
            bag.Fail(RejectReason.BadValue, $"data_class is {name}; it is {OpenClass} or {ClosedClass}");
        }
        else if (name == ClosedClass && kind != ThingKind.Sensor)
        {
            // Taken in silence it would promise what is not kept.
            bag.Fail(RejectReason.BadValue, "data_class closed is for sensors; households are closed always, other kinds never");
        }

        return name == ClosedClass;
    }

    private static ReadOnlySpan<byte> WithoutKind(ReadOnlySpan<byte> key, ThingKind kind, string? id)
    {
        byte[] prefix = Encoding.UTF8.GetBytes(ThingKey.Name(kind) + "/");
        return key.StartsWith(prefix) && id is not null && Encoding.UTF8.GetByteCount(id) < key.Length ? key[prefix.Length..] : key;
    }

    private static void CheckPlace(ref FieldBag bag, string id, int partition, int partitions)
    {
        int home = bag.Fault is null ? Partitioning.PartitionOf(id, partitions) : partition;
        if (home != partition)
        {
            bag.Fail(
                RejectReason.KeyMismatch,
                $"{id} belongs to partition {home} of {partitions}, the record stands in {partition}: produce with key = id and partitioner = murmur2_random");
        }
    }
}
