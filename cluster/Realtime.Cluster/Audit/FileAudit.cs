using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Prometheus;
using Realtime.Cluster.Settings;
using Realtime.Domain;

namespace Realtime.Cluster.Audit;

/// <summary>
/// A file per day (UTC), one JSON object per line behind the hash of the line and the hash of the line before it: a line that was changed or
/// taken out shows (<see cref="AuditChain"/>).
/// The files are the node's own; ship them to a place where the node's administrators cannot write.
/// </summary>
public sealed class FileAudit : IAudit, IDisposable
{
    /// <summary>The hash before the first line.</summary>
    public const string Beginning = "0000000000000000000000000000000000000000000000000000000000000000";

    private const string Prefix = "audit-";
    private const string Suffix = ".jsonl";
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web) { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly Counter _entries = Metrics.CreateCounter(MetricNames.AuditEntries, "Lines written to the audit.", "what");
    private static readonly Counter _failures = Metrics.CreateCounter(MetricNames.AuditFailures, "Lines that could not be written to the audit; what they were about was not shown.");

    private readonly Lock _lock = new();
    private readonly AuditSettings _settings;
    private FileStream? _file;
    private DateOnly _day;
    private string _last;

    public FileAudit(AuditSettings settings)
    {
        _settings = settings;
        foreach (string word in AuditEntry.Words)
        {
            _entries.WithLabels(word);
        }

        Directory.CreateDirectory(settings.Directory);
        _last = Files(settings.Directory) is [.., { } newest] ? HashOfLast(newest) : Beginning;
    }

    /// <summary>The days' files, oldest first.</summary>
    public static IReadOnlyList<string> Files(string directory) =>
        Directory.Exists(directory) ? [.. Directory.GetFiles(directory, Prefix + "*" + Suffix).Order(StringComparer.Ordinal)] : [];

    /// <summary>Name of a day's file.</summary>
    public static string NameOf(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{day:yyyy-MM-dd}{Suffix}");

    public void Write(AuditEntry entry)
    {
        lock (_lock)
        {
            try
            {
                Open(DateOnly.FromDateTime(entry.Time.UtcDateTime));
                string content = JsonSerializer.Serialize(entry, _json);
                string hash = HashOf(_last, content);
                _file!.Write(Encoding.UTF8.GetBytes($"{hash} {_last} {content}\n"));
                _file.Flush(flushToDisk: true);
                _last = hash;
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                _failures.Inc();
                _file?.Dispose();
                _file = null; // Half a line may stand there: the next one begins behind it.
                throw new AuditException("The audit cannot be written, so nothing that has to be recorded can be shown or done.", fault);
            }
        }

        _entries.WithLabels(AuditEntry.Words.Contains(entry.What) ? entry.What : AuditEntry.Act).Inc();
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _file?.Dispose();
            _file = null;
        }
    }

    /// <summary>The hash of a line: over the hash of the one before it and its own content.</summary>
    public static string HashOf(string before, string content) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(before + content)));

    private void Open(DateOnly day)
    {
        if (_file is not null && _day >= day)
        {
            return;
        }

        _file?.Dispose();
        string path = Path.Combine(_settings.Directory, NameOf(day));
        FileStreamOptions options = new() { Mode = FileMode.Append, Access = FileAccess.Write, Share = FileShare.Read };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        _file = new FileStream(path, options);
        _day = day;
        if (_file.Position > 0 && !EndsWithLine(path))
        {
            _file.Write("\n"u8);
        }

        foreach (string old in Files(_settings.Directory).Where(file => DayOf(file) < day.AddDays(-_settings.RetentionDays)))
        {
            File.Delete(old);
        }
    }

    private static bool EndsWithLine(string path)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        file.Seek(-1, SeekOrigin.End);
        return file.ReadByte() == '\n';
    }

    private static DateOnly DayOf(string path) =>
        DateOnly.TryParseExact(Path.GetFileName(path)[Prefix.Length..^Suffix.Length], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) ? day : DateOnly.MaxValue;

    private static string HashOfLast(string path) =>
        AuditChain.Lines(path).Select(line => line.Hash).LastOrDefault(Beginning);
}
