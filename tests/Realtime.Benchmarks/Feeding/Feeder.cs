using System.Text.Json;
using Realtime.Benchmarks.Running;
using Realtime.Benchmarks.Workloads;
using Realtime.Domain;
using Realtime.Streams.Broker;

namespace Realtime.Benchmarks.Feeding;

/// <summary>
/// A process of its own: the broker, what stands in its log, and the judge of the alerts. It fills the log once; then every contestant
/// drains the very same bytes. The mock broker keeps 5 MiB of compressed batches per partition, so what was filled is checked to be there.
/// One command per line on standard input, one JSON answer per line on standard output.
/// </summary>
internal sealed class Feeder(Workload load) : IDisposable
{
    private static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan AlertPatience = TimeSpan.FromSeconds(30);

    private readonly EmbeddedBroker _broker = EmbeddedBroker.Start(load.Partitions);
    private readonly AlertSet _expected = new();
    private AlertReader _reader = null!;
    private int _changesInWarm;

    /// <summary>Serves until standard input ends.</summary>
    public static int Run(Workload load, TextReader commands, TextWriter answers)
    {
        using Feeder feeder = new(load);
        Answer(feeder.Fill());
        while (commands.ReadLine() is { } command)
        {
            Answer(command switch
            {
                "begin" => feeder.Begin(),
                "judge" => feeder.Judge(),
                "cpu" => new FeederAnswer { CpuSeconds = Environment.CpuUsage.TotalTime.TotalSeconds },
                _ => new FeederAnswer { Fault = $"unknown command {command}" },
            });
        }

        return 0;

        void Answer(FeederAnswer answer)
        {
            answers.WriteLine(JsonSerializer.Serialize(answer, BenchJson.Default.FeederAnswer));
            answers.Flush();
        }
    }

    public void Dispose()
    {
        _reader?.Dispose();
        _broker.Dispose();
    }

    private FeederAnswer Fill()
    {
        City city = new(load);
        StageCell[] cells = new StageCell[load.Things];
        StageEdges[] edges = [.. Enumerable.Range(0, load.Things).Select(thing => StageEdges.Of(City.ThresholdsOf(thing)))];
        using (Sender sender = new(_broker.BootstrapServers, load, Linger))
        {
            sender.Register();
            long sent = 0;
            foreach (Sample sample in city.Samples())
            {
                sender.Send(sample);
                if (cells[sample.Thing].Take(edges[sample.Thing], sample.Value, sample.Time.UtcTicks, out StageChange change))
                {
                    _expected.Add(City.Id(sample.Thing), change);
                    _changesInWarm += sent < load.Warm ? 1 : 0;
                }

                sent++;
            }

            sender.Flush();
        }

        _reader = new AlertReader(_broker.BootstrapServers, load.Partitions);
        return new FeederAnswer
        {
            Servers = _broker.BootstrapServers,
            Changes = _expected.Count,
            ChangesInWarm = _changesInWarm,
            Hash = _expected.Hash,
            CpuSeconds = Environment.CpuUsage.TotalTime.TotalSeconds,
            Fault = Forgotten(),
        };
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
        return new FeederAnswer { CpuSeconds = Environment.CpuUsage.TotalTime.TotalSeconds };
    }

    /// <summary>The alerts since <see cref="Begin"/>: waits for as many as there have to be, then a moment for more.</summary>
    private FeederAnswer Judge()
    {
        AlertSet found = new();
        TimeProvider clock = TimeProvider.System;
        long began = clock.GetTimestamp();
        while (clock.GetElapsedTime(began) < AlertPatience)
        {
            if (_reader.Next(TimeSpan.FromMilliseconds(300)) is { } next)
            {
                found.Add(next.Id, next.Change);
            }
            else if (found.Count >= _expected.Count)
            {
                break;
            }
        }

        return new FeederAnswer { Changes = found.Count, Hash = found.Hash, CpuSeconds = Environment.CpuUsage.TotalTime.TotalSeconds, Fault = Forgotten() };
    }

    /// <summary>Null when the broker still has every record that was sent.</summary>
    private string? Forgotten() =>
        _reader.Begins(Topics.Sensor).Any(low => low > 0) || _reader.Begins(Topics.Registry).Any(low => low > 0)
            ? "the broker has forgotten a part of the log: use more partitions or fewer readings"
            : null;
}
