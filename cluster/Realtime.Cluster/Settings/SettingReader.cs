using System.Globalization;
using Realtime.Cluster.Startup;

namespace Realtime.Cluster.Settings;

/// <summary>One setting as it is in force.</summary>
/// <param name="Key">For example <c>Kafka:Partitions</c>.</param>
/// <param name="Shown">Its value for people; secrets are masked.</param>
/// <param name="Origin">Where it comes from; "default" when nobody set it.</param>
public sealed record EffectiveSetting(string Key, string Shown, string Origin);

/// <summary>
/// Reads typed values out of the layers and remembers what it was asked, so that unknown keys can be refused
/// and the settings in force can be printed. Every fault names the setting, its value and what is expected.
/// </summary>
public sealed class SettingReader(IReadOnlyList<SettingsLayer> layers)
{
    private readonly List<EffectiveSetting> _effective = [];

    /// <summary>Everything read so far, in reading order.</summary>
    public IReadOnlyList<EffectiveSetting> Effective => _effective;

    /// <summary>Any text.</summary>
    public string Text(string key, string fallback) => GetText(key, fallback, value => value);

    /// <summary>A text that is never shown.</summary>
    public string Secret(string key) => GetText(key, "", value => value.Length == 0 ? "" : "***");

    /// <summary>A text that may carry <c>Password=...</c> parts, which are not shown.</summary>
    public string ConnectionString(string key) => GetText(key, "", SecretMask.Mask);

    /// <summary>A URL; a user name and password in it are not shown.</summary>
    public string Address(string key) => GetText(key, "", SecretMask.MaskUrl);

    /// <summary>A whole number within bounds.</summary>
    public int Whole(string key, int fallback, int min, int max) => Get(
        key,
        fallback,
        value => int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) && number >= min && number <= max ? number : null,
        Show,
        $"a whole number from {min} to {max}");

    /// <summary>A number within bounds.</summary>
    public double Number(string key, double fallback, double min, double max) => Get(
        key,
        fallback,
        value => double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && number >= min && number <= max ? number : null,
        Show,
        string.Create(CultureInfo.InvariantCulture, $"a number from {min} to {max}"));

    /// <summary>A length of time given in seconds.</summary>
    public TimeSpan Seconds(string key, double fallback, double min, double max) => TimeSpan.FromSeconds(Number(key, fallback, min, max));

    /// <summary>Yes or no.</summary>
    public bool Flag(string key, bool fallback) => Get(
        key, fallback, value => bool.TryParse(value, out bool flag) ? flag : null, value => value ? "true" : "false", "true or false");

    /// <summary>One of the names of an enumeration.</summary>
    public T Choice<T>(string key, T fallback)
        where T : struct, Enum => Get(
        key,
        fallback,
        value => Enum.TryParse(value, ignoreCase: true, out T choice) && Enum.IsDefined(choice) && !char.IsAsciiDigit(value[0]) ? choice : null,
        value => value.ToString(),
        "one of " + string.Join(", ", Enum.GetNames<T>()));

    /// <summary>Texts, given as a JSON array or separated by commas.</summary>
    public IReadOnlyList<string> List(string key)
    {
        foreach (SettingsLayer layer in layers.Reverse())
        {
            IReadOnlyList<string> children = layer.Children(key);
            if (children.Count > 0 || layer.Values.ContainsKey(key))
            {
                IReadOnlyList<string> items = children.Count > 0 ? children : layer.Values[key].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
                _effective.Add(new EffectiveSetting(key, string.Join(", ", items), layer.Origin));
                return items;
            }
        }

        _effective.Add(new EffectiveSetting(key, "", "default"));
        return [];
    }

    /// <summary>Everything below a key, each name from the strongest layer that has it; only values whose names are known to be harmless are shown.</summary>
    public IReadOnlyDictionary<string, string> Group(string key, Func<string, bool> harmless)
    {
        Dictionary<string, string> group = new(StringComparer.OrdinalIgnoreCase);
        foreach ((string name, string value) in layers.SelectMany(layer => layer.Below(key)))
        {
            group[name] = value;
        }

        _effective.Add(new EffectiveSetting(key, string.Join("; ", group.Select(pair => $"{pair.Key}={(harmless(pair.Key) ? pair.Value : "***")}")), group.Count == 0 ? "default" : "layers"));
        return group;
    }

    /// <summary>Refuses keys that nobody asked for: a misspelt setting must not be ignored in silence.</summary>
    public void RefuseUnknown()
    {
        foreach (SettingsLayer layer in layers)
        {
            foreach (string key in layer.Values.Keys.Where(key => !_effective.Any(known => Covers(known.Key, key))))
            {
                throw new StartException($"Unknown setting {key} ({layer.Origin}); --check-config lists the settings there are.");
            }
        }
    }

    /// <summary>A fault of a setting whose text can be read but not used.</summary>
    public StartException Fault(string key, string expected)
    {
        EffectiveSetting setting = _effective.Last(known => known.Key == key);
        return new StartException($"The setting {key} is \"{setting.Shown}\" ({setting.Origin}), but {expected} is expected.");
    }

    private static bool Covers(string known, string key) =>
        key.Equals(known, StringComparison.OrdinalIgnoreCase) || key.StartsWith(known + ":", StringComparison.OrdinalIgnoreCase);

    private static string Show<T>(T value)
        where T : IFormattable => value.ToString(null, CultureInfo.InvariantCulture);

    private T Get<T>(string key, T fallback, Func<string, T?> parse, Func<T, string> show, string expected)
        where T : struct
    {
        (string? text, string origin) = Find(key);
        T? value = text is null ? fallback : text.Length == 0 ? null : parse(text.Trim());
        if (value is null)
        {
            throw new StartException($"The setting {key} is \"{text}\" ({origin}), but {expected} is expected.");
        }

        _effective.Add(new EffectiveSetting(key, show(value.Value), origin));
        return value.Value;
    }

    private string GetText(string key, string fallback, Func<string, string> show)
    {
        (string? text, string origin) = Find(key);
        string value = (text ?? fallback).Trim();
        if (value.Any(char.IsControl))
        {
            throw new StartException($"The setting {key} ({origin}) holds control characters, but a text in one line is expected.");
        }

        _effective.Add(new EffectiveSetting(key, show(value), origin));
        return value;
    }

    private (string? Text, string Origin) Find(string key)
    {
        foreach (SettingsLayer layer in layers.Reverse())
        {
            if (layer.Values.TryGetValue(key, out string? text))
            {
                return (text, layer.Origin);
            }
        }

        return (null, "default");
    }
}
