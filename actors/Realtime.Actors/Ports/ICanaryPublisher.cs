using Realtime.Domain;

namespace Realtime.Actors.Ports;

/// <summary>Lets canaries out at the far end.</summary>
public interface ICanaryPublisher
{
    /// <summary>Completes when the broker has it; fails when it cannot. One that is lost is no loss: the next one follows.</summary>
    Task PublishAsync(Canary canary, CancellationToken cancellation);
}
