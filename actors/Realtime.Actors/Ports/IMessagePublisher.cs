using Realtime.Domain;

namespace Realtime.Actors.Ports;

/// <summary>Publishes messages for devices to <see cref="Topics.Messages"/>.</summary>
public interface IMessagePublisher
{
    /// <summary>Completes when the broker has acknowledged the record; fails when it cannot. At least once: devices know repeats by message id.</summary>
    Task PublishAsync(CityMessage message, ThingKey thing, CancellationToken cancellation);
}
