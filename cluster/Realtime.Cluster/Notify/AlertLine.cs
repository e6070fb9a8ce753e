using System.Globalization;
using Realtime.Domain;

namespace Realtime.Cluster.Notify;

/// <summary>An alert change as one plain line: time, level, place, sentence.</summary>
public sealed class AlertLine(TimeZoneInfo zone)
{
    private const int LevelWidth = 9;

    /// <summary>For example <c>ALERT 2025-11-28 09:32  LEVEL 4    Hanwella (sensor/lk-hanwella): The river ...</c>.</summary>
    public string Of(AlertChange change) => string.Create(
        CultureInfo.InvariantCulture,
        $"ALERT {TimeZoneInfo.ConvertTime(change.Time, zone):yyyy-MM-dd HH:mm}  {Word(change).PadRight(LevelWidth)}  {(change.Drill ? "[訓練] " : "")}{PlainText.OneLine(change.ThingName)} ({PlainText.OneLine(change.Thing.ToString())}): {PlainText.OneLine(change.Text)}");

    private static string Word(AlertChange change) => change.Kind switch
    {
        AlertChangeKind.Resolved => "over",
        AlertChangeKind.Unobservable => "UNSEEN",
        _ when change.ToLevel >= 2 => $"LEVEL {change.ToLevel}",
        _ => "NOTICE",
    };
}

/// <summary>Text from foreign senders, made fit for a line of output or a header.</summary>
public static class PlainText
{
    /// <summary>Control characters (line breaks, terminal escapes) become spaces, so that a name cannot forge lines.</summary>
    public static string OneLine(string text) => string.Create(text.Length, text, (span, source) =>
    {
        for (int i = 0; i < span.Length; i++)
        {
            span[i] = char.IsControl(source[i]) ? ' ' : source[i];
        }
    });
}
