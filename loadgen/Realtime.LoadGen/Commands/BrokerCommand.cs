using System.CommandLine;
using Realtime.Streams.Broker;

namespace Realtime.LoadGen.Commands;

/// <summary><c>loadgen broker</c>: a Kafka endpoint in a process of its own, for tests that kill the product.</summary>
internal static class BrokerCommand
{
    public static Command Create()
    {
        Option<int> partitions = new("--partitions") { Description = "Partitions of every topic.", DefaultValueFactory = _ => 8 };
        partitions.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 1024)
            {
                result.AddError("--partitions must be from 1 to 1024.");
            }
        });
        Option<int?> port = new("--port") { Description = "Port on 127.0.0.1; any free one when not given." };
        Command command = new("broker", "Runs an in-memory Kafka broker until Ctrl-C and prints its address as 'bootstrap: host:port'.") { partitions, port };
        command.SetAction((parsed, cancellation) => RunAsync(
            parsed.GetValue(partitions), parsed.GetValue(port), parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(int partitions, int? port, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        EmbeddedBroker broker;
        try
        {
            broker = EmbeddedBroker.Start(partitions, port);
        }
        catch (InvalidOperationException fault)
        {
            await error.WriteLineAsync(fault.Message);
            return ExitCodes.Usage;
        }

        using (broker)
        {
            await output.WriteLineAsync($"bootstrap: {broker.BootstrapServers}");
            await output.FlushAsync(cancellation);
            TaskCompletionSource stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
            await using CancellationTokenRegistration registration = cancellation.Register(stopped.SetResult);
            await stopped.Task;
        }

        return ExitCodes.Ok;
    }
}
