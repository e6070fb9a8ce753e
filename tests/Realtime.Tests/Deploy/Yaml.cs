using Realtime.Tests.House;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.Serialization;

namespace Realtime.Tests.Deploy;

/// <summary>A node of a YAML document of the repository, with anchors and merges resolved; a path that is not there is null.</summary>
internal sealed record Yaml(object? Value)
{
    /// <summary>Every document of a file.</summary>
    public static IReadOnlyList<Yaml> Documents(string path)
    {
        MergingParser parser = new(new Parser(new StringReader(Repository.Text(path))));
        IDeserializer reader = new DeserializerBuilder().Build();
        List<Yaml> documents = [];
        parser.Consume<StreamStart>();
        while (parser.Accept<DocumentStart>(out _))
        {
            documents.Add(new Yaml(reader.Deserialize(parser)));
        }

        return documents;
    }

    public static Yaml File(string path) => Documents(path).Single();

    /// <summary>The value below a name; null below anything that has none.</summary>
    public Yaml this[string name] => new(Map.GetValueOrDefault(name)?.Value);

    public IReadOnlyDictionary<string, Yaml> Map => Value is IDictionary<object, object?> map
        ? map.ToDictionary(pair => (string)pair.Key, pair => new Yaml(pair.Value), StringComparer.Ordinal)
        : new Dictionary<string, Yaml>();

    public IReadOnlyList<Yaml> Items => Value is IList<object?> items ? [.. items.Select(item => new Yaml(item))] : [];

    public IReadOnlyList<string> Texts => [.. Items.Select(item => item.Text)];

    /// <summary>A scalar as it is written; empty when there is none.</summary>
    public string Text => Value as string ?? "";

    public bool Exists => Value is not null;

    /// <summary>Every scalar below, with its path.</summary>
    public IEnumerable<(string Path, string Text)> Scalars(string at = "") => Value switch
    {
        string text => [(at, text)],
        IDictionary<object, object?> => Map.SelectMany(pair => pair.Value.Scalars($"{at}/{pair.Key}")),
        IList<object?> => Items.SelectMany((item, index) => item.Scalars(FormattableString.Invariant($"{at}/{index}"))),
        _ => [],
    };
}
