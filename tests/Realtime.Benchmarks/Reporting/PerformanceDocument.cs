using System.Text;
using Realtime.Benchmarks.Running;

namespace Realtime.Benchmarks.Reporting;

/// <summary>Writes the tables between the marks of a document; the text around them is people's.</summary>
internal static class PerformanceDocument
{
    private const string Begin = "<!-- tables: begin -->";
    private const string End = "<!-- tables: end -->";

    /// <exception cref="InvalidOperationException">The document has no marks, or there are no results.</exception>
    public static void Write(string document, ResultsFile results)
    {
        string text = File.ReadAllText(document);
        int begin = text.IndexOf(Begin, StringComparison.Ordinal);
        int end = text.IndexOf(End, StringComparison.Ordinal);
        if (begin < 0 || end < begin || results.Lines.Count == 0)
        {
            throw new InvalidOperationException($"{document} needs the lines {Begin} and {End}, and the results file at least one result");
        }

        StringBuilder tables = new();
        Tables.Write(results, tables);
        File.WriteAllText(document, $"{text[..(begin + Begin.Length)]}\n\n{tables.ToString().TrimEnd('\n')}\n\n{text[end..]}");
    }
}
