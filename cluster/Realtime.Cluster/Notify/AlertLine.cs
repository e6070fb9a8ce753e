using System.Globalization;
using Realtime.Domain;

namespace Realtime.Cluster.Notify;

/// <summary>An alert change as one plain line: time, level, place, sentence. The time carries its offset, so that a line stands for itself.</summary>
public sealed class AlertLine(TimeZoneInfo zone)
{
    private const int LevelWidth = 9;

    /// <summary>For example <c>ALERT 2025-11-28 09:32+05:30  LEVEL 4    sensor/lk-hanwella  Hanwella: レベル4相当 ...</c>.</summary>
    public string Of(AlertChange change) => string.Create(
        CultureInfo.InvariantCulture,
        $"ALERT {TimeZoneInfo.ConvertTime(change.Time, zone):yyyy-MM-dd HH:mmzzz}  {Word(change).PadRight(LevelWidth)}  {PlainText.OneLine(change.Thing.ToString())}  {(change.Drill ? "[訓練] " : "")}{Sentence(change)}");

    /// <summary>The rules begin their sentences with the thing's name; one that does not gets it here.</summary>
    private static string Sentence(AlertChange change)
    {
        string text = PlainText.OneLine(change.Text);
        string name = PlainText.OneLine(change.ThingName);
        return text.StartsWith(name, StringComparison.Ordinal) ? text : $"{name}: {text}";
    }

    private static string Word(AlertChange change) => change.Kind switch
    {
        AlertChangeKind.Resolved => "over",
        AlertChangeKind.NotConfirmed when change.Ends => "no",
        _ when change.Unconfirmed && change.ToLevel >= 2 => $"LEVEL {change.ToLevel}?",
        AlertChangeKind.Unobservable => "UNSEEN",
        AlertChangeKind.Suppressed => "held back",
        _ when change.ToLevel >= 2 => $"LEVEL {change.ToLevel}",
        _ => "NOTICE",
    };
}
