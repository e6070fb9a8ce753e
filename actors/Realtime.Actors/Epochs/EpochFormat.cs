using System.Text.Json;
using Realtime.Actors.Things;
using Realtime.Domain;

namespace Realtime.Actors.Epochs;

/// <summary>
/// Bytes of an epoch. From format 2 on its number stands in front, so that the bytes tell it too. Things are copied as they are; channels and alerts are JSON, because they are few and read by people.
/// </summary>
public static class EpochFormat
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static byte[] Write(EpochCommitted epoch, int format = StoredFormat.Newest)
    {
        using StoreWriter writer = new(Guess(epoch));
        Write(writer, epoch, format);
        return writer.ToArray();
    }

    public static void Write(StoreWriter writer, EpochCommitted epoch, int format)
    {
        if (format > StoredFormat.Oldest)
        {
            writer.Byte((byte)format);
        }

        writer.Byte((byte)epoch.Kind);
        WriteList(writer, epoch.Logs, static (w, log) => w.Text(log));
        WriteList(writer, epoch.NextOffsets, static (w, offset) => w.Number(offset));
        WriteList(writer, epoch.Things, WriteThing);
        WriteList(writer, epoch.Channels, static (w, channel) => WriteJson(w, channel));
        WriteList(writer, epoch.Alerts, static (w, alert) => WriteJson(w, alert));
        writer.Number(epoch.DeliveredUpTo);
    }

    /// <summary>A writer that will hardly have to grow.</summary>
    public static int Guess(EpochCommitted epoch) => (int)Math.Min(EpochSize.Of(epoch) * 5 / 4, Array.MaxLength);

    /// <summary>Reads an epoch; its things hold parts of <paramref name="bytes"/>.</summary>
    /// <exception cref="InvalidDataException">The bytes are of another format.</exception>
    public static EpochCommitted Read(ReadOnlyMemory<byte> bytes, int format = StoredFormat.Newest)
    {
        StoreReader reader = new(bytes);
        if (format > StoredFormat.Oldest && reader.Byte() != format)
        {
            throw new InvalidDataException($"an epoch is marked as format {format}, but its bytes are of another one");
        }

        return new EpochCommitted(
            (EpochKind)reader.Byte(),
            ReadList(ref reader, static (ref StoreReader r) => r.Text()),
            ReadList(ref reader, static (ref StoreReader r) => r.Number()),
            ReadList(ref reader, ReadThing),
            ReadList(ref reader, ReadJson<ChannelEntry>),
            ReadList(ref reader, ReadJson<NumberedAlert>),
            reader.Number());
    }

    private delegate T Reading<out T>(ref StoreReader reader);

    private static void WriteThing(StoreWriter writer, StoredThing thing)
    {
        writer.Byte((byte)thing.Key.Kind);
        writer.Text(thing.Key.Id);
        writer.Number(thing.LogNumber);
        writer.Fixed(thing.Due?.UtcTicks ?? 0L);
        writer.Text(thing.Source ?? "");
        writer.Flag(thing.Registered);
        writer.Block(thing.Body.Span);
    }

    private static StoredThing ReadThing(ref StoreReader reader)
    {
        var key = new ThingKey((ThingKind)reader.Byte(), reader.Text());
        int logNumber = reader.Small();
        long dueTicks = reader.Fixed();
        string source = reader.Name();
        bool registered = reader.Flag();
        return new StoredThing(
            key,
            logNumber,
            dueTicks == 0 ? null : new DateTimeOffset(dueTicks, TimeSpan.Zero),
            source.Length == 0 ? null : source,
            registered,
            reader.Block());
    }

    private static void WriteList<T>(StoreWriter writer, IReadOnlyList<T> items, Action<StoreWriter, T> write)
    {
        writer.Number(items.Count);
        foreach (T item in items)
        {
            write(writer, item);
        }
    }

    private static T[] ReadList<T>(ref StoreReader reader, Reading<T> read)
    {
        var items = new T[reader.Small()];
        for (int i = 0; i < items.Length; i++)
        {
            items[i] = read(ref reader);
        }

        return items;
    }

    private static void WriteJson<T>(StoreWriter writer, T value) => writer.Block(JsonSerializer.SerializeToUtf8Bytes(value, Json));

    private static T ReadJson<T>(ref StoreReader reader) =>
        JsonSerializer.Deserialize<T>(reader.Block().Span, Json)
        ?? throw new InvalidDataException($"an epoch holds null where a {typeof(T).Name} belongs");
}
