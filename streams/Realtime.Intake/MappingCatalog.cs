using System.Reflection;

namespace Realtime.Intake;

/// <summary>
/// The mappings of a node: those that come with the product and those of a directory. A file of the directory with the name of a
/// shipped one takes its place; so a model nobody has seen before needs a file, and nothing else.
/// </summary>
public sealed class MappingCatalog
{
    private readonly SortedDictionary<string, Mapping> _mappings = new(StringComparer.Ordinal);

    private MappingCatalog()
    {
    }

    /// <summary>Names of the mappings, in the order in which they are tried.</summary>
    public IReadOnlyCollection<string> Names => _mappings.Keys;

    /// <param name="directory">Directory with mapping files (<c>*.json</c>); null or empty = only the shipped ones.</param>
    /// <exception cref="FormatException">A file is wrong; one sentence that names it.</exception>
    /// <exception cref="DirectoryNotFoundException">The directory is not there.</exception>
    public static MappingCatalog Load(string? directory = null)
    {
        var catalog = new MappingCatalog();
        Assembly here = typeof(MappingCatalog).Assembly;
        foreach (string name in here.GetManifestResourceNames().Where(name => name.EndsWith(".json", StringComparison.Ordinal)))
        {
            using Stream stream = here.GetManifestResourceStream(name)!;
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            catalog.Add(name, bytes.ToArray());
        }

        foreach (string file in string.IsNullOrEmpty(directory) ? [] : Directory.GetFiles(directory, "*.json"))
        {
            catalog.Add(Path.GetFileName(file), File.ReadAllBytes(file));
        }

        return catalog;
    }

    internal IEnumerable<Mapping> Of(string format) => _mappings.Values.Where(mapping => mapping.Format == format);

    private void Add(string file, byte[] bytes)
    {
        Mapping mapping = MappingFile.Read(file, bytes);
        _mappings[mapping.Name] = mapping;
    }
}
