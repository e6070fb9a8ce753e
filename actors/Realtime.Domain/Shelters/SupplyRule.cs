using System.Globalization;

namespace Realtime.Domain;

/// <summary>
/// Hours that a shelter's supplies last: amount over use, counted down from the report. The use is the reported one, else the registered use
/// per person and day for the persons there now. One alert names every item that is short. It fires between two reports too, as far as the
/// channel vouches, because stocks run down while nobody writes. Source: base stock and use rate on the boards of disaster headquarters
/// (備蓄); own: the hours of warning and the use per person are registered.
/// </summary>
internal static class SupplyRule
{
    /// <summary>An item is no longer short when it lasts this much longer than the limit: reported rates waver.</summary>
    public const double ClearFactor = 1.25;

    private const double HoursMax = 10 * 366 * 24.0;

    /// <summary>When the item is used up; null when its use is unknown or it lasts for years.</summary>
    public static DateTimeOffset? RunsOut(SupplyStock stock, ShelterState state, ShelterSettings? settings) =>
        UsePerHour(stock.Supply, state, settings) is > 0 and var use && stock.Supply.Amount / use is var hours && hours < HoursMax
            ? stock.Time + TimeSpan.FromHours(hours)
            : null;

    /// <summary>Next time at which an item becomes short.</summary>
    public static DateTimeOffset? Due(ShelterState state, Registration? registration)
    {
        DateTimeOffset? due = null;
        if (Limit(registration) is { } limit && state is { Open: true, Supplies: { } book })
        {
            foreach (SupplyStock stock in book.Stocks.Where(stock => !stock.Low))
            {
                due = Moments.Earlier(due, RunsOut(stock, state, registration?.Shelter) - limit);
            }
        }

        return due;
    }

    /// <summary>Judges the stock as it is at a time; never before the start of the open alert, which a deadline may have set ahead of a report.</summary>
    public static ShelterState Judge(ShelterState state, Registration? registration, DateTimeOffset asOf, in AlertHeader header, StepOutput output)
    {
        if (state.Supplies is not { } book)
        {
            return state;
        }

        DateTimeOffset time = state.SuppliesLow is { IsOpen: true } standing ? Moments.Latest(standing.Start, asOf) : asOf;
        TimeSpan? limit = state.Open ? Limit(registration) : null;
        SupplyBook now = new([.. book.Stocks.Select(stock => stock with { Low = IsShort(stock, state, registration?.Shelter, limit, time) })]);
        List<SupplyStock> low = [.. now.Stocks.Where(stock => stock.Low)];
        if (low.Count == 0)
        {
            string why = !state.Open ? "closed" : limit is null ? "the limit was removed; this is not an all-clear" : "supplies last long enough again";
            return state with { Supplies = now, SuppliesLow = state.SuppliesLow?.Resolve(header, time, $"{header.ThingName}: {why} since {Say.Time(time)}", "", output) };
        }

        Finding finding = new(
            time,
            1,
            $"{header.ThingName}: supplies are short: {string.Join("; ", low.Select(stock => Left(stock, state, registration?.Shelter, time)))}",
            $"short when they last {Say.Span(limit.GetValueOrDefault())} or less; {string.Join("; ", low.Select(stock => Use(stock.Supply, state, registration?.Shelter)))}");
        List<string> before = [.. book.Stocks.Where(stock => stock.Low).Select(stock => stock.Supply.Item)];
        Episode episode = state.SuppliesLow is not { IsOpen: true } open
            ? Episode.Raise(state.SuppliesLow, header, finding, output)
            : before.SequenceEqual(low.Select(stock => stock.Supply.Item)) ? open : open.Step(low.Count >= before.Count, header, finding, output);
        return state with { Supplies = now, SuppliesLow = episode };
    }

    /// <summary>Hours that the shortest item still lasts at a time; null when no use is known.</summary>
    public static double? HoursLeft(ShelterState state, Registration? registration, DateTimeOffset time) =>
        state.Supplies?.Stocks.Select(stock => RunsOut(stock, state, registration?.Shelter)).Min() is { } first ? Math.Max(0, (first - time).TotalHours) : null;

    private static bool IsShort(SupplyStock stock, ShelterState state, ShelterSettings? settings, TimeSpan? limit, DateTimeOffset time) =>
        limit is { } span
        && RunsOut(stock, state, settings) is { } end
        && (stock.Low ? end - time < span * ClearFactor : time >= end - span);

    private static TimeSpan? Limit(Registration? registration) => registration is { Retired: false } ? registration.Shelter?.SuppliesAlert : null;

    private static double? UsePerHour(Supply supply, ShelterState state, ShelterSettings? settings) =>
        supply.UsePerH
        ?? (settings?.Uses.FirstOrDefault(use => use.Item == supply.Item) is { } use && state.Evacuees is { } persons ? use.PerPersonPerDay * persons / 24 : null);

    private static string Left(SupplyStock stock, ShelterState state, ShelterSettings? settings, DateTimeOffset time)
    {
        double hours = Math.Max(0, (RunsOut(stock, state, settings).GetValueOrDefault() - time).TotalHours);
        return string.Create(CultureInfo.InvariantCulture, $"{stock.Supply.Item} for {hours:0.#} h (until {Say.Time(time.AddHours(hours))})");
    }

    private static string Use(Supply supply, ShelterState state, ShelterSettings? settings) => string.Create(
        CultureInfo.InvariantCulture,
        $"{supply.Item}: {supply.Amount:0.##} {supply.Unit} as reported, {UsePerHour(supply, state, settings):0.##} {supply.Unit} an hour {(supply.UsePerH is null ? "by the registered use per person" : "as reported")}");
}
