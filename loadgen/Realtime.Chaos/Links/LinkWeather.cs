namespace Realtime.Chaos.Links;

/// <summary>What happens to bytes from one node to another.</summary>
/// <param name="Blocked">They wait, as behind a dead line; TCP would send them again when it is back.</param>
/// <param name="DelayMs">Longest delay of a chunk; each waits between a tenth of it and all of it. 0 = none.</param>
/// <param name="CorruptShare">Share of chunks in which one byte is turned over, 0..1.</param>
public readonly record struct LinkWeather(bool Blocked, int DelayMs, double CorruptShare)
{
    public static readonly LinkWeather Fair;
}
