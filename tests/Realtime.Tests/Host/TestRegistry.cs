using Realtime.Cluster.Registry;
using Realtime.Domain;

namespace Realtime.Tests.Host;

/// <summary>A registry that takes effect at once, or, when the test says so, never.</summary>
internal sealed class TestRegistry(TestCity city) : IRegistryWriter
{
    public bool Slow { get; set; }

    public string? Failure { get; set; }

    public List<Registration> Written { get; } = [];

    public Task<string?> WriteAsync(Registration registration, CancellationToken cancellation)
    {
        if (Failure is null)
        {
            Written.Add(registration);
            city.Registrations[registration.Key] = Slow ? city.Registrations[registration.Key] : registration;
        }

        return Task.FromResult(Failure);
    }
}
