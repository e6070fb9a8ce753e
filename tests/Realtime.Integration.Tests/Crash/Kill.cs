using Realtime.Actors.Ports;
using Realtime.Cluster.Engine;

namespace Realtime.Integration.Tests.Crash;

/// <summary>When a node is killed: at a named place inside it, or from outside as soon as the city has so many alerts.</summary>
internal sealed record Kill(string? Fault, int? Alerts)
{
    public static Kill At(FaultPoint point, int count) => new($"{ProcessFaults.Name(point)}@{count}", null);

    public static Kill After(int alerts) => new(null, alerts);

    public override string ToString() => Fault ?? $"SIGKILL at {Alerts} alerts";
}
