using System.Globalization;
using System.Text;
using Realtime.Domain;
using Realtime.Intake;

namespace Realtime.Tests.Intake;

/// <summary>Decodes documents in tests, and says in one line what became of an item.</summary>
internal static class Decoded
{
    public static readonly DateTimeOffset Now = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly IntakeDecoder Shipped = new(MappingCatalog.Load());

    public static IReadOnlyList<IntakeItem> Of(string format, string document) => Of(format, Encoding.UTF8.GetBytes(document));

    public static IReadOnlyList<IntakeItem> Of(string format, byte[] document) => Shipped.Decode(format, document, Now);

    public static string Line(IntakeItem item) => item.Item switch
    {
        { Reading: SensorReading r } => Say($"taken: sensor {r.ThingId} {r.Type} {r.Value} at {r.Time:O} stages {string.Join(' ', r.Thresholds?.Stages.Select(stage => Say($"{stage.Level}:{stage.Value}")) ?? [])}").TrimEnd(),
        { Reading: VehicleReading r } => Say($"taken: vehicle {r.ThingId} {r.Latitude:0.#####},{r.Longitude:0.#####} {r.SpeedMps:0.##} m/s heading {r.HeadingDeg} duty {r.OnDuty} at {r.Time:O}"),
        { Registration: { } r } => Say($"taken: {r.Key} {r.Name} capacity {r.CapacityPersons?.ToString(CultureInfo.InvariantCulture) ?? "unknown"}"),
        { Rejection: { } r } => $"refused: {r.Reason}: {r.Detail}",
        _ => "nothing",
    };

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
