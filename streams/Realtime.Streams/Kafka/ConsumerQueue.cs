using System.Reflection;
using System.Runtime.InteropServices;
using Confluent.Kafka;

namespace Realtime.Streams.Kafka;

/// <summary>
/// Takes many records from a consumer at once, as they stand in the client's memory. The .NET client hands out one record per call and makes
/// several objects of it, which costs more than everything this product does with a reading; it has no call for more
/// (confluent-kafka-dotnet #717, #1419), so librdkafka's own is called: <c>rd_kafka_consume_batch_queue</c> (<c>rdkafka.h</c>, 2.16).
/// One thread only, the one that owns the consumer.
/// </summary>
internal sealed partial class ConsumerQueue : IDisposable
{
    private const int TakenAtOnceMax = 1024;

    private readonly SafeHandle _client;
    private readonly nint _queue;
    private readonly nint[] _records = new nint[TakenAtOnceMax];
    private int _count;

    static ConsumerQueue() => Librdkafka.Ensure();

    public ConsumerQueue(Handle handle)
    {
        // The client keeps its handle to itself; the pinned package is what the tests run against.
        _client = (SafeHandle)(typeof(Handle).GetProperty("LibrdkafkaHandle", BindingFlags.Instance | BindingFlags.NonPublic)?.GetValue(handle)
            ?? throw new NotSupportedException("this version of Confluent.Kafka hides its librdkafka handle elsewhere"));
        bool held = false;
        _client.DangerousAddRef(ref held);
        _queue = GetQueue(_client.DangerousGetHandle());
    }

    /// <summary>Number of records of the last <see cref="Take"/>.</summary>
    public int Count => _count;

    /// <summary>Gives the last records back and takes what is there now; false = nothing.</summary>
    public bool Take() => Take(0, TakenAtOnceMax);

    /// <summary>Gives the last records back and waits for the next one. Not for more: the client would wait until all of them are there.</summary>
    public bool TakeOne(TimeSpan atMost) => Take((int)atMost.TotalMilliseconds, 1);

    /// <summary>One of the records; valid until the next <see cref="Take"/>.</summary>
    public unsafe ref readonly NativeRecord this[int index] => ref *(NativeRecord*)_records[index];

    /// <summary>The name of a record's topic, as UTF-8.</summary>
    public static unsafe ReadOnlySpan<byte> NameOf(nint topic) => MemoryMarshal.CreateReadOnlySpanFromNullTerminated(TopicName(topic));

    public void Dispose()
    {
        GiveBack();
        DestroyQueue(_queue);
        _client.DangerousRelease();
    }

    private bool Take(int atMostMs, int most)
    {
        GiveBack();
        _count = Math.Max(0, (int)ConsumeBatch(_queue, atMostMs, _records, (nuint)most));
        return _count > 0;
    }

    private void GiveBack()
    {
        for (int i = 0; i < _count; i++)
        {
            DestroyMessage(_records[i]);
        }

        _count = 0;
    }

    [LibraryImport(Librdkafka.Name, EntryPoint = "rd_kafka_queue_get_consumer")]
    private static partial nint GetQueue(nint client);

    [LibraryImport(Librdkafka.Name, EntryPoint = "rd_kafka_queue_destroy")]
    private static partial void DestroyQueue(nint queue);

    [LibraryImport(Librdkafka.Name, EntryPoint = "rd_kafka_consume_batch_queue")]
    private static partial nint ConsumeBatch(nint queue, int timeoutMs, [In, Out] nint[] records, nuint size);

    [LibraryImport(Librdkafka.Name, EntryPoint = "rd_kafka_topic_name")]
    private static unsafe partial byte* TopicName(nint topic);

    [LibraryImport(Librdkafka.Name, EntryPoint = "rd_kafka_message_destroy")]
    private static partial void DestroyMessage(nint record);
}

/// <summary><c>rd_kafka_message_t</c> (<c>rdkafka.h</c>).</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly unsafe struct NativeRecord
{
    private readonly int _error;
    private readonly nint _topic;
    private readonly int _partition;
    private readonly byte* _payload;
    private readonly nuint _length;
    private readonly byte* _key;
    private readonly nuint _keyLength;
    private readonly long _offset;
    private readonly nint _private;

    public ErrorCode Error => (ErrorCode)_error;

    /// <summary>The client's topic object; <see cref="ConsumerQueue.NameOf"/> knows its name.</summary>
    public nint Topic => _topic;

    public int Partition => _partition;

    public long Offset => _offset;

    /// <summary>The value; of a fault, what the client says about it.</summary>
    public ReadOnlySpan<byte> Value => new(_payload, (int)_length);

    public ReadOnlySpan<byte> Key => new(_key, (int)_keyLength);
}
