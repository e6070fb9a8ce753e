namespace Realtime.Domain;

/// <summary>
/// Hourly rain in one of the upper classes. It has no alert level: a class says how hard it rains, not what a river does.
/// A gauge with thresholds of its own is judged by those instead.
/// Source: 雨の強さと降り方 (JMA), <see cref="RainClass"/>; 5 mm/h below the bound ends it (own), so that a running sum does not toggle it.
/// </summary>
internal sealed class RainClassAlert : SensorRule
{
    private const double ClearsBelowBy = 5;

    public override SensorState Read(SensorState state, SensorReading reading, SensorStep step)
    {
        bool applies = state.Type == SensorType.Rain && reading.Quality == Quality.Good && step.Registration is { Retired: false, Thresholds: null };
        if (!applies || state is not { Value: { } value, ValueTime: { } time } || time != reading.Time)
        {
            return state;
        }

        double from = (step.Registration!.Rain ?? RainSettings.Default).AlertFromMmPerH;
        AlertHeader header = step.Header(state, Rules.HeavyRain);
        string number = Say.Number(value, "mm/h");
        if (state.HeavyRain is not { IsOpen: true } open)
        {
            return value < from ? state : state with
            {
                HeavyRain = Episode.Raise(state.HeavyRain, header, Found(state, header, value, time, from), step.Output),
                HeavyRainClass = RainClass.Of(value)?.Number ?? 0,
            };
        }

        if (value < from - ClearsBelowBy)
        {
            string text = $"{header.ThingName}: {number}, below {Say.Number(from, "mm/h")}; {Say.Number(state.Rain?.TotalMm ?? 0, "mm")} since the rain began";
            return state with { HeavyRain = open.Resolve(header, time, text, "", step.Output), HeavyRainClass = 0 };
        }

        int reached = RainClass.Of(value)?.Number ?? 0;
        return reached <= state.HeavyRainClass ? state : state with
        {
            HeavyRain = open.Step(true, header, Found(state, header, value, time, from), step.Output),
            HeavyRainClass = reached,
        };
    }

    public override SensorState End(SensorState state, string reason, DateTimeOffset time, SensorStep step)
    {
        AlertHeader header = step.Header(state, Rules.HeavyRain);
        return state with { HeavyRain = state.HeavyRain?.Resolve(header, time, $"{header.ThingName}: {reason}; this is not an all-clear", "", step.Output), HeavyRainClass = 0 };
    }

    public override int Level(SensorState state) => state.HeavyRain is { IsOpen: true } open ? open.Level : 0;

    private static Finding Found(SensorState state, in AlertHeader header, double value, DateTimeOffset time, double from) => new(
        time,
        1,
        $"{header.ThingName}: {RainClass.Of(value)?.Name ?? "rain"}, {Say.Number(value, "mm/h")} ≥ {Say.Number(from, "mm/h")}, "
            + $"{Say.Number(state.Rain?.TotalMm ?? value, "mm")} since the rain began, {Say.Number(state.Rain?.Sum(time, TimeSpan.FromHours(24)) ?? value, "mm")} in 24 h",
        $"hourly sum at {Say.Exact(time)}; classes of the JMA");
}
