namespace Realtime.Domain;

/// <summary>An item of a shelter's stock as reported.</summary>
/// <param name="Item">What it is; unique within a shelter.</param>
/// <param name="Unit">Unit of the amount, as the source writes it.</param>
/// <param name="Amount">0 or more.</param>
/// <param name="UsePerH">Use in an hour; null = not reported.</param>
public sealed record Supply(string Item, string Unit, double Amount, double? UsePerH);

/// <summary>Reported items; equal by content.</summary>
public sealed record SupplyList(IReadOnlyList<Supply> Items)
{
    public bool Equals(SupplyList? other) => other is not null && Items.SequenceEqual(other.Items);

    public override int GetHashCode() => Items.Count;
}

/// <summary>An item as remembered.</summary>
/// <param name="Supply">As last reported.</param>
/// <param name="Time">Event time of that report.</param>
/// <param name="Low">It stands in the open alert.</param>
public sealed record SupplyStock(Supply Supply, DateTimeOffset Time, bool Low);

/// <summary>All items of a shelter in the order in which they were first reported; equal by content.</summary>
public sealed record SupplyBook(IReadOnlyList<SupplyStock> Stocks)
{
    /// <summary>A report over what is known: items it does not name stay; beyond <see cref="Limits.SuppliesPerShelterMax"/> new ones are left out.</summary>
    public static SupplyBook Merge(SupplyBook? book, SupplyList report, DateTimeOffset time)
    {
        List<SupplyStock> stocks = [.. book?.Stocks ?? []];
        foreach (Supply supply in report.Items)
        {
            int known = stocks.FindIndex(stock => stock.Supply.Item == supply.Item);
            if (known >= 0)
            {
                stocks[known] = new SupplyStock(supply, time, stocks[known].Low);
            }
            else if (stocks.Count < Limits.SuppliesPerShelterMax)
            {
                stocks.Add(new SupplyStock(supply, time, false));
            }
        }

        return new SupplyBook(stocks);
    }

    public bool Equals(SupplyBook? other) => other is not null && Stocks.SequenceEqual(other.Stocks);

    public override int GetHashCode() => Stocks.Count;
}
