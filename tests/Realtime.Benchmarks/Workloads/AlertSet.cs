using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Realtime.Benchmarks.Workloads;

/// <summary>The alert changes of a run, each once, whatever their order: two runs are right together when their hashes are equal.</summary>
internal sealed class AlertSet
{
    private readonly HashSet<string> _changes = new(StringComparer.Ordinal);

    public int Count => _changes.Count;

    /// <summary>SHA-256 over the sorted changes, lower-case hex.</summary>
    public string Hash
    {
        get
        {
            using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            foreach (string change in _changes.Order(StringComparer.Ordinal))
            {
                hash.AppendData(Encoding.UTF8.GetBytes(change));
                hash.AppendData("\n"u8);
            }

            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }
    }

    /// <summary>Notes a change; one that was noted before (delivery is at least once) changes nothing.</summary>
    public void Add(string id, in StageChange change) =>
        _changes.Add(string.Create(CultureInfo.InvariantCulture, $"{id}|{change.EpisodeStart}|{change.Sequence}|{change.Kind}|{change.From}|{change.To}|{change.Time}"));
}
