using System.Globalization;
using System.Text.Json;
using Realtime.Benchmarks.Running;
using Realtime.Benchmarks.Workloads;
using Realtime.Domain;
using Realtime.Streams.Broker;

namespace Realtime.Benchmarks.Feeding;

/// <summary>
/// A process of its own: the broker, what stands in its log, and the judge of the alerts. The log is filled once; then every contestant
/// drains the very same bytes. The mock broker keeps 5 MiB of compressed batches per partition, so what was filled is checked to be there.
/// One command per line on standard input, one JSON answer per line on standard output.
/// </summary>
internal sealed class Feeder : IDisposable
{
    private static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LiveLinger = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan AlertPatience = TimeSpan.FromSeconds(30);

    private readonly Workload _load;
    private readonly EmbeddedBroker _broker;
    private readonly AlertReader _reader;
    private readonly Oracle _oracle;
    private AlertSet _found = new();
    private long _sent;

    private Feeder(Workload load)
    {
        _load = load;
        _broker = EmbeddedBroker.Start(load.Partitions);
        _reader = new AlertReader(_broker.BootstrapServers, load.Partitions);
        _oracle = new Oracle(load);
    }

    /// <summary>Serves until standard input ends.</summary>
    public static int Run(Workload load, TextReader commands, TextWriter answers)
    {
        using Feeder feeder = new(load);
        while (commands.ReadLine() is { } command)
        {
            FeederAnswer answer = feeder.Do(command.Split(' ')) with { CpuSeconds = Environment.CpuUsage.TotalTime.TotalSeconds };
            answers.WriteLine(JsonSerializer.Serialize(answer, BenchJson.Default.FeederAnswer));
            answers.Flush();
        }

        return 0;
    }

    public void Dispose()
    {
        _reader.Dispose();
        _broker.Dispose();
    }

    private FeederAnswer Do(string[] command) => command switch
    {
        ["register"] => Register(),
        ["send", { } count] => Send(long.Parse(count, CultureInfo.InvariantCulture)),
        ["begin"] => Begin(),
        ["judge"] => Judge(),
        ["pace", { } rate, { } seconds] => Pace(double.Parse(rate, CultureInfo.InvariantCulture), double.Parse(seconds, CultureInfo.InvariantCulture)),
        _ => new FeederAnswer { Fault = $"unknown command {string.Join(' ', command)}" },
    };

    private FeederAnswer Register()
    {
        using Sender sender = new(_broker.BootstrapServers, _load, Linger);
        sender.Register();
        return Said();
    }

    /// <summary>Sends the next readings as fast as the broker takes them.</summary>
    private FeederAnswer Send(long count)
    {
        City city = new(_load);
        using (Sender sender = new(_broker.BootstrapServers, _load, Linger))
        {
            for (long end = _sent + count; _sent < end; _sent++)
            {
                Sample sample = city.At(_sent);
                sender.Send(sample);
                _oracle.Note(sample);
            }

            sender.Flush();
        }

        return Said();
    }

    /// <summary>A new contestant: what earlier ones wrote is forgotten.</summary>
    private FeederAnswer Begin()
    {
        foreach (string topic in new[] { Topics.Results, Topics.Alerts, Topics.DeadLetter })
        {
            long[] ends = _reader.Ends(topic);
            for (int partition = 0; partition < ends.Length; partition++)
            {
                if (ends[partition] > 0)
                {
                    _broker.DeleteRecords(topic, partition, ends[partition]);
                }
            }
        }

        _reader.From(_reader.Ends(Topics.Alerts));
        _found = new AlertSet();
        return Said();
    }

    /// <summary>The alerts since <see cref="Begin"/>: waits for as many as there have to be, then a moment for more.</summary>
    private FeederAnswer Judge()
    {
        TimeProvider clock = TimeProvider.System;
        long began = clock.GetTimestamp();
        while (clock.GetElapsedTime(began) < AlertPatience)
        {
            if (_reader.Next(TimeSpan.FromMilliseconds(300)) is { } next)
            {
                _found.Add(next.Id, next.Change);
            }
            else if (_found.Count >= _oracle.Changes)
            {
                break;
            }
        }

        return Said() with { Changes = _found.Count, Hash = _found.Hash };
    }

    /// <summary>Sends the next readings by the clock and measures how long after its intended moment each alert stands in the alerts topic.</summary>
    private FeederAnswer Pace(double rate, double seconds)
    {
        using Sender sender = new(_broker.BootstrapServers, _load, LiveLinger);
        PacedRun run = new(new City(_load), _oracle, sender, _reader, TimeProvider.System);
        FeederAnswer answer = Said() with { Figures = run.Run(_sent, rate, TimeSpan.FromSeconds(seconds)) };
        _sent += run.Sent;
        return answer;
    }

    private FeederAnswer Said() => new()
    {
        Servers = _broker.BootstrapServers,
        Sent = _sent,
        Changes = _oracle.Changes,
        Hash = _oracle.Hash,
        Fault = _reader.Begins(Topics.Sensor).Any(low => low > 0) || _reader.Begins(Topics.Registry).Any(low => low > 0)
            ? "the broker has forgotten a part of the log: use more partitions or fewer readings"
            : null,
    };
}
