using Realtime.Actors.City;
using Realtime.Cluster.Registry;
using Realtime.Domain;

namespace Realtime.Cluster.Family;

/// <summary>What became of a change of the register.</summary>
public enum RegisterOutcome
{
    /// <summary>Stored, and the household's owner works by it.</summary>
    Done,

    /// <summary>Stored in the log; the owner has not read it yet.</summary>
    Stored,

    /// <summary>There is no such household.</summary>
    Unknown,

    /// <summary>It has as many absences as it can have.</summary>
    Full,

    /// <summary>The log did not take it.</summary>
    Failed,
}

/// <summary>Households of the register: sealed on the way in, opened for those who may read, erased by forgetting the key.</summary>
public sealed class HouseholdRegister(IFamilyCity city, IHouseholdKeys keys, IRegistryWriter registry, TimeProvider clock)
{
    private const int Tries = 3;
    private static readonly TimeSpan _seenMax = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan _lookEvery = TimeSpan.FromMilliseconds(100);

    /// <summary>The registration; null when there is none or it was taken out of service.</summary>
    public async Task<Registration?> FindAsync(string id, CancellationToken cancellation) =>
        await city.GetRegistrationAsync(id, cancellation) is { Retired: false } known ? known : null;

    /// <summary>The people of a household; null when they were erased.</summary>
    public async Task<HouseholdPeople?> OpenAsync(string id, string sealedPart, CancellationToken cancellation) =>
        await keys.FindAsync(id, cancellation) is { } key ? PeopleSeal.Open(sealedPart, id, key) : null;

    /// <summary>Whose token it is, by number of the contact; null = nobody's whom the registration names.</summary>
    public async Task<int?> ReaderAsync(string id, string token, string letterId, int partition, int step, HouseholdPeople people, CancellationToken cancellation) =>
        await keys.FindAsync(id, cancellation) is { } key ? LinkToken.ReaderOf(token, key, letterId, partition, step, people.Contacts) : null;

    /// <summary>Registers a household or changes it; declared absences stay.</summary>
    public async Task<RegisterOutcome> PutAsync(Registration registration, HouseholdPeople people, CancellationToken cancellation)
    {
        string id = registration.Key.Id;
        Registration? before = await FindAsync(id, cancellation);
        byte[] key = await keys.FindOrMakeAsync(id, cancellation);
        HouseholdSettings settings = registration.Household ?? new HouseholdSettings();
        return await WriteAsync(
            registration with
            {
                Family = registration.Family! with { Sealed = PeopleSeal.Seal(people, id, key) },
                Household = settings with { Absences = before?.Household?.Absences ?? [] },
            },
            cancellation);
    }

    /// <summary>Declares an absence; null takes all absences back. Somebody else's change at the same moment is not lost: it is read again and tried again.</summary>
    public async Task<RegisterOutcome> DeclareAsync(string id, Absence? absence, CancellationToken cancellation)
    {
        RegisterOutcome outcome = RegisterOutcome.Stored;
        for (int i = 0; i < Tries; i++)
        {
            if (await FindAsync(id, cancellation) is not { } known)
            {
                return RegisterOutcome.Unknown;
            }

            HouseholdSettings settings = known.Household ?? new HouseholdSettings { UtcOffset = known.Family?.UtcOffset ?? new HouseholdSettings().UtcOffset };
            Absence[] kept = [.. settings.Absences.Where(one => absence is not null && one.Until > clock.GetUtcNow() - TimeSpan.FromDays(1))];
            if (absence is not null && kept.Contains(absence))
            {
                return RegisterOutcome.Done;
            }

            if (kept.Length >= Limits.AbsencesMax)
            {
                return RegisterOutcome.Full;
            }

            outcome = await WriteAsync(known with { Household = settings with { Absences = absence is null ? [] : [.. kept, absence] } }, cancellation);
            if (outcome != RegisterOutcome.Stored)
            {
                return outcome;
            }
        }

        return outcome;
    }

    /// <summary>
    /// The household leaves: first the key is forgotten, which erases names and addresses wherever they were copied to, then it is taken out of
    /// service.
    /// </summary>
    public async Task<RegisterOutcome> ForgetAsync(string id, CancellationToken cancellation)
    {
        bool hadKey = await keys.ForgetAsync(id, cancellation);
        Registration? known = await FindAsync(id, cancellation);
        return known is null && !hadKey
            ? RegisterOutcome.Unknown
            : await WriteAsync(new Registration { Key = new ThingKey(ThingKind.Household, id), Municipality = known?.Municipality ?? "", Retired = true }, cancellation);
    }

    private async Task<RegisterOutcome> WriteAsync(Registration wanted, CancellationToken cancellation)
    {
        if (await registry.WriteAsync(wanted, cancellation) is not null)
        {
            return RegisterOutcome.Failed;
        }

        long begin = clock.GetTimestamp();
        while (clock.GetElapsedTime(begin) < _seenMax)
        {
            if (await city.GetRegistrationAsync(wanted.Key.Id, cancellation) is { } seen && seen with { Contacts = wanted.Contacts } == wanted)
            {
                return RegisterOutcome.Done;
            }

            await Task.Delay(_lookEvery, clock, cancellation);
        }

        return RegisterOutcome.Stored;
    }
}
