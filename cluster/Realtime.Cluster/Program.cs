using Realtime.Cluster.Health;
using Realtime.Cluster.Node;
using Realtime.Cluster.Settings;
using Realtime.Cluster.Startup;

try
{
    CommandLine command = CommandLine.Parse(args);
    if (command.Help || command.Version)
    {
        Console.Out.WriteLine(command.Help ? HelpText.Help : HelpText.Version);
        return 0;
    }

    if (command.NewKey)
    {
        Console.Out.WriteLine(HelpText.NewKey());
        return 0;
    }

    SettingReader reader = new([.. SettingsLayers.Read(AppContext.BaseDirectory, Environment.CurrentDirectory, Environment.GetEnvironmentVariables()), command.Settings]);
    if (command.Health)
    {
        return await HealthQuestion.AskAsync(HttpSettings.Read(reader)) ? 0 : Failure.ExitCode;
    }

    RealtimeSettings settings = RealtimeSettings.Read(reader);
    if (command.CheckConfig)
    {
        HelpText.Effective(reader.Effective).ToList().ForEach(Console.Out.WriteLine);
        return 0;
    }

    PortProbe.Check(settings.Http.Address, settings.Http.Port);
    using DataDirectory data = DataDirectory.Open(settings.Node.DataDirectory);
    using ILoggerFactory log = LogStream.Create(settings.Node.LogLevel);
    try
    {
        await NodeRun.ToTheEndAsync(settings, data, command.Fresh, Console.Out, log, ProcessClock.FromEnvironment());
        return 0;
    }
    catch (Exception fault) when (fault is not (StartException or RemovedException))
    {
        log.CreateLogger("Realtime").LogDebug(fault, "The node failed");
        throw;
    }
}
catch (StartException fault)
{
    await Console.Error.WriteLineAsync(fault.Message);
    return StartException.ExitCode;
}
catch (RemovedException fault)
{
    await Console.Error.WriteLineAsync(fault.Message);
    return RemovedException.ExitCode;
}
catch (Exception fault)
{
    await Console.Error.WriteLineAsync(Failure.Sentence(fault));
    return Failure.ExitCode;
}
