using System.CommandLine;
using System.Globalization;
using Realtime.LoadGen.Ledger;
using Realtime.LoadGen.Oracle;
using Realtime.LoadGen.Verify;
using Realtime.Replay.Sending;

namespace Realtime.LoadGen.Commands;

/// <summary><c>loadgen verify</c>: what came out against what must come out of the ledger.</summary>
internal sealed class VerifyCommand
{
    private const int ExamplesMax = 10;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Option<FileInfo> _ledger = new("--ledger") { Description = "The ledger of what was sent.", HelpName = "file", Required = true };

    private readonly Option<string> _bootstrap = new("--bootstrap") { Description = "Kafka brokers, host:port separated by commas.", HelpName = "host:port", Required = true };

    private readonly Option<int?> _expect = new("--expect") { Description = "Fail unless exactly this many distinct alerts came out (those that can be judged).", HelpName = "N" };

    private readonly Option<TimeSpan> _wait = new("--wait")
    {
        Description = "How long to wait for alerts that are still missing.",
        HelpName = "duration",
        CustomParser = Quantities.Duration,
        DefaultValueFactory = _ => TimeSpan.Zero,
    };

    private VerifyCommand()
    {
    }

    public static Command Create()
    {
        VerifyCommand options = new();
        Command command = new("verify", "Computes from a ledger which alerts must come out, by brute force, and compares: lost, false, wrong, doubled, refused, repeated.")
        {
            options._ledger, options._bootstrap, options._expect, options._wait,
        };
        command.SetAction(options.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        TextWriter output = parsed.InvocationConfiguration.Output;
        TextWriter error = parsed.InvocationConfiguration.Error;
        try
        {
            LedgerHistory history = new();
            foreach (LedgerLine line in LedgerFile.Read(parsed.GetRequiredValue(_ledger).FullName))
            {
                history.Add(line);
            }

            IReadOnlyList<ExpectedAlert> expected = CityOracle.Expect(history);
            (PublishedAlerts published, Findings findings) = await CompareAsync(parsed, history, expected, cancellation);
            await output.WriteLineAsync(Summary(history, published, findings));
            await WriteExamplesAsync(output, findings);
            return Verdict(parsed.GetValue(_expect), published, findings, error);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return ExitCodes.Interrupted;
        }
        catch (BrokerUnreachableException fault)
        {
            await error.WriteLineAsync(fault.Message);
            return ExitCodes.Unreachable;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            await error.WriteLineAsync(fault.Message);
            return ExitCodes.Usage;
        }
    }

    /// <summary>Reads and compares; again while something is missing and there is time left.</summary>
    private async Task<(PublishedAlerts Published, Findings Findings)> CompareAsync(
        ParseResult parsed, LedgerHistory history, IReadOnlyList<ExpectedAlert> expected, CancellationToken cancellation)
    {
        long began = TimeProvider.System.GetTimestamp();
        string bootstrap = parsed.GetRequiredValue(_bootstrap);
        while (true)
        {
            PublishedAlerts published = await Task.Run(() => TopicReader.Read(bootstrap, cancellation), cancellation);
            Findings findings = Comparison.Of(expected, published, history.IsDecided, history.Poison);
            bool mayCome = findings.Lost.Count + findings.Wrong.Count > 0;
            if (!mayCome || TimeProvider.System.GetElapsedTime(began) >= parsed.GetValue(_wait))
            {
                return (published, findings);
            }

            await Task.Delay(Pause, cancellation);
        }
    }

    private static int Verdict(int? expect, PublishedAlerts published, Findings findings, TextWriter error)
    {
        if (published.Forgotten > 0)
        {
            error.WriteLine($"the broker no longer has the first {published.Forgotten} records: nothing can be proved");
        }

        if (expect is { } count && count != findings.Judged)
        {
            error.WriteLine($"{findings.Judged} distinct alerts came out, {count} were expected (--expect)");
            return ExitCodes.NotVerified;
        }

        return findings.Clean && published.Forgotten == 0 ? ExitCodes.Ok : ExitCodes.NotVerified;
    }

    private static string Summary(LedgerHistory history, PublishedAlerts published, Findings findings) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        ledger: {history.Acknowledged} lines acknowledged, {history.Unknown} of unknown outcome
        alerts: {findings.Expected} expected, {findings.Judged} judged, {findings.NotJudged} not judged, {published.Changes.Count} changes read
        lost {findings.Lost.Count}, false {findings.False.Count}, wrong {findings.Wrong.Count}, refused readings {findings.Refused.Count}
        doubled {findings.Doubled.Count}, poison {history.Poison.Count}, of it without a dead letter {findings.NotRefused.Count}
        repeats (allowed): {findings.Repeats}
        """);

    private static async Task WriteExamplesAsync(TextWriter output, Findings findings)
    {
        foreach ((string name, List<string> cases) in new[]
        {
            ("lost", findings.Lost), ("false", [.. findings.False.Select(found => found.Text)]), ("wrong", findings.Wrong), ("doubled", findings.Doubled),
            ("refused", findings.Refused), ("not refused", findings.NotRefused),
        })
        {
            foreach (string example in cases.Take(ExamplesMax))
            {
                await output.WriteLineAsync($"  {name}: {example}");
            }

            if (cases.Count > ExamplesMax)
            {
                await output.WriteLineAsync($"  {name}: ... and {cases.Count - ExamplesMax} more");
            }
        }
    }
}
