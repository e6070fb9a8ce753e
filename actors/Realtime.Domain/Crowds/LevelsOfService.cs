namespace Realtime.Domain;

/// <summary>One step of a table of levels of service: from this much on, up to the next step.</summary>
/// <param name="From">Lower edge, taken; in the table's unit.</param>
/// <param name="Name">The table's own name of the step.</param>
public sealed record ServiceStep(double From, string Name);

/// <summary>A table that says how well people can stand or walk. Steps rise; the first begins at 0.</summary>
/// <param name="Unit">What is looked up.</param>
/// <param name="Source">Where the numbers come from.</param>
/// <param name="Steps">Rising.</param>
public sealed record ServiceTable(string Unit, string Source, IReadOnlyList<ServiceStep> Steps)
{
    /// <summary>Index of the step of a value, 0 = best.</summary>
    public int StepOf(double value)
    {
        int found = 0;
        for (int i = 1; i < Steps.Count && value >= Steps[i].From; i++)
        {
            found = i;
        }

        return found;
    }

    /// <summary>Name of the step of a value.</summary>
    public string NameOf(double value) => Steps[StepOf(value)].Name;
}

/// <summary>The tables: data, each with its source. Nothing in the rules knows a letter of them. Source: stands in each table.</summary>
public static class LevelsOfService
{
    /// <summary>
    /// Standing people: the space of the Highway Capacity Manual's queueing areas turned round (1.2, 0.9, 0.6, 0.3 and 0.2 m² per person).
    /// </summary>
    public static readonly ServiceTable Standing = new(
        "persons/m²",
        "Highway Capacity Manual (TRB), levels of service of queueing areas: more than 1.2, 0.9, 0.6, 0.3, 0.2 m² per person",
        [new(0, "A"), new(1 / 1.2, "B"), new(1 / 0.9, "C"), new(1 / 0.6, "D"), new(1 / 0.3, "E"), new(1 / 0.2, "F")]);

    /// <summary>Walking people by flow across one metre of width.</summary>
    public static readonly ServiceTable Walking = new(
        "persons/m/min",
        "J. J. Fruin, Pedestrian Planning and Design (1971), levels of service of walkways",
        [new(0, "A"), new(23, "B"), new(33, "C"), new(49, "D"), new(66, "E"), new(82, "F")]);

    /// <summary>
    /// Congestion in the four words that Japanese towns show to the public, and the density from which a crowd becomes dangerous by itself:
    /// from 5.55 persons per m² moving people exert dangerous forces on each other (7.1 is critical for standing ones).
    /// </summary>
    public static readonly ServiceTable Congestion = new(
        "persons/m²",
        "Words: Matsuyama's Mitsuhama festival map (2023); 5.55 persons/m²: criticality after Fruin as tabled in EPJ Data Science (2013); the other edges are our choice",
        [new(0, "通常"), new(1, "やや混み"), new(2, "混雑"), new(4, "大混雑"), new(Dangerous, "危険")]);

    /// <summary>Persons per m² from which moving people exert dangerous forces on each other (source: <see cref="Congestion"/>).</summary>
    public const double Dangerous = 5.55;
}
