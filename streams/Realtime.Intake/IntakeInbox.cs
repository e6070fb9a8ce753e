using System.Text;
using Confluent.Kafka;
using Realtime.Domain;
using Realtime.Streams.Kafka;

namespace Realtime.Intake;

/// <summary>Where documents that arrive by other ways than Kafka are put, so that they are safe before the sender hears of it.</summary>
public interface IIntakeInbox
{
    /// <summary>Stores a document. Completes when the broker has it.</summary>
    /// <param name="format">Name of its format.</param>
    /// <param name="key">Documents with the same key keep their order; null = none.</param>
    /// <param name="document">Its bytes.</param>
    /// <param name="cancellation">The sender has gone.</param>
    /// <returns>Null, or what went wrong.</returns>
    Task<string?> StoreAsync(string format, string? key, byte[] document, CancellationToken cancellation);
}

/// <summary>Puts documents into <see cref="Topics.Intake"/>.</summary>
public sealed class IntakeInbox(SharedProducer producer) : IIntakeInbox
{
    public Task<string?> StoreAsync(string format, string? key, byte[] document, CancellationToken cancellation)
    {
        var headers = new Headers { { IntakeStream.FormatHeader, Encoding.UTF8.GetBytes(format) } };
        return producer.ProduceAsync(Topics.Intake, key is null ? null : Encoding.UTF8.GetBytes(key), document, headers, cancellation);
    }
}
