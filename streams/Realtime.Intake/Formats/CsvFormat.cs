using System.Globalization;
using System.Text.Json.Nodes;
using CsvHelper;
using CsvHelper.Configuration;
using Realtime.Domain;

namespace Realtime.Intake.Formats;

/// <summary>Comma-separated open data with a heading line, UTF-8 (RFC 4180): a list of objects with the cells' texts; empty cells are left out.</summary>
internal sealed class CsvFormat : IDocumentFormat
{
    public string Name => "csv";

    public JsonNode Read(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            return Rows(bytes);
        }
        catch (CsvHelperException fault)
        {
            throw new UnreadableException(RejectReason.BadValue, $"not a comma-separated table ({fault.Message.Split('\n')[0].Trim()})", fault);
        }
    }

    private static JsonArray Rows(ReadOnlyMemory<byte> bytes)
    {
        var rows = new JsonArray();
        using var text = new StreamReader(new MemoryStream(bytes.ToArray()));
        using var csv = new CsvReader(text, new CsvConfiguration(CultureInfo.InvariantCulture));
        if (!csv.Read() || !csv.ReadHeader())
        {
            throw new UnreadableException(RejectReason.BadValue, "the table has no heading line");
        }

        while (csv.Read())
        {
            var row = new JsonObject();
            foreach (string column in csv.HeaderRecord!.Where(name => name.Length > 0))
            {
                if (csv.TryGetField(column, out string? cell) && cell is { Length: > 0 })
                {
                    row[column] = cell;
                }
            }

            rows.Add(row);
        }

        return rows;
    }
}
