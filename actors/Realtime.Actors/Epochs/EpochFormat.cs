using System.Text.Json;
using Realtime.Domain;

namespace Realtime.Actors.Epochs;

/// <summary>
/// Bytes of an epoch. From format 2 on its number stands in front, so that the bytes tell it too, and its things are written by
/// <see cref="ThingEntry"/>. Channels and alerts are JSON, because they are few and read by people.
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

    /// <param name="writer">Takes the bytes.</param>
    /// <param name="epoch">What to write.</param>
    /// <param name="format">A number of <see cref="StoredFormat"/>.</param>
    /// <param name="whole">Everything of each thing: nothing stands before a snapshot.</param>
    public static void Write(StoreWriter writer, EpochCommitted epoch, int format, bool whole = false)
    {
        if (format >= StoredFormat.Lean)
        {
            writer.Byte((byte)format);
        }

        writer.Byte((byte)epoch.Kind);
        WriteList(writer, epoch.Logs, static (w, log) => w.Text(log));
        WriteList(writer, epoch.NextOffsets, static (w, offset) => w.Number(offset));
        WriteList(writer, epoch.Things, format < StoredFormat.Lean ? ThingEntry.WriteOld : whole ? ThingEntry.WriteWhole : ThingEntry.Write);
        WriteList(writer, epoch.Channels, static (w, channel) => WriteJson(w, channel));
        WriteList(writer, epoch.Alerts, static (w, alert) => WriteJson(w, alert));
        writer.Number(epoch.DeliveredUpTo);
    }

    /// <summary>Room for a writer that will hardly have to grow.</summary>
    public static int Guess(EpochCommitted epoch, bool whole = false) => (int)Math.Min(EpochSize.Of(epoch, whole) * 5 / 4, Array.MaxLength);

    /// <summary>Reads an epoch; its things hold parts of <paramref name="bytes"/>.</summary>
    /// <exception cref="InvalidDataException">The bytes are of another format.</exception>
    public static EpochCommitted Read(ReadOnlyMemory<byte> bytes, int format = StoredFormat.Newest)
    {
        StoreReader reader = new(bytes);
        if (format >= StoredFormat.Lean && reader.Byte() != format)
        {
            throw new InvalidDataException($"an epoch is marked as format {format}, but its bytes are of another one");
        }

        return new EpochCommitted(
            (EpochKind)reader.Byte(),
            ReadList(ref reader, static (ref StoreReader r) => r.Text()),
            ReadList(ref reader, static (ref StoreReader r) => r.Number()),
            format >= StoredFormat.Lean ? ReadList(ref reader, ThingEntry.Read) : ReadList(ref reader, ThingEntry.ReadOld),
            ReadList(ref reader, ReadJson<ChannelEntry>),
            ReadList(ref reader, ReadJson<NumberedAlert>),
            reader.Number());
    }

    private delegate T Reading<out T>(ref StoreReader reader);

    private static void WriteList<T>(StoreWriter writer, IReadOnlyList<T> items, Action<StoreWriter, T> write)
    {
        writer.Number(items.Count);
        for (int i = 0; i < items.Count; i++)
        {
            write(writer, items[i]);
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
