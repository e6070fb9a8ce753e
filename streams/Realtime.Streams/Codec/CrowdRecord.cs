using System.Text.Json;
using Realtime.Domain;

namespace Realtime.Streams.Codec;

/// <summary><c>crowd</c> of a registration: what a place is where people are counted, and which rules it has.</summary>
internal static class CrowdRecord
{
    private const double IntervalMinS = 60;
    private const double IntervalMaxS = 86_400;
    internal const double SizeMin = 0.01;

    private static readonly string[] Counts = ["passing", "present"];

    /// <summary>Reads the field; null when it is absent or faulty.</summary>
    public static CrowdSettings? Read(ref FieldBag bag)
    {
        if (!bag.Is(Field.Crowd, JsonTokenType.StartObject, "an object with the settings of a place where people are counted"))
        {
            return null;
        }

        FieldBag inner = FieldBag.Scan(bag.Raw(Field.Crowd));
        var defaults = new CrowdSettings();
        var settings = new CrowdSettings
        {
            Counts = ReadCounts(ref inner),
            Interval = inner.Number(Field.IntervalS, IntervalMinS, IntervalMaxS) is { } seconds ? TimeSpan.FromSeconds(Math.Round(seconds)) : defaults.Interval,
            AreaM2 = inner.Number(Field.AreaM2, SizeMin),
            WidthM = inner.Number(Field.WidthM, SizeMin),
            LimitPersonsPerH = inner.Number(Field.LimitPersonsPerH, SizeMin),
            ClearPersonsPerH = inner.Number(Field.ClearPersonsPerH, 0),
            LimitPersonsPerM2 = inner.Number(Field.LimitPersonsPerM2, SizeMin),
            ClearPersonsPerM2 = inner.Number(Field.ClearPersonsPerM2, 0),
            Unusual = inner.Flag(Field.Unusual) ?? defaults.Unusual,
            UnusualMinPersons = inner.Number(Field.UnusualMinPersons, 1) ?? defaults.UnusualMinPersons,
            UnusualRatio = inner.Number(Field.UnusualRatio, 1.1) ?? defaults.UnusualRatio,
        };
        Check(ref inner, settings);
        if (inner.Fault is { } reason)
        {
            bag.Fail(reason, "crowd: " + inner.Detail);
            return null;
        }

        return settings;
    }

    public static void Write(Utf8JsonWriter json, CrowdSettings? settings)
    {
        if (settings is null)
        {
            return;
        }

        var defaults = new CrowdSettings();
        json.WriteStartObject(FieldNames.Of(Field.Crowd));
        json.WriteText(Field.Counts, settings.Counts == defaults.Counts ? null : Counts[(int)settings.Counts]);
        json.WriteSeconds(Field.IntervalS, settings.Interval == defaults.Interval ? null : settings.Interval);
        json.WriteNumber(Field.AreaM2, settings.AreaM2);
        json.WriteNumber(Field.WidthM, settings.WidthM);
        json.WriteNumber(Field.LimitPersonsPerH, settings.LimitPersonsPerH);
        json.WriteNumber(Field.ClearPersonsPerH, settings.ClearPersonsPerH);
        json.WriteNumber(Field.LimitPersonsPerM2, settings.LimitPersonsPerM2);
        json.WriteNumber(Field.ClearPersonsPerM2, settings.ClearPersonsPerM2);
        json.WriteTrue(Field.Unusual, settings.Unusual);
        json.WriteNumber(Field.UnusualMinPersons, settings.UnusualMinPersons == defaults.UnusualMinPersons ? null : settings.UnusualMinPersons);
        json.WriteNumber(Field.UnusualRatio, settings.UnusualRatio == defaults.UnusualRatio ? null : settings.UnusualRatio);
        json.WriteEndObject();
    }

    private static CrowdCounts ReadCounts(ref FieldBag bag)
    {
        string? name = bag.Text(Field.Counts);
        int index = name is null ? 0 : Array.IndexOf(Counts, name);
        if (index < 0)
        {
            bag.Fail(RejectReason.BadValue, $"counts is {name}; it is one of {string.Join(", ", Counts)}");
        }

        return (CrowdCounts)Math.Max(0, index);
    }

    private static void Check(ref FieldBag bag, CrowdSettings settings)
    {
        if (settings.ClearPersonsPerH > (settings.LimitPersonsPerH ?? 0) || settings.ClearPersonsPerM2 > (settings.LimitPersonsPerM2 ?? 0))
        {
            bag.Fail(RejectReason.BadValue, "a lower edge (clear) has to stand at or below its limit");
        }

        if (settings is { LimitPersonsPerH: not null, Counts: CrowdCounts.Present })
        {
            bag.Fail(RejectReason.BadValue, "limit_persons_per_h needs counts of passing persons");
        }

        bool sized = settings.Counts == CrowdCounts.Present ? settings.AreaM2 is not null : settings.WidthM is not null;
        if (settings.LimitPersonsPerM2 is not null && !sized)
        {
            bag.Fail(RejectReason.MissingField, "limit_persons_per_m2 needs area_m2 for counts of persons present, width_m for persons passing");
        }
    }
}
