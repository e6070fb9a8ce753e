using System.Diagnostics;
using Realtime.Domain;
using Realtime.LoadGen.Ledger;
using Realtime.LoadGen.Oracle;
using Realtime.LoadGen.Verify;

namespace Realtime.LoadGen.Chaos;

/// <summary>Compares what came out with what the ledger says must come out. It asks the outside only: broker, database, time series, mail server.</summary>
internal sealed class Judge
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Rules that speak of things that are not there.</summary>
    private static readonly HashSet<string> Absences = [CityOracle.Silence, CityOracle.DeviceSilent, NoViewingOracle.Rule];

    private readonly ChaosServers _servers;
    private readonly LedgerHistory _history = new();
    private readonly IReadOnlyList<PlannedFault> _faults;
    private readonly int _nodes;
    private readonly int _starts;

    public Judge(ChaosServers servers, IEnumerable<LedgerLine> ledger, IReadOnlyList<PlannedFault> faults, int nodes, int starts)
    {
        _nodes = nodes;
        _servers = servers;
        _faults = faults;
        _starts = starts;
        foreach (LedgerLine line in ledger)
        {
            _history.Add(line);
        }
    }

    /// <summary>Lines of the ledger that the broker acknowledged.</summary>
    public long Records => _history.Acknowledged;

    /// <summary>Every verdict. Time series may come in for a while after everything else is done.</summary>
    public async Task<IReadOnlyList<Verdict>> JudgeAsync(TimeSpan seriesMax, CancellationToken cancellation)
    {
        PublishedAlerts published = await Task.Run(() => TopicReader.Read(_servers.Broker.BootstrapServers, cancellation), cancellation);
        IReadOnlyList<ExpectedAlert> expected = CityOracle.Expect(_history);
        Findings findings = Comparison.Of(expected, published, _history.IsDecided, _history.Poison);
        IReadOnlyList<ResultPoint> results = await Task.Run(() => TopicReader.ReadResults(_servers.Broker.BootstrapServers, cancellation), cancellation);
        SeriesCheck series = new(_servers.Series, [.. PointOracle.Expect(_history)], published.Changes);
        await SettleAsync(series, seriesMax, cancellation);
        return
        [
            new Verdict("ledger", "the broker kept everything and every outcome is known", Proof(published)),
            new Verdict("I1", "no acknowledged input lost", series.LostInputs(results)),
            new Verdict("I2", "no alert and no step of one lost", [.. findings.Lost, .. findings.Wrong]),
            new Verdict("I3", "no alert doubled or invented", [.. findings.Doubled, .. findings.False.Where(found => !IsAbsence(found)).Select(found => found.Text)]),
            new Verdict("I4", "no false absence", [.. findings.False.Where(IsAbsence).Select(found => found.Text)]),
            StallCheck.Judge(published.Changes),
            MailCheck.Judge(published.Changes, _servers.Mail.Mails, _faults, _nodes, _starts),
            await JournalCheck.JudgeAsync(_servers.Database.ConnectionString, cancellation),
            new Verdict("I12", "time series equal to what the ledger says", [.. Behind(series), .. series.Differences]),
            new Verdict("I13", "dead letters are the poison that was sent", [.. findings.Refused, .. findings.NotRefused]),
        ];
    }

    private static bool IsAbsence(FalseAlert found) => Absences.Contains(found.Rule);

    private List<string> Proof(PublishedAlerts published)
    {
        List<string> cases = [];
        if (published.Forgotten > 0)
        {
            cases.Add($"the broker forgot {published.Forgotten} records: the run is void");
        }

        if (_history.Unknown > 0)
        {
            cases.Add($"{_history.Unknown} lines of unknown outcome");
        }

        return cases;
    }

    /// <summary>When points are missing: whether they were still on their way to the store.</summary>
    private IReadOnlyList<string> Behind(SeriesCheck series) => series.Differences.Count == 0
        ? []
        : TopicReader.Unread(_servers.Broker.BootstrapServers, _servers.HistorianGroup, [Topics.Results, Topics.Alerts]);

    private static async Task SettleAsync(SeriesCheck series, TimeSpan patience, CancellationToken cancellation)
    {
        long began = Stopwatch.GetTimestamp();
        do
        {
            await series.LookAsync();
            if (series.Differences.Count == 0)
            {
                return;
            }

            await Task.Delay(Pause, cancellation);
        }
        while (Stopwatch.GetElapsedTime(began) < patience);
    }
}
