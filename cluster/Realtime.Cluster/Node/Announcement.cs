using Realtime.Cluster.Page;
using Realtime.Cluster.Settings;

namespace Realtime.Cluster.Node;

/// <summary>What a node says at its start, in plain lines.</summary>
public sealed class Announcement(RealtimeSettings settings, TextWriter output)
{
    /// <summary>Before anything is opened.</summary>
    public void Beginning(bool goesOn)
    {
        output.WriteLine($"Realtime {HelpText.Version}: city telemetry becomes alerts and time series.");
        output.WriteLine($"Times:  {new PageTime(settings.Node.TimeZone).ZoneLabel} unless they carry an offset or a Z (UTC).");
        string journal = settings.Journal.Provider == JournalProvider.Sqlite ? "SQLite" : "PostgreSQL";
        string series = settings.TimeSeries.Provider == TimeSeriesProvider.Sqlite ? "SQLite" : $"InfluxDB at {settings.TimeSeries.Url}";
        output.WriteLine($"Data:   {settings.Node.DataDirectory} ({(goesOn ? "goes on from what is there" : "starts anew")}); journal in {journal}, time series in {series}.");
    }

    /// <summary>When people can look.</summary>
    public void Serving(string address, KafkaEndpoint kafka, ReplayHost? replay)
    {
        output.WriteLine(kafka.Embedded is null
            ? $"Kafka:  {kafka.Settings.BootstrapServers}, {kafka.Settings.Partitions} partitions."
            : $"Kafka:  {kafka.Embedded.Description}. It forgets everything when this program ends; the stores do not. After a kill (not a clean stop) the last moments of time series may be missing, alerts are not.");
        if (settings.Node.SeedNodes.Count > 0)
        {
            SayCluster();
        }

        output.WriteLine(settings.Mail.Enabled ? $"Mail:   through {settings.Mail.Host}:{settings.Mail.Port}." : "Mail:   no server is set, so alerts are told here only.");
        if (settings.Mail is { Enabled: true, Operators.Count: 0 })
        {
            output.WriteLine("Note:   Mail:Operators is empty, so only families get mails; alerts for operators are told here only.");
        }

        output.WriteLine(settings.Access.LoginNeeded
            ? $"Login:  {settings.Access.Keys.Count} keys{(settings.Access.Authority.Length > 0 ? $", tokens of {settings.Access.Authority}" : "")}."
            : "Login:  none; only this machine can open the page, and whoever sits at it may do everything.");

        output.WriteLine($"Page:   {address}");
        if (replay is null)
        {
            output.WriteLine("Replay: none.");
            return;
        }

        output.WriteLine($"Replay: {replay.Recordings.Count} recordings, {replay.SpeedInWords}, shifted to one common start:");
        foreach (string line in replay.Describe())
        {
            output.WriteLine(line);
        }
    }

    private void SayCluster()
    {
        output.WriteLine($"Nodes:  this one is {settings.Node.PublicHost}:{settings.Node.Port}; it knows {string.Join(", ", settings.Node.SeedNodes)}.");
        if (settings.Node.SeedNodes.Count == 2 && settings.Cluster.SplitBrain == SplitBrain.KeepMajority)
        {
            output.WriteLine("Note:   of two nodes the wrong one failing ends both: leave Cluster:SplitBrain at LeaseMajority.");
        }

        if (settings.TimeSeries.Provider == TimeSeriesProvider.Sqlite)
        {
            output.WriteLine("Note:   each node keeps a part of the time series in a file of its own: set TimeSeries:Provider to InfluxDb1 or InfluxDb2.");
        }
    }
}
