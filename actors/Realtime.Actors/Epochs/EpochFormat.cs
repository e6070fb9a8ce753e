using System.Text;
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
        using var bytes = new MemoryStream(1024);
        using var writer = new BinaryWriter(bytes, Encoding.UTF8);
        if (format > StoredFormat.Oldest)
        {
            writer.Write((byte)format);
        }

        writer.Write((byte)epoch.Kind);
        WriteList(writer, epoch.Logs, static (w, log) => w.Write(log));
        WriteList(writer, epoch.NextOffsets, static (w, offset) => w.Write7BitEncodedInt64(offset));
        WriteList(writer, epoch.Things, WriteThing);
        WriteList(writer, epoch.Channels, static (w, channel) => WriteJson(w, channel));
        WriteList(writer, epoch.Alerts, static (w, alert) => WriteJson(w, alert));
        writer.Write7BitEncodedInt64(epoch.DeliveredUpTo);
        writer.Flush();
        return bytes.ToArray();
    }

    /// <exception cref="InvalidDataException">The bytes are of another format.</exception>
    public static EpochCommitted Read(byte[] bytes, int format = StoredFormat.Newest)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes), Encoding.UTF8);
        if (format > StoredFormat.Oldest && reader.ReadByte() != format)
        {
            throw new InvalidDataException($"an epoch is marked as format {format}, but its bytes are of another one");
        }

        return new EpochCommitted(
            (EpochKind)reader.ReadByte(),
            ReadList(reader, static r => r.ReadString()),
            ReadList(reader, static r => r.Read7BitEncodedInt64()),
            ReadList(reader, ReadThing),
            ReadList(reader, ReadJson<ChannelEntry>),
            ReadList(reader, ReadJson<NumberedAlert>),
            reader.Read7BitEncodedInt64());
    }

    private static void WriteThing(BinaryWriter writer, StoredThing thing)
    {
        writer.Write((byte)thing.Key.Kind);
        writer.Write(thing.Key.Id);
        writer.Write7BitEncodedInt(thing.LogNumber);
        writer.Write(thing.Due?.UtcTicks ?? 0L);
        writer.Write(thing.Source ?? "");
        writer.Write(thing.Registered);
        writer.Write7BitEncodedInt(thing.Body.Length);
        writer.Write(thing.Body);
    }

    private static StoredThing ReadThing(BinaryReader reader)
    {
        var key = new ThingKey((ThingKind)reader.ReadByte(), reader.ReadString());
        int logNumber = reader.Read7BitEncodedInt();
        long dueTicks = reader.ReadInt64();
        string source = reader.ReadString();
        bool registered = reader.ReadBoolean();
        return new StoredThing(
            key,
            logNumber,
            dueTicks == 0 ? null : new DateTimeOffset(dueTicks, TimeSpan.Zero),
            source.Length == 0 ? null : source,
            registered,
            reader.ReadBytes(reader.Read7BitEncodedInt()));
    }

    private static void WriteList<T>(BinaryWriter writer, IReadOnlyList<T> items, Action<BinaryWriter, T> write)
    {
        writer.Write7BitEncodedInt(items.Count);
        foreach (T item in items)
        {
            write(writer, item);
        }
    }

    private static T[] ReadList<T>(BinaryReader reader, Func<BinaryReader, T> read)
    {
        var items = new T[reader.Read7BitEncodedInt()];
        for (int i = 0; i < items.Length; i++)
        {
            items[i] = read(reader);
        }

        return items;
    }

    private static void WriteJson<T>(BinaryWriter writer, T value)
    {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(value, Json);
        writer.Write7BitEncodedInt(json.Length);
        writer.Write(json);
    }

    private static T ReadJson<T>(BinaryReader reader) =>
        JsonSerializer.Deserialize<T>(reader.ReadBytes(reader.Read7BitEncodedInt()), Json)
        ?? throw new InvalidDataException($"an epoch holds null where a {typeof(T).Name} belongs");
}
