using System.CommandLine;
using Realtime.LoadGen.City;

namespace Realtime.LoadGen.Commands;

/// <summary><c>loadgen household</c>: the set of one registered household falls silent, or is used again.</summary>
internal sealed class HouseholdCommand
{
    private readonly CommonOptions _common = new();

    private readonly Argument<string> _id = new("id") { Description = "The household's pseudonym, as it is registered." };

    private readonly Option<string> _source = new("--source") { Description = "The channel that the registration names as its source.", DefaultValueFactory = _ => "plugs" };

    private readonly Option<TimeSpan> _silent = new("--silent")
    {
        Description = "The set was used so long ago and not since; the rows of that time are sent at once.",
        HelpName = "25h",
        CustomParser = Quantities.Duration,
        DefaultValueFactory = _ => TimeSpan.FromHours(25),
    };

    private readonly Option<bool> _used = new("--used") { Description = "The set is used now: one row, and the end." };

    private HouseholdCommand()
    {
    }

    public static Command Create()
    {
        HouseholdCommand options = new();
        Command command = new("household", "Sends the rows of one registered household's set: used a day ago, silent since, and a row every five seconds until Ctrl-C.")
        {
            options._id, options._common.Bootstrap, options._source, options._silent, options._used,
        };
        command.SetAction(options.RunAsync);
        return command;
    }

    private Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        SendSettings settings = new(
            parsed.GetRequiredValue(_common.Bootstrap), Ledger: null, Api: null, LateMax: TimeSpan.MaxValue, parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        string id = parsed.GetRequiredValue(_id);
        string source = parsed.GetRequiredValue(_source);
        return SendRun.RunAsync(
            settings,
            (sink, _) =>
            {
                OneHome home = new(sink, TimeProvider.System, id, source);
                return new SendJob(parsed.GetValue(_used) ? stop => home.GoOnAsync(viewing: true, rows: 1, stop) : stop => SilentAsync(home, parsed.GetValue(_silent), stop), () => home.Progress);
            },
            cancellation);
    }

    private static async Task SilentAsync(OneHome home, TimeSpan ago, CancellationToken cancellation)
    {
        await home.FallSilentAsync(ago, cancellation);
        await home.GoOnAsync(viewing: false, rows: null, cancellation);
    }
}
