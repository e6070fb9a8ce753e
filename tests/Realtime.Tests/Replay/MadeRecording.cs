using Realtime.Domain;
using Realtime.Replay.Recordings;

namespace Realtime.Tests.Replay;

/// <summary>A recording of one gauge made of minutes after a common instant; heartbeats every 10 minutes.</summary>
internal sealed class MadeRecording : MemoryRecording
{
    public static readonly DateTimeOffset Origin = new(2020, 5, 1, 0, 0, 0, TimeSpan.FromHours(9));

    public MadeRecording(string name, params double[] minutes)
        : base([new Registration { Key = new ThingKey(ThingKind.Sensor, name + "-1"), Source = name }], [.. minutes.Select(minute => At(name, minute))]) =>
        Name = name;

    public override string Name { get; }

    public override ThingKind Kind => ThingKind.Sensor;

    public override TimeSpan UtcOffset => TimeSpan.FromHours(9);

    public override string Covers => "made";

    public override string Credit => "none";

    public override TimeSpan HeartbeatInterval => TimeSpan.FromMinutes(10);

    private static SensorReading At(string name, double minute) => new()
    {
        ThingId = name + "-1",
        Time = Origin.AddMinutes(minute),
        Type = SensorType.RiverLevel,
        Value = minute,
    };
}
