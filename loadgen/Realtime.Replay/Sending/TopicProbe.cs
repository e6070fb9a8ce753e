using Confluent.Kafka;
using Realtime.Domain;

namespace Realtime.Replay.Sending;

/// <summary>Nobody is there, or somebody else is.</summary>
public sealed class BrokerUnreachableException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Asks a broker for the product's topics.</summary>
public static class TopicProbe
{
    /// <summary>The one partition count of the input topics.</summary>
    /// <exception cref="BrokerUnreachableException">No answer in time, a topic is missing, or the counts differ.</exception>
    public static Task<int> PartitionsAsync(Handle handle, KafkaSinkSettings settings, CancellationToken cancellation) =>
        Task.Run(() => Partitions(handle, settings), cancellation);

    private static int Partitions(Handle handle, KafkaSinkSettings settings)
    {
        Dictionary<string, int> counts = [];
        try
        {
            using IAdminClient admin = new DependentAdminClientBuilder(handle).Build();
            foreach (string topic in Topics.Inputs)
            {
                counts[topic] = admin.GetMetadata(topic, settings.ConnectTimeout).Topics.Single(found => found.Topic == topic).Partitions.Count;
            }
        }
        catch (KafkaException fault)
        {
            throw new BrokerUnreachableException($"no Kafka broker answers at {settings.BootstrapServers}: {fault.Error.Reason}", fault);
        }

        if (counts.Values.Distinct().Count() != 1 || counts.Values.First() == 0)
        {
            string found = string.Join(", ", counts.Select(topic => $"{topic.Key} {topic.Value}"));
            throw new BrokerUnreachableException($"the topics at {settings.BootstrapServers} must all have the same number of partitions, found: {found}");
        }

        return counts.Values.First();
    }
}
