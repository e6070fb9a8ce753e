using System.Globalization;
using System.Text.RegularExpressions;
using Realtime.Integration.Tests.LoadGen;
using Realtime.LoadGen.Ledger;

namespace Realtime.Integration.Tests.Pressure;

/// <summary>
/// A synthetic city that is sent in stretches of event time, one <c>loadgen city</c> per stretch, always at a rate that nothing here can
/// take. The ledgers of all stretches make one ledger: the same things, one after the other.
/// </summary>
internal sealed partial class CityLoad(string bootstrap, Uri api, string directory)
{
    public const int Things = 2_000;

    /// <summary>Readings per second of the schedule.</summary>
    public const int IntendedRate = 1_000_000;

    private DateTimeOffset _next = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Everything that was sent so far, for <c>loadgen verify</c>.</summary>
    public string Ledger { get; } = Path.Combine(directory, "ledger");

    /// <summary>Readings that the broker has acknowledged so far.</summary>
    public long Acknowledged { get; private set; }

    /// <summary>Sends so many rounds (minutes of event time, one reading per thing in each) and says how it went.</summary>
    public async Task<CityStretch> SendAsync(int rounds)
    {
        string part = Path.Combine(directory, "part");
        string duration = string.Create(CultureInfo.InvariantCulture, $"{(rounds + 0.5) * Things / IntendedRate:0.######}s");
        LoadGenResult end = await LoadGenProcess.RunAsync(
            "city", "--bootstrap", bootstrap, "--things", $"{Things}", "--rate", $"{IntendedRate}/s", "--duration", duration, "--seed", "5",
            "--start", _next.ToString("O", CultureInfo.InvariantCulture), "--api", api.ToString(), "--ledger", part, "--late-max", "1s");
        _next += rounds * TimeSpan.FromMinutes(1);
        await File.AppendAllLinesAsync(Ledger, File.ReadLines(part));
        List<LedgerLine> readings = [.. LedgerFile.Read(part).Where(line => line.What == LedgerLine.Reading)];
        Assert.All(readings, line => Assert.Equal("ok", line.Outcome));
        Acknowledged += readings.Count;
        Match figures = Figures().Match(end.Output);
        Assert.True(figures.Success, end.Output + end.Error);
        return new CityStretch(end.Code, readings.Count, Seconds(figures, "took"), Seconds(figures, "worst"), Seconds(figures, "last"), LatenessAt(readings, 0.1));
    }

    /// <summary>How late the reading at a share of the stretch was handed over, seconds.</summary>
    private static double LatenessAt(List<LedgerLine> readings, double share) =>
        readings.OrderBy(line => line.IntendedAt).Select(line => line.SentAt - line.IntendedAt).ElementAt((int)(readings.Count * share)).TotalSeconds;

    private static double Seconds(Match figures, string name) => double.Parse(figures.Groups[name].Value, NumberStyles.Number, CultureInfo.InvariantCulture);

    [GeneratedRegex("readings in (?<took>[0-9,.]+) s .*lateness: worst (?<worst>[0-9,.]+) s, at the end (?<last>[0-9,.]+) s", RegexOptions.Singleline)]
    private static partial Regex Figures();
}

/// <summary>How sending a stretch went. Times in seconds.</summary>
/// <param name="Code">Exit code of the sender.</param>
/// <param name="Readings">Readings, all of them acknowledged by the broker.</param>
/// <param name="Took">From the first registration to the last acknowledgement.</param>
/// <param name="LateWorst">Worst lag against the schedule.</param>
/// <param name="LateAtEnd">Lag of the last reading.</param>
/// <param name="LateAtTenth">Lag when a tenth was sent.</param>
internal sealed record CityStretch(int Code, int Readings, double Took, double LateWorst, double LateAtEnd, double LateAtTenth);
