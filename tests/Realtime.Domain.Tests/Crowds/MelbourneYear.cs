using Realtime.Domain;

namespace Realtime.Domain.Tests.Crowds;

/// <summary>One replay of the 22 counters of Melbourne with the same settings, for every test that looks at it.</summary>
internal static class MelbourneYear
{
    public const string Park = "Birrarung Marr";

    /// <summary>Limits of the park; unusual from 1,500 persons, the least number of the list of crowd hours that comes with the recording.</summary>
    public static readonly CrowdSettings Settings = new() { LimitPersonsPerH = 5000, ClearPersonsPerH = 4500, Unusual = true, UnusualMinPersons = 1500 };

    private static readonly Lazy<IReadOnlyDictionary<string, ReplayedPlace>> All = new(() => CrowdRecordings.Melbourne
        .GroupBy(row => row.Place).ToDictionary(place => place.Key, place => ReplayedPlace.Of([.. place], Settings)));

    public static IReadOnlyDictionary<string, ReplayedPlace> Places => All.Value;
}
