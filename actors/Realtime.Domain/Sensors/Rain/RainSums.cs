namespace Realtime.Domain;

/// <summary>
/// Ten-minute, hourly, 24-hour and cumulative rain. A gauge sends ten-minute amounts, from which the hour follows, or hourly sums; of
/// hourly sums sent more often than hourly only those an hour apart are counted into the longer ones.
/// Source: 10分間雨量, 時間雨量, 24時間雨量 and 累加雨量 as published by JMA and MLIT; the rainless time that ends a rain is registered.
/// </summary>
internal sealed class RainSums : SensorRule
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    public override SensorState Read(SensorState state, SensorReading reading, SensorStep step)
    {
        if (state.Type != SensorType.Rain || reading.Quality != Quality.Good || (reading.Rain10MinMm ?? reading.Value) is null)
        {
            return state;
        }

        SensorState next = Counted(state, reading, step.Registration?.Rain ?? RainSettings.Default);
        double? hour = HourOf(next, reading);
        if (reading.Value is null)
        {
            step.Point?.Add(Fields.RainMmPerH, hour);
        }

        step.Point?.Add(Fields.Rain10MinMm, reading.Rain10MinMm);
        step.Point?.Add(Fields.RainTotalMm, next.Rain?.TotalMm);
        step.Point?.Add(Fields.Rain24HMm, next.Rain?.Sum(reading.Time, TimeSpan.FromHours(24)));
        RainClass? named = hour is { } mm ? RainClass.Of(mm) : null;
        step.Point?.Add(Fields.RainClass, hour is null ? null : named?.Number ?? 0);
        step.Point?.Add(Fields.RainClassName, named?.Name);
        return next with { Value = hour ?? next.Value, ValueTime = reading.Time };
    }

    private static SensorState Counted(SensorState state, SensorReading reading, RainSettings settings)
    {
        if (reading.Rain10MinMm is { } ten)
        {
            return state with { Rain = RainMemory.Count(state.Rain, reading.Time, ten, settings) };
        }

        bool counts = state.Rain is not { } known || reading.Time == known.CountedTo || reading.Time - known.CountedTo >= Hour;
        return counts ? state with { Rain = RainMemory.Count(state.Rain, reading.Time, reading.Value.GetValueOrDefault(), settings) } : state;
    }

    /// <summary>The hourly sum: the source's own when it sends one, else from its ten-minute amounts.</summary>
    private static double? HourOf(SensorState state, SensorReading reading) => reading.Value ?? state.Rain?.Sum(reading.Time, Hour);
}
