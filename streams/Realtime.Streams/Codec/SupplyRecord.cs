using System.Text.Json;
using Realtime.Domain;

namespace Realtime.Streams.Codec;

/// <summary>
/// <c>supplies</c>: <c>[{"item": "drinking water", "unit": "l", "amount": 900, "use_per_h": 12.5}]</c>, and <c>hazards_active</c>:
/// <c>["flood", "storm_surge"]</c>.
/// </summary>
internal static class SupplyRecord
{
    public static SupplyList? Read(ref FieldBag bag)
    {
        if (!bag.Is(Field.Supplies, JsonTokenType.StartArray, "a list of items with amounts"))
        {
            return null;
        }

        List<Supply> items = [];
        var elements = new ArrayElements(bag.Raw(Field.Supplies));
        while (elements.MoveNext())
        {
            if (items.Count == Limits.SuppliesPerShelterMax)
            {
                bag.Fail(RejectReason.BadValue, $"supplies has more than {Limits.SuppliesPerShelterMax} items");
                return null;
            }

            if (ReadItem(elements.Current, out string fault) is not { } item)
            {
                bag.Fail(RejectReason.BadValue, "supplies: " + fault);
                return null;
            }

            items.Add(item);
        }

        return new SupplyList(items);
    }

    public static void Write(Utf8JsonWriter json, SupplyList? supplies)
    {
        if (supplies is null)
        {
            return;
        }

        json.WriteStartArray(FieldNames.Of(Field.Supplies));
        foreach (Supply supply in supplies.Items)
        {
            json.WriteStartObject();
            json.WriteString("item"u8, supply.Item);
            json.WriteString("unit"u8, supply.Unit);
            json.WriteNumber("amount"u8, supply.Amount);
            if (supply.UsePerH is { } use)
            {
                json.WriteNumber("use_per_h"u8, use);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static Hazards? ReadHazards(ref FieldBag bag)
    {
        if (!bag.Is(Field.HazardsActive, JsonTokenType.StartArray, "a list of hazards"))
        {
            return null;
        }

        Hazards hazards = Hazards.None;
        var elements = new ArrayElements(bag.Raw(Field.HazardsActive));
        while (elements.MoveNext())
        {
            var reader = new Utf8JsonReader(elements.Current);
            reader.Read();
            string name = reader.TokenType == JsonTokenType.String ? reader.GetString()! : "no text";
            if (HazardTypes.Find(name) is not { } type)
            {
                bag.Fail(RejectReason.BadValue, $"hazards_active names {name}; hazards are {string.Join(", ", HazardTypes.All.Select(known => known.Name))}");
                return null;
            }

            hazards |= type.Hazard;
        }

        return hazards;
    }

    public static void WriteHazards(Utf8JsonWriter json, Hazards? hazards)
    {
        if (hazards is not { } set)
        {
            return;
        }

        json.WriteStartArray(FieldNames.Of(Field.HazardsActive));
        foreach (string name in HazardTypes.Names(set))
        {
            json.WriteStringValue(name);
        }

        json.WriteEndArray();
    }

    private static Supply? ReadItem(ReadOnlySpan<byte> element, out string fault)
    {
        fault = "an item needs item, unit and amount, and use_per_h when it is known, as numbers of at least 0";
        if (element[0] != (byte)'{')
        {
            return null;
        }

        var reader = new Utf8JsonReader(element);
        JsonElement item = JsonElement.ParseValue(ref reader);
        bool whole = TextOf(item, "item", out string name) & TextOf(item, "unit", out string unit) & NumberOf(item, "amount", out double? amount) & NumberOf(item, "use_per_h", out double? use);
        return whole && name.Length > 0 && amount is { } stock ? new Supply(name, unit, stock, use) : null;
    }

    private static bool TextOf(JsonElement item, string name, out string text)
    {
        text = item.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
        return text.Length <= Limits.ThingIdLengthMax && !text.Any(char.IsControl) && (value.ValueKind is JsonValueKind.String or JsonValueKind.Undefined);
    }

    private static bool NumberOf(JsonElement item, string name, out double? number)
    {
        number = null;
        if (!item.TryGetProperty(name, out JsonElement value) || value.ValueKind == JsonValueKind.Null)
        {
            return true;
        }

        number = value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double read) && double.IsFinite(read) ? read : null;
        return number >= 0;
    }
}
