using System.Globalization;
using System.IO.Compression;
using Realtime.Domain;

namespace Realtime.Domain.Tests.Recordings;

/// <summary>Japanese crisis-management gauges: the authority's own flags against our stages, row for row.</summary>
public sealed class CrisisGaugeTests
{
    private const string Start = "観測開始水位";
    private const string Warning = "危険水位";
    private const string Flood = "氾濫開始水位";

    [SkippableFact]
    public void Our_stage_equals_the_sources_flags_in_every_row()
    {
        string folder = LocalRecordings.Require("river", "japan_crisis_gauges");
        string[] files = Directory.GetFiles(folder, "observations_*.csv.gz");
        int rows = 0;
        List<string> wrong = [];
        foreach (string[] row in files.Order(StringComparer.Ordinal).SelectMany(Rows))
        {
            rows++;
            string stage = StageRule.Raw(Thresholds(row), Number(row[5])!.Value)?.Name ?? StageRule.Normal;
            bool agrees = (stage == Flood) == (row[12] == "True") && (stage is Flood or Warning || !HasWarning(row)) == (row[11] == "True" || !HasWarning(row));
            if (!agrees)
            {
                wrong.Add(string.Join(',', row));
            }
        }

        Assert.Equal(96_326, rows);
        Assert.Empty(wrong);
    }

    private static bool HasWarning(string[] row) => Number(row[8]) is not null;

    private static StageThresholds Thresholds(string[] row)
    {
        (string Name, int Level, double? Value)[] stages = [(Start, 2, Number(row[7])), (Warning, 4, Number(row[8])), (Flood, 4, Number(row[9]))];
        return new StageThresholds([.. stages.Where(stage => stage.Value is not null).Select(stage => new StageThreshold(stage.Level, stage.Value!.Value, stage.Name))], 0);
    }

    private static double? Number(string text) => text.Length == 0 ? null : double.Parse(text, CultureInfo.InvariantCulture);

    private static IEnumerable<string[]> Rows(string file)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            yield return line.Split(',');
        }
    }
}
