using System.Text.Json.Serialization;

namespace Realtime.Domain;

/// <summary>What is usual in one slot of the week.</summary>
/// <param name="Mean">Usual square root of the count.</param>
/// <param name="Spread">Mean absolute distance from it, in square roots.</param>
/// <param name="Weeks">Weeks in which the slot was seen, at most 255.</param>
public readonly record struct ProfileSlot(double Mean, double Spread, int Weeks);

/// <summary>
/// Usual number of people per weekday and hour (half-hour when readings come more often), learned from what was counted.
/// Square roots are kept, because they make the spread of counts the same for few and for many people.
/// Each week moves a slot by a fifth of the difference, and no further than three usual distances: one festival does not make the next
/// Saturday usual, a new market does after some weeks. Holidays are what they are: nothing is known of calendars.
/// Immutable; five bytes per slot. Source: square roots as the variance-stabilising transformation of counts, Anscombe (Biometrika 35, 1948), without his
/// constant; rate and clipping are our choice, one set for all places.
/// </summary>
[JsonConverter(typeof(WeeklyProfileJson))]
public sealed class WeeklyProfile : IEquatable<WeeklyProfile>
{
    /// <summary>Bytes of one slot: mean and spread in 1/64 (two bytes each), weeks.</summary>
    internal const int SlotBytes = 5;

    private const double Scale = 64;
    private const double RateMin = 0.2;
    private const double ClipSpreads = 3;
    private const int ClipFromWeeks = 4;

    private readonly byte[] _slots;

    internal WeeklyProfile(TimeSpan interval, int lastSlot, byte[] slots)
    {
        Interval = interval;
        LastSlot = lastSlot;
        _slots = slots;
    }

    /// <summary>Interval of the counts it learned from: counts of other intervals cannot be compared.</summary>
    public TimeSpan Interval { get; }

    /// <summary>Slot of the newest count; -1 before the first.</summary>
    public int LastSlot { get; }

    /// <summary>168, or 336 when readings come more often than hourly.</summary>
    public int Count => _slots.Length / SlotBytes;

    internal ReadOnlySpan<byte> Bytes => _slots;

    /// <summary>A profile that has seen nothing.</summary>
    public static WeeklyProfile Empty(TimeSpan interval) => new(interval, -1, new byte[SlotsPerWeek(interval) * SlotBytes]);

    internal static int SlotsPerWeek(TimeSpan interval) => interval < TimeSpan.FromHours(1) ? 336 : 168;

    /// <summary>Slot of the interval that ends at a time, by the clock of the time's own offset; Monday 00:00 is slot 0.</summary>
    public int SlotOf(DateTimeOffset end)
    {
        DateTime start = end.DateTime > DateTime.MinValue + Interval ? end.DateTime - Interval : end.DateTime;
        int day = ((int)start.DayOfWeek + 6) % 7;
        return (int)(((long)day * TimeSpan.TicksPerDay + start.TimeOfDay.Ticks) * Count / (7 * TimeSpan.TicksPerDay));
    }

    public ProfileSlot this[int slot]
    {
        get
        {
            ReadOnlySpan<byte> bytes = _slots.AsSpan(slot * SlotBytes, SlotBytes);
            return new ProfileSlot((bytes[0] | bytes[1] << 8) / Scale, (bytes[2] | bytes[3] << 8) / Scale, bytes[4]);
        }
    }

    /// <summary>Usual square root in a slot; for one never seen the mean of the same hour on other days; null when nothing is known.</summary>
    public double? Usual(int slot)
    {
        ProfileSlot own = this[slot];
        if (own.Weeks > 0)
        {
            return own.Mean;
        }

        double sum = 0;
        int days = 0;
        foreach (ProfileSlot other in SameHour(slot).Where(other => other.Weeks > 0))
        {
            sum += other.Mean;
            days++;
        }

        return days > 0 ? sum / days : null;
    }

    /// <summary>The slot and the same hour on the other six days.</summary>
    public IEnumerable<ProfileSlot> SameHour(int slot)
    {
        for (int day = 0; day < 7; day++)
        {
            yield return this[(slot + day * (Count / 7)) % Count];
        }
    }

    /// <summary>Learns one count of a slot.</summary>
    public WeeklyProfile Learn(int slot, double root)
    {
        ProfileSlot before = this[slot];
        int visits = Math.Max(1, (int)(TimeSpan.FromDays(7).Ticks / Count / Math.Max(1, Interval.Ticks)));
        int weeks = slot == LastSlot && before.Weeks > 0 ? before.Weeks : Math.Min(255, before.Weeks + 1);
        byte[] slots = [.. _slots];
        Put(slots.AsSpan(slot * SlotBytes, SlotBytes), Moved(before, root, weeks, visits));
        return new WeeklyProfile(Interval, slot, slots);
    }

    private static ProfileSlot Moved(ProfileSlot before, double root, int weeks, int visits)
    {
        if (before.Weeks == 0)
        {
            return new ProfileSlot(root, 0, weeks);
        }

        double rate = Math.Max(1.0 / weeks, RateMin) / visits;
        double off = root - before.Mean;
        double clip = weeks > ClipFromWeeks ? ClipSpreads * before.Spread + 1 / Scale : double.MaxValue;
        double away = before.Spread == 0 ? Math.Abs(off) : Math.Min(Math.Abs(off), (ClipSpreads + 1) * before.Spread + 1);
        double spread = before.Spread == 0 ? away : before.Spread + rate * (away - before.Spread);
        return new ProfileSlot(before.Mean + rate * Math.Clamp(off, -clip, clip), spread, weeks);
    }

    private static void Put(Span<byte> bytes, ProfileSlot slot)
    {
        ushort mean = Fixed(slot.Mean);
        ushort spread = Fixed(slot.Spread);
        bytes[0] = (byte)mean;
        bytes[1] = (byte)(mean >> 8);
        bytes[2] = (byte)spread;
        bytes[3] = (byte)(spread >> 8);
        bytes[4] = (byte)slot.Weeks;
    }

    private static ushort Fixed(double root) => (ushort)Math.Clamp(Math.Round(root * Scale), 0, ushort.MaxValue);

    public bool Equals(WeeklyProfile? other) =>
        other is not null && Interval == other.Interval && LastSlot == other.LastSlot && _slots.AsSpan().SequenceEqual(other._slots);

    public override bool Equals(object? obj) => Equals(obj as WeeklyProfile);

    public override int GetHashCode()
    {
        HashCode hash = default;
        hash.Add(Interval);
        hash.Add(LastSlot);
        hash.AddBytes(_slots);
        return hash.ToHashCode();
    }
}
