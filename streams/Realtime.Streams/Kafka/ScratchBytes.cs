using Confluent.Kafka;

namespace Realtime.Streams.Kafka;

/// <summary>
/// "Deserializes" a key or value by copying its bytes to a scratch array that the poll thread reads at once: no array per record.
/// The returned length is also what the client hands out as the key or value.
/// </summary>
internal sealed class ScratchBytes : IDeserializer<int>
{
    private byte[] _bytes = new byte[4096];
    private int _length;

    /// <summary>The bytes of the record that <c>Consume</c> returned last.</summary>
    public ReadOnlySpan<byte> Last => _bytes.AsSpan(0, _length);

    public int Deserialize(ReadOnlySpan<byte> data, bool isNull, SerializationContext context)
    {
        if (data.Length > _bytes.Length)
        {
            _bytes = new byte[data.Length * 2];
        }

        data.CopyTo(_bytes);
        _length = data.Length;
        return data.Length;
    }
}
