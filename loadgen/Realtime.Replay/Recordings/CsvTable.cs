using System.Text;

namespace Realtime.Replay.Recordings;

/// <summary>Reads a comma-separated file with a heading line; cells may be quoted and may then hold commas and doubled quotes, no line ends.</summary>
internal static class CsvTable
{
    /// <exception cref="InvalidDataException">A line has another number of cells than the heading.</exception>
    public static IReadOnlyList<CsvRow> Read(string path)
    {
        List<CsvRow> rows = [];
        Dictionary<string, int>? columns = null;
        int number = 0;
        foreach (string line in File.ReadLines(path))
        {
            number++;
            List<string> cells = Split(line);
            if (columns is null)
            {
                columns = cells.Select((name, index) => (name, index)).ToDictionary(column => column.name, column => column.index);
                continue;
            }

            if (cells.Count != columns.Count)
            {
                throw new InvalidDataException($"{path} line {number}: {cells.Count} cells where the heading has {columns.Count}");
            }

            rows.Add(new CsvRow(columns, cells, $"{path} line {number}"));
        }

        return rows;
    }

    private static List<string> Split(string line)
    {
        List<string> cells = [];
        StringBuilder cell = new();
        bool quoted = false;
        for (int i = 0; i < line.Length; i++)
        {
            char c = line[i];
            if (c == '"' && quoted && i + 1 < line.Length && line[i + 1] == '"')
            {
                cell.Append(c);
                i++;
            }
            else if (c == '"')
            {
                quoted = !quoted;
            }
            else if (c == ',' && !quoted)
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else
            {
                cell.Append(c);
            }
        }

        cells.Add(cell.ToString());
        return cells;
    }
}

/// <summary>One line of a table, addressed by the heading.</summary>
/// <param name="Columns">Heading to index.</param>
/// <param name="Cells">The cells.</param>
/// <param name="Where">File and line, for messages.</param>
internal sealed record CsvRow(IReadOnlyDictionary<string, int> Columns, IReadOnlyList<string> Cells, string Where)
{
    public string this[string column] => Columns.TryGetValue(column, out int index)
        ? Cells[index]
        : throw new InvalidDataException($"{Where}: there is no column \"{column}\"");
}
