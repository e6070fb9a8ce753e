using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;
using Akka.Actor;
using Akka.Serialization;
using Realtime.Actors.Desk;
using Realtime.Actors.Families;
using Realtime.Actors.Post;

namespace Realtime.Actors.Epochs;

/// <summary>
/// Stored formats of the product. The manifest names type and format, so that a later program can still read what an earlier one
/// wrote; an unknown one is an error with its name in it.
/// </summary>
public sealed class JournalSerializer : SerializerWithStringManifest
{
    private const string Epoch = "epoch-";
    private const string Partition = "partition-";
    private const string Event = "desk-event-";
    private const string Book = "desk-";
    private const string Post = "post-event-";
    private const string PostOffice = "post-";
    private const string Family = "family-event-";
    private const string FamilyOffice = "family-";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private readonly int _write;

    public JournalSerializer(ExtendedActorSystem system)
        : base(system) => _write = system.Settings.Config.GetInt(StoredFormat.WriteSetting, StoredFormat.Newest);

    /// <summary>Part of the stored format: never changes.</summary>
    public override int Identifier => 871_001;

    public override string Manifest(object o) => string.Create(CultureInfo.InvariantCulture, $"{NameOf(o)}{_write}");

    public override byte[] ToBinary(object obj) => obj switch
    {
        EpochCommitted epoch => SealedEpoch(epoch),
        PartitionSnapshot snapshot => SealedSnapshot(snapshot),
        DeskEvent change => JsonSerializer.SerializeToUtf8Bytes(change, Json),
        AlertBookSnapshot book => JsonSerializer.SerializeToUtf8Bytes(book, Json),
        PostEvent change => JsonSerializer.SerializeToUtf8Bytes(change, Json),
        PostBookSnapshot post => JsonSerializer.SerializeToUtf8Bytes(post, Json),
        FamilyEvent change => JsonSerializer.SerializeToUtf8Bytes(change, Json),
        FamilyBookSnapshot families => JsonSerializer.SerializeToUtf8Bytes(families, Json),
        _ => throw new ArgumentException($"{obj.GetType().Name} is not a stored type", nameof(obj)),
    };

    public override object FromBinary(byte[] bytes, string manifest)
    {
        int number = manifest.LastIndexOf('-') + 1;
        if (!int.TryParse(manifest.AsSpan(number), NumberStyles.None, CultureInfo.InvariantCulture, out int format) || format is < StoredFormat.Oldest or > StoredFormat.Newest)
        {
            throw Unknown(manifest);
        }

        return manifest[..number] switch
        {
            Epoch => EpochFormat.Read(Checksum.Open(bytes, "an epoch"), format),
            Partition => Snapshot(() => ReadSnapshot(Checksum.Open(bytes, "a snapshot"), format)),
            Event => JsonSerializer.Deserialize<DeskEvent>(bytes, Json)!,
            Book => Snapshot(() => JsonSerializer.Deserialize<AlertBookSnapshot>(bytes, Json)),
            Post => JsonSerializer.Deserialize<PostEvent>(bytes, Json)!,
            PostOffice => Snapshot(() => JsonSerializer.Deserialize<PostBookSnapshot>(bytes, Json)),
            Family => JsonSerializer.Deserialize<FamilyEvent>(bytes, Json)!,
            FamilyOffice => Snapshot(() => JsonSerializer.Deserialize<FamilyBookSnapshot>(bytes, Json)),
            _ => throw Unknown(manifest),
        };
    }

    /// <summary>
    /// A damaged snapshot is handed on as what it is, so that whoever recovers learns its number and can go back to the one before. An
    /// unknown format is not damage: an older program must not quietly go on from older state.
    /// </summary>
    private static object Snapshot(Func<object?> read)
    {
        try
        {
            return read() ?? new UnreadableSnapshot("it is empty");
        }
        catch (Exception fault)
        {
            return new UnreadableSnapshot(fault.Message);
        }
    }

    private static string NameOf(object stored) => stored switch
    {
        EpochCommitted => Epoch,
        PartitionSnapshot => Partition,
        DeskEvent => Event,
        AlertBookSnapshot => Book,
        PostEvent => Post,
        PostBookSnapshot => PostOffice,
        FamilyEvent => Family,
        FamilyBookSnapshot => FamilyOffice,
        _ => throw new ArgumentException($"{stored.GetType().Name} is not a stored type", nameof(stored)),
    };

    private static ArgumentException Unknown(string manifest) =>
        new($"the journal holds \"{manifest}\", which this program does not know; was it written by a newer version?", nameof(manifest));

    private byte[] SealedEpoch(EpochCommitted epoch)
    {
        using StoreWriter writer = new(EpochFormat.Guess(epoch));
        EpochFormat.Write(writer, epoch, _write);
        return Checksum.Seal(writer);
    }

    /// <summary>The number of the newest alert, then the epoch.</summary>
    private byte[] SealedSnapshot(PartitionSnapshot snapshot)
    {
        using StoreWriter writer = new(EpochFormat.Guess(snapshot.Epoch, whole: true));
        writer.Fixed(snapshot.LastAlertNumber);
        EpochFormat.Write(writer, snapshot.Epoch, _write, whole: true);
        return Checksum.Seal(writer);
    }

    private static PartitionSnapshot ReadSnapshot(ReadOnlyMemory<byte> bytes, int format) =>
        new(EpochFormat.Read(bytes[sizeof(long)..], format), BinaryPrimitives.ReadInt64LittleEndian(bytes.Span));
}
