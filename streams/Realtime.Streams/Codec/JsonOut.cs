using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Realtime.Streams.Codec;

/// <summary>Writes record fields by <see cref="Field"/>; absent values are left out.</summary>
internal static class JsonOut
{
    // Records are data, never put into a page unescaped; people read Japanese better than \u escapes.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    [ThreadStatic]
    private static Utf8JsonWriter? _writer;

    /// <summary>Runs <paramref name="write"/> on a writer of this thread and returns the bytes.</summary>
    public static byte[] Bytes<T>(T value, Action<Utf8JsonWriter, T> write)
    {
        ArrayBufferWriter<byte> buffer = _buffer ??= new ArrayBufferWriter<byte>(1024);
        Utf8JsonWriter writer = _writer ??= new Utf8JsonWriter(buffer, Options);
        buffer.ResetWrittenCount();
        writer.Reset(buffer);
        write(writer, value);
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    public static void WriteText(this Utf8JsonWriter json, Field field, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            json.WriteString(FieldNames.Of(field), value);
        }
    }

    public static void WriteNumber(this Utf8JsonWriter json, Field field, double? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(FieldNames.Of(field), number);
        }
    }

    public static void WriteSeconds(this Utf8JsonWriter json, Field field, TimeSpan? value) => json.WriteNumber(field, value?.TotalSeconds);

    public static void WriteFlag(this Utf8JsonWriter json, Field field, bool? value)
    {
        if (value is { } flag)
        {
            json.WriteBoolean(FieldNames.Of(field), flag);
        }
    }

    /// <summary>Writes the flag only when it is set: false is what its absence means.</summary>
    public static void WriteTrue(this Utf8JsonWriter json, Field field, bool value)
    {
        if (value)
        {
            json.WriteBoolean(FieldNames.Of(field), true);
        }
    }

    public static void WriteTime(this Utf8JsonWriter json, Field field, DateTimeOffset? value) => json.WriteTime(FieldNames.Of(field), value);

    public static void WriteTime(this Utf8JsonWriter json, ReadOnlySpan<byte> name, DateTimeOffset? value)
    {
        if (value is { } time)
        {
            Span<byte> text = stackalloc byte[Iso8601.LengthMax];
            json.WriteString(name, text[..Iso8601.Format(time, text)]);
        }
    }
}
