using Microsoft.Extensions.Logging.Abstractions;
using Realtime.Domain;
using Realtime.Streams.Kafka;
using Realtime.Tests.Support;

namespace Realtime.Tests.Streams;

/// <summary>The poll thread outlives whatever goes wrong on it: a partition that is left waiting by a dead thread would be silent for ever.</summary>
public sealed class PollLoopTests
{
    [Fact]
    public async Task A_fault_and_a_client_that_cannot_be_made_at_once_end_the_partitions_and_not_the_thread()
    {
        using var kafka = new TestKafka(partitions: 1);
        kafka.Send(Topics.Registry, "sensor/a", """{"kind":"sensor","id":"a"}"""u8.ToArray(), partition: 0);
        kafka.Flush();
        int made = 0;
        using var loop = new PollLoop(kafka.Settings, TimeProvider.System, NullLogger.Instance, () =>
            ++made == 2 ? throw new InvalidOperationException("no client now") : new AssignedConsumer(kafka.Settings, NullLogger.Instance));
        var first = new PartitionIntake(0, Beginning);
        loop.Add(first);

        loop.Commit(first, []); // As a fault of ours would be: fewer offsets than topics.
        await Assert.ThrowsAnyAsync<Exception>(() => first.Batches.Completion.WaitAsync(TimeSpan.FromSeconds(20)));

        var second = new PartitionIntake(0, Beginning);
        loop.Add(second);
        Assert.True(await second.Batches.WaitToReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20)));
        Assert.Equal(3, made);
        await loop.Remove(second).WaitAsync(TimeSpan.FromSeconds(20));
    }

    private static long[] Beginning => new long[Topics.Inputs.Count];
}
