using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;
using Confluent.Kafka;
using Microsoft.Extensions.Logging.Abstractions;
using Realtime.Domain;
using Realtime.Streams.Kafka;
using Realtime.Tests.Support;

namespace Realtime.Tests.Streams;

/// <summary>After a fatal error of the producer nothing reaches the broker until the owner of every lost record has heard that it is lost.</summary>
public sealed class ReplacedProducerTests
{
    [Fact]
    public async Task No_record_overtakes_a_lost_one_whose_owner_has_not_heard_yet()
    {
        using var kafka = new TestKafka(partitions: 2);
        using var producer = new SharedProducer(kafka.Settings, NullLogger.Instance);
        kafka.Broker.SetReachable(false);
        using var mayHear = new ManualResetEventSlim();
        int reported = 0;
        int heard = 0;
        void OnLost(string? failure)
        {
            Assert.NotNull(failure);
            if (Interlocked.Increment(ref reported) == 2)
            {
                mayHear.Wait(TimeSpan.FromSeconds(20)); // The owner of the second one is slow to hear.
            }

            Interlocked.Increment(ref heard);
        }

        producer.Produce(To(0), null, [1], OnLost);
        producer.Produce(To(1), null, [1], OnLost);
        Kill(producer.Handle);
        kafka.Broker.SetReachable(true);

        // Until then whatever is offered is refused, however often it is tried.
        await Eventually.TrueAsync("one owner has heard, the other one hears", () => Volatile.Read(ref reported) == 2 || Offer(producer) is null);
        for (int i = 0; i < 50; i++)
        {
            Assert.NotNull(Offer(producer));
        }

        Assert.Equal(1, heard);
        mayHear.Set();
        await Eventually.TrueAsync("a new client takes records", async () => await producer.ProduceAsync(Topics.Results, null, [2], null, default, partition: 0) is null);
        Assert.Equal(2, heard);
        Assert.Equal(2, Assert.Single(kafka.ReadAll(Topics.Results)).Message.Value.Single());
    }

    [Fact]
    public async Task Records_of_one_owner_keep_their_order_over_fatal_errors()
    {
        using var kafka = new TestKafka(partitions: 1);
        using var producer = new SharedProducer(kafka.Settings, NullLogger.Instance);
        for (int round = 0; round < 3; round++)
        {
            await SendAsync(producer, from: round * 200, to: (round + 1) * 200, killAt: (round * 200) + 120);
        }

        int[] read = [.. kafka.ReadAll(Topics.Results).Select(record => BitConverter.ToInt32(record.Message.Value))];
        int next = 0;
        foreach (int number in read)
        {
            Assert.True(number <= next, $"{number} came before {next}"); // Repeats are allowed, gaps are not.
            next = Math.Max(next, number + 1);
        }

        Assert.Equal(600, next);
    }

    /// <summary>As a partition does it: what was not confirmed is sent again from the first one that was lost, by a new owner.</summary>
    private static async Task SendAsync(SharedProducer producer, int from, int to, int killAt)
    {
        int confirmed = from;
        bool killed = false;
        while (confirmed < to)
        {
            var outcomes = new ConcurrentDictionary<int, string>();
            bool failed = false;
            int sent = 0;
            for (int number = confirmed; number < to && !Volatile.Read(ref failed); number++, sent++)
            {
                int one = number;
                producer.Produce(To(0), null, BitConverter.GetBytes(one), failure =>
                {
                    outcomes[one] = failure ?? "";
                    if (failure is not null)
                    {
                        Volatile.Write(ref failed, true);
                    }
                });
                if (one == killAt && !killed)
                {
                    killed = true;
                    Kill(producer.Handle);
                }
            }

            int all = sent;
            await Eventually.TrueAsync("every record has an outcome", () => outcomes.Count == all);
            while (outcomes.TryGetValue(confirmed, out string? outcome) && outcome.Length == 0)
            {
                confirmed++;
            }
        }
    }

    private static TopicPartition To(int partition) => new(Topics.Results, new Partition(partition));

    /// <summary>What went wrong at once; null = the client took it.</summary>
    private static string? Offer(SharedProducer producer)
    {
        string? at = null;
        producer.Produce(To(0), null, [9], failure => at = failure ?? "delivered");
        return Volatile.Read(ref at);
    }

    private static void Kill(Handle handle)
    {
        var native = (SafeHandle)typeof(Handle).GetProperty("LibrdkafkaHandle", BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(handle)!;
        string library = new[] { "librdkafka", "centos8-librdkafka", "alpine-librdkafka" }.First(name => NativeLibrary.TryLoad(name, typeof(Handle).Assembly, null, out _));
        nint raise = NativeLibrary.GetExport(NativeLibrary.Load(library, typeof(Handle).Assembly, null), "rd_kafka_test_fatal_error");
        Marshal.GetDelegateForFunctionPointer<TestFatalError>(raise)(native.DangerousGetHandle(), -195, Encoding.ASCII.GetBytes("killed by a test\0"));
    }

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int TestFatalError(nint client, int error, byte[] reason);
}
