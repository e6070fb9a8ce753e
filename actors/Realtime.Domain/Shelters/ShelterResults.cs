namespace Realtime.Domain;

/// <summary>Numbers of shelters.</summary>
internal static class ShelterResults
{
    /// <summary>Persons the shelter can take: the reports win over the registry; null = unknown.</summary>
    public static int? Capacity(ShelterState state, Registration? registration) =>
        (state.SentCapacity ?? registration?.CapacityPersons) is { } capacity and > 0 ? capacity : null;

    /// <summary>Evacuees per place, 0 or more; null when either is unknown.</summary>
    public static double? Occupancy(ShelterState state, Registration? registration) =>
        state.Evacuees is { } evacuees && Capacity(state, registration) is { } capacity ? (double)evacuees / capacity : null;

    /// <summary>Fields of a point: what is unknown is left out, never zero.</summary>
    public static IReadOnlyList<ResultField> Of(ShelterState state, Registration? registration)
    {
        List<ResultField> fields = [new ResultField(Fields.Open, state.Open ? 1 : 0)];
        Add(fields, Fields.Evacuees, state.Evacuees);
        Add(fields, Fields.Households, state.Households);
        Add(fields, Fields.CapacityPersons, Capacity(state, registration));
        Add(fields, Fields.OccupancyRatio, Occupancy(state, registration));
        return fields;
    }

    private static void Add(List<ResultField> fields, string name, double? value)
    {
        if (value is { } number)
        {
            fields.Add(new ResultField(name, number));
        }
    }
}
