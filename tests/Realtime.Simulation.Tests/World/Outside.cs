using Realtime.Actors.City;
using Realtime.Domain;

namespace Realtime.Simulation.Tests.World;

/// <summary>What left the city: the topics, the mails and the answers that people got.</summary>
public sealed class Outside
{
    private readonly Dictionary<string, string> _points = [];
    private readonly HashSet<string> _deadLetters = [];
    private readonly Dictionary<(string Alert, int Sequence), AlertChange> _published = [];

    /// <summary>The time series: the last write of a point stays.</summary>
    public IReadOnlyDictionary<string, string> Points => _points;

    /// <summary>Topic, partition and position of every record that was put aside.</summary>
    public IReadOnlySet<string> DeadLetters => _deadLetters;

    /// <summary>Distinct changes on the alerts topic.</summary>
    public IReadOnlyDictionary<(string Alert, int Sequence), AlertChange> Published => _published;

    /// <summary>Who was told that an acknowledgement of which alert is taken.</summary>
    public List<(string Alert, string By)> Confirmed { get; } = [];

    /// <summary>Mails by key.</summary>
    public Dictionary<string, int> Mails { get; } = [];

    public void Write(ResultPoint point) => Write(_points, point);

    /// <summary>Writes a point the way the time-series store does: same measurement, tags and time overwrite.</summary>
    public static void Write(Dictionary<string, string> points, ResultPoint point) =>
        points[$"{point.Measurement} {point.Thing} {point.Municipality} {point.Drill} {string.Join(',', point.Tags)} {point.Time.UtcTicks}"] =
            $"{string.Join(',', point.Fields)} {string.Join(',', point.Texts)}";

    public void PutAside(string topic, int partition, Position position) => _deadLetters.Add($"{topic}/{partition}/{position.Offset}/{position.Index}");

    /// <summary>A change reached the topic; false when an earlier copy said something else.</summary>
    public bool Publish(AlertChange change) =>
        _published.TryAdd((change.AlertId, change.Sequence), change) || _published[(change.AlertId, change.Sequence)] == change;

    public void Mail(string key) => Mails[key] = Mails.GetValueOrDefault(key) + 1;
}
