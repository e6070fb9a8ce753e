using System.Buffers;
using System.Buffers.Binary;
using System.Linq.Expressions;
using System.Reflection;
using System.Text;
using System.Text.Json;

namespace Realtime.Domain;

/// <summary>
/// A sensor's state as an epoch stores it: what changes with every reading in binary, everything else as JSON behind it, and no JSON where
/// nothing else is remembered, which is so of nearly every sensor. A field that is added to <see cref="SensorState"/> needs no change
/// here: it is part of "everything else".
/// <code>
/// u8 version = 2, u16 what is there (<see cref="Has"/>), u8 type, u8 quality,
/// i64 UTC ticks of the last reading, i16 its offset in minutes, i64 value time and silence, f64 value and heard,
/// u16 length and UTF-8 of municipality and unit, JSON up to the end; little-endian
/// </code>
/// </summary>
internal static class SensorStateBytes
{
    public const byte Version = 2;

    private const int HeadLength = 1 + 2 + 2;
    private const int NumbersLengthMax = 8 + 2 + 8 + 8 + 8 + 8;

    [Flags]
    private enum Has : ushort
    {
        None = 0,
        LastReading = 1,
        Offset = 2,
        ValueTime = 4,
        ValueTimeIsLast = 8,
        SilentFrom = 16,
        SilentFromIsLast = 32,
        Value = 64,
        Heard = 128,
        Municipality = 256,
        Unit = 512,
        Rest = 1024,
    }

    public static void Write(SensorState state, IBufferWriter<byte> into, Utf8JsonWriter json)
    {
        SensorState rest = IsUsual(state) ? Nothing : RestOf(state);
        bool hasRest = !ReferenceEquals(rest, Nothing) && !rest.Equals(Nothing);
        Has has = HasOf(state, rest) | (hasRest ? Has.Rest : Has.None);
        int texts = Length(has, Has.Municipality, state.Municipality) + Length(has, Has.Unit, state.Unit);
        SpanCursor cursor = new(into.GetSpan(HeadLength + NumbersLengthMax + texts));
        cursor.Byte(Version);
        cursor.Short((short)has);
        cursor.Byte((byte)state.Type);
        cursor.Byte((byte)state.Quality);
        WriteTimes(state, has, ref cursor);
        WriteNumber(has, Has.Value, state.Value, ref cursor);
        WriteNumber(has, Has.Heard, state.Heard, ref cursor);
        WriteText(has, Has.Municipality, state.Municipality, ref cursor);
        WriteText(has, Has.Unit, state.Unit, ref cursor);
        into.Advance(cursor.Length);
        if (hasRest)
        {
            json.Reset(into);
            JsonSerializer.Serialize(json, rest, DomainJson.Default.SensorState);
            json.Flush();
        }
    }

    /// <summary>Behind the version's byte.</summary>
    /// <exception cref="InvalidDataException">Not such a state.</exception>
    public static SensorState Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return ReadUnchecked(bytes);
        }
        catch (Exception fault) when (fault is JsonException or ArgumentException or IndexOutOfRangeException or InvalidOperationException)
        {
            throw new InvalidDataException($"the stored state of a sensor cannot be read: {fault.Message}", fault);
        }
    }

    private static readonly SensorState Nothing = new();

    /// <summary>Nothing is left for <see cref="RestOf"/>, which costs a state.</summary>
    private static bool IsUsual(SensorState state)
    {
        TimeSpan? offset = state.LastReading?.Offset;
        return HasOnlyBinary(state) && state.Silence.Episode is null && SameOffset(state.ValueTime, offset) && SameOffset(state.Silence.From, offset);
    }

    /// <summary>Whether every property that is not written in binary has its first value. Made from the properties, so that no new one is forgotten.</summary>
    private static readonly Func<SensorState, bool> HasOnlyBinary = BuildHasOnlyBinary();

    private static Func<SensorState, bool> BuildHasOnlyBinary()
    {
        string[] binary =
        [
            nameof(SensorState.Type), nameof(SensorState.Quality), nameof(SensorState.LastReading), nameof(SensorState.Municipality), nameof(SensorState.Unit),
            nameof(SensorState.Value), nameof(SensorState.Heard), nameof(SensorState.ValueTime), nameof(SensorState.Silence),
        ];
        ParameterExpression state = Expression.Parameter(typeof(SensorState));
        Expression all = Expression.Constant(true);
        foreach (PropertyInfo property in typeof(SensorState).GetProperties().Where(property => !binary.Contains(property.Name)))
        {
            Expression value = Expression.Property(state, property);
            Expression first = Expression.Default(property.PropertyType);
            all = Expression.AndAlso(all, property.PropertyType.IsValueType ? Expression.Equal(value, first) : Expression.ReferenceEqual(value, first));
        }

        return Expression.Lambda<Func<SensorState, bool>>(all, state).Compile();
    }

    /// <summary>What is not written in binary. A time of another offset than the last reading's, or an episode of silence, is rare.</summary>
    private static SensorState RestOf(SensorState state)
    {
        TimeSpan? offset = state.LastReading?.Offset;
        return state with
        {
            Type = default,
            Quality = default,
            LastReading = null,
            Municipality = null,
            Unit = null,
            Value = null,
            Heard = null,
            ValueTime = SameOffset(state.ValueTime, offset) ? null : state.ValueTime,
            Silence = state.Silence.Episode is null && SameOffset(state.Silence.From, offset) ? SilenceWatch.None : state.Silence,
        };
    }

    private static bool SameOffset(DateTimeOffset? time, TimeSpan? offset) => time is null || time.GetValueOrDefault().Offset == offset;

    private static Has HasOf(SensorState state, SensorState rest)
    {
        Has has = Has.None;
        if (state.LastReading is { } last)
        {
            has |= last.Offset == TimeSpan.Zero ? Has.LastReading : Has.LastReading | Has.Offset;
        }

        has |= TimeOf(rest.ValueTime is null ? state.ValueTime : null, state.LastReading, Has.ValueTime, Has.ValueTimeIsLast);
        has |= TimeOf(ReferenceEquals(rest.Silence, SilenceWatch.None) ? state.Silence.From : null, state.LastReading, Has.SilentFrom, Has.SilentFromIsLast);
        has |= state.Value is null ? Has.None : Has.Value;
        has |= state.Heard is null ? Has.None : Has.Heard;
        has |= state.Municipality is null ? Has.None : Has.Municipality;
        return has | (state.Unit is null ? Has.None : Has.Unit);
    }

    private static Has TimeOf(DateTimeOffset? time, DateTimeOffset? last, Has own, Has same) => time is null ? Has.None : time == last ? same : own;

    private static int Length(Has has, Has flag, string? text) => (has & flag) == 0 ? 0 : 2 + Encoding.UTF8.GetMaxByteCount(text!.Length);

    private static void WriteTimes(SensorState state, Has has, ref SpanCursor cursor)
    {
        if ((has & Has.LastReading) != 0)
        {
            cursor.Long(state.LastReading!.Value.UtcTicks);
        }

        if ((has & Has.Offset) != 0)
        {
            cursor.Short((short)state.LastReading!.Value.TotalOffsetMinutes);
        }

        if ((has & Has.ValueTime) != 0)
        {
            cursor.Long(state.ValueTime!.Value.UtcTicks);
        }

        if ((has & Has.SilentFrom) != 0)
        {
            cursor.Long(state.Silence.From!.Value.UtcTicks);
        }
    }

    private static void WriteNumber(Has has, Has flag, double? value, ref SpanCursor cursor)
    {
        if ((has & flag) != 0)
        {
            cursor.Long(BitConverter.DoubleToInt64Bits(value.GetValueOrDefault()));
        }
    }

    private static void WriteText(Has has, Has flag, string? text, ref SpanCursor cursor)
    {
        if ((has & flag) != 0)
        {
            cursor.Text(text!);
        }
    }

    private static SensorState ReadUnchecked(ReadOnlySpan<byte> bytes)
    {
        Has has = (Has)(ushort)BinaryPrimitives.ReadInt16LittleEndian(bytes);
        SensorType type = (SensorType)bytes[2];
        Quality quality = (Quality)bytes[3];
        bytes = bytes[4..];
        DateTimeOffset? last = (has & Has.LastReading) == 0 ? null : ReadTime(ref bytes, TimeSpan.Zero);
        if ((has & Has.Offset) != 0)
        {
            last = last!.Value.ToOffset(TimeSpan.FromMinutes(BinaryPrimitives.ReadInt16LittleEndian(bytes)));
            bytes = bytes[2..];
        }

        TimeSpan offset = last?.Offset ?? TimeSpan.Zero;
        DateTimeOffset? valueTime = (has & Has.ValueTime) != 0 ? ReadTime(ref bytes, offset) : (has & Has.ValueTimeIsLast) != 0 ? last : null;
        DateTimeOffset? silentFrom = (has & Has.SilentFrom) != 0 ? ReadTime(ref bytes, offset) : (has & Has.SilentFromIsLast) != 0 ? last : null;
        double? value = (has & Has.Value) == 0 ? null : BitConverter.Int64BitsToDouble(ReadLong(ref bytes));
        double? heard = (has & Has.Heard) == 0 ? null : BitConverter.Int64BitsToDouble(ReadLong(ref bytes));
        string? municipality = (has & Has.Municipality) == 0 ? null : ReadText(ref bytes);
        string? unit = (has & Has.Unit) == 0 ? null : ReadText(ref bytes);
        SensorState rest = (has & Has.Rest) == 0 ? Nothing : JsonSerializer.Deserialize(bytes, DomainJson.Default.SensorState)!;
        return rest with
        {
            Type = type,
            Quality = quality,
            LastReading = last,
            Municipality = municipality,
            Unit = unit,
            Value = value,
            Heard = heard,
            ValueTime = valueTime ?? rest.ValueTime,
            Silence = silentFrom is null ? rest.Silence : new SilenceWatch(silentFrom),
        };
    }

    private static DateTimeOffset ReadTime(ref ReadOnlySpan<byte> bytes, TimeSpan offset) => new DateTimeOffset(ReadLong(ref bytes), TimeSpan.Zero).ToOffset(offset);

    private static long ReadLong(ref ReadOnlySpan<byte> bytes)
    {
        long value = BinaryPrimitives.ReadInt64LittleEndian(bytes);
        bytes = bytes[8..];
        return value;
    }

    private static string ReadText(ref ReadOnlySpan<byte> bytes)
    {
        int length = BinaryPrimitives.ReadUInt16LittleEndian(bytes);
        string text = Encoding.UTF8.GetString(bytes.Slice(2, length));
        bytes = bytes[(2 + length)..];
        return text;
    }

    private ref struct SpanCursor(Span<byte> bytes)
    {
        private readonly Span<byte> _bytes = bytes;

        public int Length { get; private set; }

        public void Byte(byte value) => _bytes[Length++] = value;

        public void Short(short value)
        {
            BinaryPrimitives.WriteInt16LittleEndian(_bytes[Length..], value);
            Length += 2;
        }

        public void Long(long value)
        {
            BinaryPrimitives.WriteInt64LittleEndian(_bytes[Length..], value);
            Length += 8;
        }

        public void Text(string text)
        {
            int length = Encoding.UTF8.GetBytes(text, _bytes[(Length + 2)..]);
            Short((short)(ushort)length);
            Length += length;
        }
    }
}
