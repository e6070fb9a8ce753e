using System.Text.Json;
using Realtime.Domain;

namespace Realtime.Streams.Codec;

/// <summary><c>drift</c> in the registry: <c>{"tell": ["tide-2"], "tolerance_m": 0.1, "batch_s": 89400}</c>; without a tolerance the gauge only tells.</summary>
internal static class DriftRecord
{
    private const double ToleranceMinM = 0.001;
    private const double ToleranceMaxM = 100;
    private const double BatchMinS = 3_600;
    private const double BatchMaxS = 31 * 86_400;

    public static DriftSettings? Read(Settings settings)
    {
        string[] tell = [.. (settings.Texts("tell", Limits.NeighboursPerSensorMax) ?? []).Distinct()];
        if (tell.Any(id => id.Trim().Length == 0 || id.Length > Limits.ThingIdLengthMax))
        {
            settings.Fail("tell", $"has to be a list of ids of at most {Limits.ThingIdLengthMax} characters");
            return null;
        }

        return new DriftSettings(tell)
        {
            ToleranceM = settings.Number("tolerance_m", ToleranceMinM, ToleranceMaxM),
            Batch = settings.Number("batch_s", BatchMinS, BatchMaxS) is { } seconds ? TimeSpan.FromSeconds(Math.Round(seconds)) : DriftSettings.LunarDay,
        };
    }

    public static void Write(Utf8JsonWriter json, DriftSettings? settings)
    {
        if (settings is null)
        {
            return;
        }

        json.WriteStartObject(FieldNames.Of(Field.Drift));
        json.WriteStartArray("tell"u8);
        foreach (string neighbour in settings.Tell)
        {
            json.WriteStringValue(neighbour);
        }

        json.WriteEndArray();
        if (settings.ToleranceM is { } tolerance)
        {
            json.WriteNumber("tolerance_m"u8, tolerance);
        }

        json.WriteNumber("batch_s"u8, settings.Batch.TotalSeconds);
        json.WriteEndObject();
    }
}
