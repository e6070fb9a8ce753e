namespace Realtime.Domain;

/// <summary>Numbers of shelters.</summary>
internal static class ShelterResults
{
    /// <summary>Evacuees per place, 0 or more; null when either is unknown.</summary>
    public static double? Occupancy(ShelterState state, Registration? registration) =>
        state.Evacuees is { } evacuees && ShelterCapacity.Of(state, registration) is { } capacity ? (double)evacuees / capacity.Persons : null;

    /// <summary>Fields of a point: what is unknown is left out, never zero.</summary>
    public static IReadOnlyList<ResultField> Of(ShelterState state, Registration? registration)
    {
        List<ResultField> fields = [new ResultField(Fields.Open, state.Open ? 1 : 0)];
        Add(fields, Fields.Evacuees, state.Evacuees);
        Add(fields, Fields.Households, state.Households);
        Add(fields, Fields.CapacityPersons, ShelterCapacity.Of(state, registration)?.Persons);
        Add(fields, Fields.OccupancyRatio, Occupancy(state, registration));
        Add(fields, Fields.AreaPerPersonM2, state.Evacuees > 0 ? registration?.Shelter?.AreaM2 / state.Evacuees : null);
        Add(fields, Fields.SupplyHoursLeft, state.LastReading is { } time ? SupplyRule.HoursLeft(state, registration, time) : null);
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
