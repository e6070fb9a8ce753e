using Confluent.Kafka;
using Realtime.Domain;
using Realtime.Streams.Codec;

namespace Realtime.Streams.Historian;

/// <summary>One record of results or alerts on its way to the store.</summary>
/// <param name="At">Where it stands.</param>
/// <param name="Point">What to store; null when the record could not be read.</param>
/// <param name="Fault">Why it could not be read.</param>
/// <param name="Key">The record's key.</param>
/// <param name="Value">The record's bytes.</param>
internal sealed record HistorianRecord(TopicPartitionOffset At, ResultPoint? Point, string? Fault, byte[]? Key, byte[] Value)
{
    public static HistorianRecord Read(ConsumeResult<byte[]?, byte[]?> result)
    {
        byte[] value = result.Message.Value ?? [];
        try
        {
            ResultPoint point = result.Topic == Topics.Alerts ? AlertPoints.Of(AlertCodec.Decode(value)) : ResultCodec.Decode(value);
            return new HistorianRecord(result.TopicPartitionOffset, point, null, result.Message.Key, value);
        }
        catch (FormatException e)
        {
            return new HistorianRecord(result.TopicPartitionOffset, null, e.Message, result.Message.Key, value);
        }
    }
}
