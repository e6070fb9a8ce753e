namespace Realtime.Domain;

/// <summary>The one reading on which the present stage rests, while no other bears it out.</summary>
/// <param name="From">Registered level held before it.</param>
/// <param name="Time">When it was measured.</param>
/// <param name="Value">Its value, in the unit of the sensor.</param>
/// <param name="Trusted">The last value before it that was believed; null = none.</param>
/// <param name="TrustedTime">When that was measured.</param>
/// <param name="Alone">The source's lists did not name the gauge since: the next reading is not the one after it.</param>
public sealed record StageDoubt(int From, DateTimeOffset Time, double Value, double? Trusted, DateTimeOffset? TrustedTime, bool Alone = false);
