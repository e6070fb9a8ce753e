using Microsoft.Extensions.Logging.Console;

namespace Realtime.Cluster.Node;

/// <summary>What operators have to know goes to standard error, warnings and worse unless the settings ask for more; standard output belongs to the people who read along.</summary>
public static class LogStream
{
    public static ILoggerFactory Create(LogLevel level) => LoggerFactory.Create(logging => logging
        .SetMinimumLevel(level)
        // Host filtering and Kestrel say as warnings what is only a visitor's mistake.
        .AddFilter("Microsoft.AspNetCore", LogLevel.Error)
        .AddSimpleConsole(line =>
        {
            line.SingleLine = true;
            line.UseUtcTimestamp = true;
            line.TimestampFormat = "HH:mm:ss'Z' ";
            line.ColorBehavior = LoggerColorBehavior.Disabled;
        })
        .Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace));
}
