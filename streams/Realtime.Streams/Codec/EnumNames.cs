namespace Realtime.Streams.Codec;

/// <summary>Names of enumeration values in records: the C# name in kebab-case (<c>SteppedUp</c> is <c>stepped-up</c>).</summary>
internal static class EnumNames<T>
    where T : struct, Enum
{
    private static readonly Dictionary<T, string> ByValue = Enum.GetValues<T>().ToDictionary(v => v, v => Kebab(v.ToString()));
    private static readonly Dictionary<string, T> ByName = ByValue.ToDictionary(p => p.Value, p => p.Key, StringComparer.Ordinal);

    public static string Of(T value) => ByValue[value];

    /// <exception cref="FormatException">There is no such value.</exception>
    public static T Parse(string name) =>
        ByName.TryGetValue(name, out T value) ? value : throw new FormatException($"{name} is not one of {string.Join(", ", ByName.Keys)}");

    private static string Kebab(string pascal) =>
        string.Concat(pascal.Select((c, i) => char.IsUpper(c) ? (i > 0 ? "-" : "") + char.ToLowerInvariant(c) : c.ToString()));
}
