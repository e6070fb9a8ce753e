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
    /// <summary>Fields that a bag holds without an array of its own; only registrations have more.</summary>
    private const int Few = 16;

    private readonly ReadOnlySpan<byte> _json;
    private Places _places;
    private Slots _slots;
    private Slot[]? _more;
    private int _count;

    private FieldBag(ReadOnlySpan<byte> json) => _json = json;

    /// <summary>Why the object cannot be taken; null as long as nothing was wrong.</summary>
    public RejectReason? Fault { get; private set; }

    /// <summary>One sentence for the sender.</summary>
    public string Detail { get; private set; } = "";

    /// <summary>Scans an object; throws <see cref="JsonException"/> or <see cref="InvalidOperationException"/> when it is not well-formed.</summary>
    /// <param name="json">The object.</param>
    /// <param name="quick">False: without <see cref="FlatScan"/>, to compare both ways.</param>
    public static FieldBag Scan(ReadOnlySpan<byte> json, bool quick = true)
    {
        var bag = new FieldBag(json);
        var flat = new FlatScan(json);
        return quick && flat.Object(ref bag) && flat.AtEnd() ? bag : ScanWithReader(json);
    }

    /// <summary>The long way. Not inlined: the reader's and another bag's memory would have to be cleared for every flat record too.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static FieldBag ScanWithReader(ReadOnlySpan<byte> json)
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

    /// <summary>Scans the object that begins an element of a list.</summary>
    /// <param name="rest">From the object to the end of the record.</param>
    /// <param name="length">Bytes of the object; 0 when it needs the reader.</param>
    public static FieldBag ScanFlat(ReadOnlySpan<byte> rest, out int length)
    {
        var bag = new FieldBag(rest);
        var flat = new FlatScan(rest);
        length = flat.Object(ref bag) ? flat.Consumed : 0;
        return bag;
    }

    /// <summary>A field that <see cref="FlatScan"/> found.</summary>
    /// <param name="name">Its name, without quotes.</param>
    /// <param name="nameStart">Where its name stands, with quotes.</param>
    /// <param name="type">Kind of the value's token.</param>
    /// <param name="start">Where the value stands.</param>
    /// <param name="length">Bytes of the value.</param>
    public void Put(scoped ReadOnlySpan<byte> name, int nameStart, JsonTokenType type, int start, int length)
    {
        if (FieldNames.TryFind(name, out Field field))
        {
            Put(field, new Slot(type, start, length));
        }
        else if (WrongUnits.IsOne(name))
        {
            Put(Field.WrongUnit, new Slot(JsonTokenType.PropertyName, nameStart, name.Length + 2));
        }
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
    public readonly bool Has(Field field) => TypeOf(field) is not (JsonTokenType.None or JsonTokenType.Null);

    /// <summary>The raw JSON of a value; empty when absent.</summary>
    public readonly ReadOnlySpan<byte> Raw(Field field)
    {
        Slot slot = SlotOf(field);
        return _json.Slice(slot.Start, slot.Length);
    }

    /// <summary>Kind of the value's token.</summary>
    public readonly JsonTokenType TypeOf(Field field) => SlotOf(field).Type;

    private readonly Slot SlotOf(Field field)
    {
        int place = _places[(int)field];
        return place == 0 ? default : place <= Few ? _slots[place - 1] : _more![place - 1 - Few];
    }

    /// <summary>The last one of a name counts.</summary>
    private void Put(Field field, Slot slot)
    {
        int place = _places[(int)field];
        if (place == 0)
        {
            _places[(int)field] = (byte)(place = ++_count);
        }

        if (place <= Few)
        {
            _slots[place - 1] = slot;
        }
        else
        {
            (_more ??= new Slot[FieldNames.Count])[place - 1 - Few] = slot;
        }
    }

    private void Take(ref Utf8JsonReader reader)
    {
        bool known = FindName(ref reader, out Field field);
        bool wrongUnit = !known && !reader.ValueIsEscaped && WrongUnits.IsOne(reader.ValueSpan);
        if (wrongUnit)
        {
            Put(Field.WrongUnit, new Slot(JsonTokenType.PropertyName, (int)reader.TokenStartIndex, reader.ValueSpan.Length + 2));
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
            Put(field, new Slot(type, start, (int)reader.BytesConsumed - start));
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

    /// <summary>Per field: its place among those found, from 1; 0 = not found. There are many fields, and a reading has few.</summary>
    [InlineArray(FieldNames.Count)]
    private struct Places
    {
        private byte _first;
    }

    [InlineArray(Few)]
    private struct Slots
    {
        private Slot _first;
    }
}
