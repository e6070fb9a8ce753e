using System.CommandLine;
using Realtime.LoadGen;
using Realtime.LoadGen.Chaos;
using Realtime.LoadGen.Commands;

RootCommand root = new("Sends recorded or synthetic city telemetry to Kafka and checks what comes out. " + ExitCodes.Explained)
{
    BrokerCommand.Create(),
    ReplayCommand.Create(),
    CityCommand.Create(),
    HouseholdCommand.Create(),
    VerifyCommand.Create(),
    ChaosCommand.Create(),
};
ParseResult parsed = root.Parse(args);
// Ctrl-C and SIGTERM cancel the command, which then drains; it gets this long before it is ended for good.
InvocationConfiguration configuration = new() { ProcessTerminationTimeout = TimeSpan.FromSeconds(30) };
int code = await parsed.InvokeAsync(configuration);
return parsed.Errors.Count > 0 ? ExitCodes.Usage : code;
