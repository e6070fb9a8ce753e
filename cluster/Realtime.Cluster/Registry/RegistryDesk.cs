using Realtime.Actors.City;
using Realtime.Domain;
using Realtime.Streams.Codec;

namespace Realtime.Cluster.Registry;

/// <summary>What came of a change.</summary>
/// <param name="Failure">What the broker said; null = it has the record.</param>
/// <param name="InForce">The thing works by it.</param>
/// <param name="Revision">Names the content.</param>
public sealed record RegistryOutcome(string? Failure, bool InForce, string Revision);

/// <summary>
/// Writes registrations and waits a moment until the thing has them. Two who write at once overwrite each other, the later record wins;
/// who must not be overwritten names the revision they have read.
/// </summary>
public sealed class RegistryDesk(ICity city, IRegistryWriter writer, TimeProvider clock)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan _between = TimeSpan.FromMilliseconds(50);

    public async Task<RegistryOutcome> WriteAsync(Registration registration, CancellationToken cancellation)
    {
        string revision = RegistryPatch.RevisionOf(registration);
        if (await writer.WriteAsync(registration, cancellation) is { } failure)
        {
            return new RegistryOutcome(failure, false, revision);
        }

        long begun = clock.GetTimestamp();
        do
        {
            if (await city.GetRegistrationAsync(registration.Key, cancellation) is { } now && RegistryPatch.RevisionOf(now.Registration) == revision)
            {
                return new RegistryOutcome(null, true, revision);
            }

            await Task.Delay(_between, clock, cancellation);
        }
        while (clock.GetElapsedTime(begun) < _patience);
        return new RegistryOutcome(null, false, revision);
    }
}
