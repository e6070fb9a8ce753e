using System.Text.Json;
using Akka.Actor;
using Akka.Serialization;
using Realtime.Actors.Desk;
using Realtime.Actors.Post;

namespace Realtime.Actors.Epochs;

/// <summary>
/// Stored formats of the product. The manifest names type and version, so that a later program can still read what an earlier one
/// wrote; an unknown manifest is an error with its name in it.
/// </summary>
public sealed class JournalSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    private const string EpochV1 = "epoch-1";
    private const string PartitionV1 = "partition-1";
    private const string DeskEventV1 = "desk-event-1";
    private const string DeskV1 = "desk-1";
    private const string PostEventV1 = "post-event-1";
    private const string PostV1 = "post-1";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Part of the stored format: never changes.</summary>
    public override int Identifier => 871_001;

    public override string Manifest(object o) => o switch
    {
        EpochCommitted => EpochV1,
        PartitionSnapshot => PartitionV1,
        DeskEvent => DeskEventV1,
        AlertBookSnapshot => DeskV1,
        PostEvent => PostEventV1,
        PostBookSnapshot => PostV1,
        _ => throw new ArgumentException($"{o.GetType().Name} is not a stored type", nameof(o)),
    };

    public override byte[] ToBinary(object obj) => obj switch
    {
        EpochCommitted epoch => Checksum.Seal(EpochFormat.Write(epoch)),
        PartitionSnapshot snapshot => Checksum.Seal(WriteSnapshot(snapshot)),
        DeskEvent change => JsonSerializer.SerializeToUtf8Bytes(change, Json),
        AlertBookSnapshot book => JsonSerializer.SerializeToUtf8Bytes(book, Json),
        PostEvent change => JsonSerializer.SerializeToUtf8Bytes(change, Json),
        PostBookSnapshot post => JsonSerializer.SerializeToUtf8Bytes(post, Json),
        _ => throw new ArgumentException($"{obj.GetType().Name} is not a stored type", nameof(obj)),
    };

    public override object FromBinary(byte[] bytes, string manifest) => manifest switch
    {
        EpochV1 => EpochFormat.Read(Checksum.Open(bytes, "an epoch")),
        PartitionV1 => ReadSnapshot(Checksum.Open(bytes, "a snapshot")),
        DeskEventV1 => JsonSerializer.Deserialize<DeskEvent>(bytes, Json)!,
        DeskV1 => JsonSerializer.Deserialize<AlertBookSnapshot>(bytes, Json)!,
        PostEventV1 => JsonSerializer.Deserialize<PostEvent>(bytes, Json)!,
        PostV1 => JsonSerializer.Deserialize<PostBookSnapshot>(bytes, Json)!,
        _ => throw new ArgumentException($"the journal holds \"{manifest}\", which this program does not know; was it written by a newer version?", nameof(manifest)),
    };

    private static byte[] WriteSnapshot(PartitionSnapshot snapshot)
    {
        byte[] epoch = EpochFormat.Write(snapshot.Epoch);
        byte[] bytes = new byte[sizeof(long) + epoch.Length];
        BitConverter.TryWriteBytes(bytes, snapshot.LastAlertNumber);
        epoch.CopyTo(bytes, sizeof(long));
        return bytes;
    }

    private static PartitionSnapshot ReadSnapshot(byte[] bytes) =>
        new(EpochFormat.Read(bytes[sizeof(long)..]), BitConverter.ToInt64(bytes));
}
