using System.Buffers.Text;
using System.Text.Json;
using Realtime.Domain;

namespace Realtime.Streams.Codec;

/// <summary>Typed getters: an absent or null field gives null; a value of the wrong type or out of bounds notes a fault and gives null.</summary>
internal ref partial struct FieldBag
{
    /// <summary>Longest duration a field may give; anything longer is a unit mistake.</summary>
    private const double SecondsMax = 10 * 366 * 86_400.0;

    /// <summary>Free text.</summary>
    public string? Text(Field field)
    {
        if (!Is(field, JsonTokenType.String, "text"))
        {
            return null;
        }

        ReadOnlySpan<byte> quoted = Raw(field);
        string? text = quoted.Contains((byte)'\\') ? Unescape(quoted) : Utf8StringPool.Get(quoted[1..^1]);
        if (text is null)
        {
            Fail(RejectReason.BadValue, $"{FieldNames.Text(field)} is not valid UTF-8");
        }

        return text;
    }

    /// <summary>A name that becomes a key or a tag: bounded, no control characters. Empty text counts as absent.</summary>
    public string? Name(Field field)
    {
        string? text = Text(field);
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        if (text.Length > Limits.ThingIdLengthMax)
        {
            Fail(
                field is Field.Id or Field.Channel ? RejectReason.IdTooLong : RejectReason.BadValue,
                $"{FieldNames.Text(field)} has {text.Length} characters; at most {Limits.ThingIdLengthMax} are taken");
            return null;
        }

        if (text.AsSpan().ContainsAnyInRange('\0', '\x1f') || text.Contains('\x7f', StringComparison.Ordinal))
        {
            Fail(RejectReason.BadValue, $"{FieldNames.Text(field)} contains control characters");
            return null;
        }

        return text;
    }

    /// <summary>A finite number within the bounds (both taken).</summary>
    public double? Number(Field field, double min = double.MinValue, double max = double.MaxValue)
    {
        if (!Is(field, JsonTokenType.Number, "a number"))
        {
            return null;
        }

        // The scanner has checked the syntax; what is left is the range (1e999 is infinite).
        ReadOnlySpan<byte> raw = Raw(field);
        if (!PlainNumber.TryParse(raw, out double value) && (!Utf8Parser.TryParse(raw, out value, out int used) || used != raw.Length || !double.IsFinite(value)))
        {
            Fail(RejectReason.BadValue, $"{FieldNames.Text(field)} is not a finite number");
            return null;
        }

        if (value < min || value > max)
        {
            string bounds = max == double.MaxValue ? $"at least {min}" : $"from {min} to {max}";
            Fail(RejectReason.BadValue, FormattableString.Invariant($"{FieldNames.Text(field)} is {value}; it has to be ") + bounds);
            return null;
        }

        return value;
    }

    /// <summary>A whole number from 0 to <see cref="int.MaxValue"/>.</summary>
    public int? Count(Field field)
    {
        double? value = Number(field, 0, int.MaxValue);
        if (value is { } number && number != Math.Floor(number))
        {
            Fail(RejectReason.BadValue, FormattableString.Invariant($"{FieldNames.Text(field)} is {number}; it has to be a whole number"));
            return null;
        }

        return (int?)value;
    }

    /// <summary>A 64-bit whole number, 0 or more.</summary>
    public long? Integer(Field field)
    {
        if (!Is(field, JsonTokenType.Number, "a number"))
        {
            return null;
        }

        ReadOnlySpan<byte> raw = Raw(field);
        if (!Utf8Parser.TryParse(raw, out long value, out int used) || used != raw.Length || value < 0)
        {
            Fail(RejectReason.BadValue, $"{FieldNames.Text(field)} has to be a whole number from 0");
            return null;
        }

        return value;
    }

    /// <summary>true or false.</summary>
    public bool? Flag(Field field)
    {
        switch (TypeOf(field))
        {
            case JsonTokenType.True:
                return true;
            case JsonTokenType.False:
                return false;
            default:
                Is(field, JsonTokenType.True, "true or false");
                return null;
        }
    }

    /// <summary>A time with its offset.</summary>
    public DateTimeOffset? Time(Field field)
    {
        if (!Has(field))
        {
            return null;
        }

        if (TypeOf(field) != JsonTokenType.String)
        {
            Fail(RejectReason.BadTime, $"{FieldNames.Text(field)} has to be text like 2025-11-28T01:04:00+09:00");
            return null;
        }

        // Some writers escape more than they must: .NET's own writes the + of an offset as \u002B.
        ReadOnlySpan<byte> text = Raw(field)[1..^1];
        text = text.Contains((byte)'\\') ? System.Text.Encoding.UTF8.GetBytes(Unescape(Raw(field)) ?? "") : text;
        DateTimeOffset? time = Iso8601.Parse(text, out string? fault);
        if (fault is not null)
        {
            Fail(RejectReason.BadTime, $"{FieldNames.Text(field)} {fault}");
        }

        return time;
    }

    /// <summary>A duration in seconds, more than 0.</summary>
    public TimeSpan? Seconds(Field field) =>
        Number(field, 0.001, SecondsMax) is { } seconds ? TimeSpan.FromTicks((long)Math.Round(seconds * TimeSpan.TicksPerSecond)) : null;

    /// <summary>Whether the value is there and of the wanted type; notes a fault when it is of another.</summary>
    public bool Is(Field field, JsonTokenType wanted, string inWords)
    {
        JsonTokenType type = TypeOf(field);
        if (type == wanted)
        {
            return true;
        }

        if (type is not (JsonTokenType.None or JsonTokenType.Null))
        {
            Fail(RejectReason.BadValue, $"{FieldNames.Text(field)} has to be {inWords}");
        }

        return false;
    }

    /// <summary>Notes a fault unless the value was found: a wrong unit when one was sent instead, else a missing field.</summary>
    public void Require(bool found, Field field)
    {
        if (found || Fault is not null)
        {
            return;
        }

        CheckUnitOf(field);
        Fail(RejectReason.MissingField, $"{FieldNames.Text(field)} is missing; an instrument without a value sends \"quality\": \"missing\"");
    }

    /// <summary>Notes a fault when the field is absent and the same value was sent in another unit.</summary>
    public void CheckUnitOf(Field field)
    {
        if (Has(field) || TypeOf(Field.WrongUnit) == JsonTokenType.None)
        {
            return;
        }

        string name = System.Text.Encoding.UTF8.GetString(Raw(Field.WrongUnit)[1..^1]);
        if (WrongUnits.Expected(name) == field)
        {
            Fail(RejectReason.WrongUnit, $"{name} is not taken; send {FieldNames.Text(field)}");
        }
    }

    private static string? Unescape(ReadOnlySpan<byte> quoted)
    {
        var reader = new Utf8JsonReader(quoted);
        reader.Read();
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
