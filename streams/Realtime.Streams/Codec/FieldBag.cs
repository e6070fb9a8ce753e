using System.Runtime.CompilerServices;
using System.Text.Json;
using Realtime.Domain;

namespace Realtime.Streams.Codec;

/// <summary>
/// One JSON object, scanned once: where each known field's value stands. The typed getters are in <c>FieldBag.Values.cs</c>.
/// The first fault stays; a record is rejected for one reason, the same one every time.
/// </summary>
internal ref partial struct FieldBag
{
    private readonly ReadOnlySpan<byte> _json;
    private Slots _slots;

    private FieldBag(ReadOnlySpan<byte> json) => _json = json;

    /// <summary>Why the object cannot be taken; null as long as nothing was wrong.</summary>
    public RejectReason? Fault { get; private set; }

    /// <summary>One sentence for the sender.</summary>
    public string Detail { get; private set; } = "";

    /// <summary>Scans an object; throws <see cref="JsonException"/> or <see cref="InvalidOperationException"/> when it is not well-formed.</summary>
    public static FieldBag Scan(ReadOnlySpan<byte> json)
    {
        var bag = new FieldBag(json);
        var reader = new Utf8JsonReader(json);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            bag.Fail(RejectReason.NotJson, "the record is JSON, but not an object");
            return bag;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bag.Take(ref reader);
        }

        // One more read finds anything behind the object.
        reader.Read();
        return bag;
    }

    /// <summary>Notes the first fault.</summary>
    public void Fail(RejectReason reason, string detail)
    {
        if (Fault is null)
        {
            Fault = reason;
            Detail = detail;
        }
    }

    /// <summary>Whether the field is there and not null.</summary>
    public readonly bool Has(Field field) => _slots[(int)field].Type is not (JsonTokenType.None or JsonTokenType.Null);

    /// <summary>The raw JSON of a value; empty when absent.</summary>
    public readonly ReadOnlySpan<byte> Raw(Field field) => _json.Slice(_slots[(int)field].Start, _slots[(int)field].Length);

    /// <summary>Kind of the value's token.</summary>
    public readonly JsonTokenType TypeOf(Field field) => _slots[(int)field].Type;

    private void Take(ref Utf8JsonReader reader)
    {
        bool known = FindName(ref reader, out Field field);
        bool wrongUnit = !known && !reader.ValueIsEscaped && WrongUnits.IsOne(reader.ValueSpan);
        if (wrongUnit)
        {
            _slots[(int)Field.WrongUnit] = new Slot(JsonTokenType.PropertyName, (int)reader.TokenStartIndex, reader.ValueSpan.Length + 2);
        }

        reader.Read();
        int start = (int)reader.TokenStartIndex;
        JsonTokenType type = reader.TokenType;
        if (type is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            reader.Skip();
        }

        if (known)
        {
            _slots[(int)field] = new Slot(type, start, (int)reader.BytesConsumed - start);
        }
    }

    private static bool FindName(ref Utf8JsonReader reader, out Field field)
    {
        if (!reader.ValueIsEscaped)
        {
            return FieldNames.TryFind(reader.ValueSpan, out field);
        }

        Span<byte> name = reader.ValueSpan.Length <= 256 ? stackalloc byte[256] : new byte[reader.ValueSpan.Length];
        return FieldNames.TryFind(name[..reader.CopyString(name)], out field);
    }

    private readonly record struct Slot(JsonTokenType Type, int Start, int Length);

    [InlineArray(FieldNames.Count)]
    private struct Slots
    {
        private Slot _first;
    }
}
