using System.CommandLine;

namespace Realtime.LoadGen.Commands;

/// <summary>Options that several commands share.</summary>
internal sealed class CommonOptions
{
    public Option<string> Bootstrap { get; } = new("--bootstrap")
    {
        Description = "Kafka brokers, host:port separated by commas.",
        HelpName = "host:port",
        Required = true,
    };

    public Option<FileInfo?> Ledger { get; } = new("--ledger")
    {
        Description = "Write what was sent and what became of it to this file (JSON lines), for 'verify'.",
        HelpName = "file",
    };

    public Option<Uri?> Api { get; } = new("--api")
    {
        Description = "The product's address: readings are held back until it has applied the registrations, and a replay goes on where it is.",
        HelpName = "url",
        CustomParser = Quantities.Address,
        DefaultValueFactory = _ => new Uri("http://localhost:8080"),
    };

    public Option<bool> NoWait { get; } = new("--no-wait")
    {
        Description = "Ask nobody: send readings right after the registrations, from the beginning.",
    };

    public Option<TimeSpan> LateMax { get; } = new("--late-max")
    {
        Description = "Being later than this against the own schedule ends with exit code 3.",
        HelpName = "duration",
        CustomParser = Quantities.Duration,
        DefaultValueFactory = _ => TimeSpan.FromSeconds(5),
    };

    /// <summary>Adds the options of a command that sends.</summary>
    public void AddTo(Command command)
    {
        command.Add(Bootstrap);
        command.Add(Ledger);
        command.Add(Api);
        command.Add(NoWait);
        command.Add(LateMax);
    }

    /// <summary>Reads them.</summary>
    public SendSettings Read(ParseResult parsed) => new(
        parsed.GetRequiredValue(Bootstrap),
        parsed.GetValue(Ledger)?.FullName,
        parsed.GetValue(NoWait) ? null : parsed.GetValue(Api),
        parsed.GetValue(LateMax),
        parsed.InvocationConfiguration.Output,
        parsed.InvocationConfiguration.Error);
}

/// <summary>Where and how a command sends.</summary>
/// <param name="Bootstrap">Kafka.</param>
/// <param name="Ledger">Ledger file; null = none.</param>
/// <param name="Api">The product; null = ask nobody.</param>
/// <param name="LateMax">Allowed lateness against the own schedule.</param>
/// <param name="Output">For the summary.</param>
/// <param name="Error">For progress and faults.</param>
internal sealed record SendSettings(string Bootstrap, string? Ledger, Uri? Api, TimeSpan LateMax, TextWriter Output, TextWriter Error);
