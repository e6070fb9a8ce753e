using System.Globalization;
using System.Text.Json;
using Realtime.Benchmarks.Running;

namespace Realtime.Benchmarks.Reporting;

/// <summary>Fails on a ratio, never on an absolute time: both sides of it were measured in the same half minute on the same machine.</summary>
internal static class RegressionGate
{
    private const string File = "regression.json";

    /// <summary>0 when the product is as fast against the bare loop as the file beside the program asks; 1 when it is slower or could not be measured.</summary>
    public static int Judge(IReadOnlyList<ResultLine> lines, TextWriter output)
    {
        using JsonDocument floor = JsonDocument.Parse(System.IO.File.ReadAllText(Path.Combine(AppContext.BaseDirectory, File)));
        double least = floor.RootElement.GetProperty("ratioMin").GetDouble();
        if (Of("B0") is not { } bare || Of("ours") is not { } ours)
        {
            output.WriteLine("regression: could not be measured; the lines above say why");
            return 1;
        }

        double ratio = bare / ours;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"regression: ours / B0 = {ratio:0.000}, at least {least:0.000} is asked"));
        return ratio >= least ? 0 : 1;

        double? Of(string contestant) => Summary.Valid(lines).Where(line => line.Contestant == contestant).Select(line => (double?)line.Measured!.NanosecondsPerReading).Min();
    }
}
