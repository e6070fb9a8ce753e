namespace Realtime.Intake.Formats;

/// <summary>Every format there is. Another one is another class in this list.</summary>
internal static class DocumentFormats
{
    private static readonly IReadOnlyList<IDocumentFormat> All = [new JsonFormat(), new NgsiFormat(), new GtfsRealtimeFormat(), new CsvFormat()];

    /// <summary>The names, for messages.</summary>
    public static string Names { get; } = string.Join(", ", All.Select(format => format.Name));

    /// <summary>The format of this name; null when there is none.</summary>
    public static IDocumentFormat? Find(string name) => All.FirstOrDefault(format => format.Name == name);
}
