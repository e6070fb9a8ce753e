using System.Globalization;
using System.Text.Json;
using Realtime.Domain;

namespace Realtime.Streams.Codec;

/// <summary>
/// One object of a registration's nested settings. Registrations are rare, so a document is built and fields are found by name.
/// The first fault stays; it names the field with its path, as <c>vehicle.duty.utc_offset_min</c>.
/// </summary>
internal sealed class Settings
{
    /// <summary>Longest duration a field may give; anything longer is a unit mistake.</summary>
    private const double SecondsMax = 10 * 366 * 86_400.0;

    private const int OpaqueLengthMax = 16 * 1024;

    private readonly JsonElement _object;
    private readonly string _path;
    private readonly Faults _faults;

    private Settings(JsonElement element, string path, Faults faults) => (_object, _path, _faults) = (element, path, faults);

    /// <summary>Reads the settings in a field; null when it is absent or faulty.</summary>
    public static T? Read<T>(ref FieldBag bag, Field field, Func<Settings, T?> read)
        where T : class
    {
        if (!bag.Is(field, JsonTokenType.StartObject, "an object of settings"))
        {
            return null;
        }

        var reader = new Utf8JsonReader(bag.Raw(field));
        Faults faults = new();
        T? settings = read(new Settings(JsonElement.ParseValue(ref reader), FieldNames.Text(field), faults));
        if (faults.First is { } fault)
        {
            bag.Fail(RejectReason.BadValue, fault);
            return null;
        }

        return settings;
    }

    /// <summary>Notes the first fault.</summary>
    public void Fail(string name, string fault) => _faults.First ??= $"{_path}.{name} {fault}";

    /// <summary>The names of the fields that are there and not null.</summary>
    public IEnumerable<string> Names() => _object.EnumerateObject().Where(field => field.Value.ValueKind != JsonValueKind.Null).Select(field => field.Name);

    public bool Has(string name) => Find(name, out _);

    /// <summary>Text of at most <see cref="Limits.ThingIdLengthMax"/> characters without control characters.</summary>
    public string? Text(string name)
    {
        string? text = Value(name, JsonValueKind.String, "text")?.GetString();
        if (text is not null && (text.Length > Limits.ThingIdLengthMax || text.Any(char.IsControl)))
        {
            Fail(name, $"is longer than {Limits.ThingIdLengthMax} characters or contains control characters");
        }

        return text;
    }

    /// <summary>Base64 of something that is not read here, at most 16 KiB of it.</summary>
    public string? Opaque(string name)
    {
        string? text = Value(name, JsonValueKind.String, "base64")?.GetString();
        if (text is not null && (text.Length > OpaqueLengthMax || !System.Buffers.Text.Base64.IsValid(text)))
        {
            Fail(name, $"has to be base64 of at most {OpaqueLengthMax} characters");
        }

        return text;
    }

    /// <summary>A finite number within the bounds (both taken).</summary>
    public double? Number(string name, double min, double max)
    {
        if (Value(name, JsonValueKind.Number, "a number") is not { } element)
        {
            return null;
        }

        double value = element.TryGetDouble(out double number) ? number : double.NaN;
        if (value >= min && value <= max)
        {
            return value;
        }

        Fail(name, FormattableString.Invariant($"has to be from {min} to {max}"));
        return null;
    }

    /// <summary>A duration in seconds, more than 0 unless zero is allowed.</summary>
    public TimeSpan? Seconds(string name, bool zero = false) =>
        Number(name, zero ? 0 : 0.001, SecondsMax) is { } seconds ? TimeSpan.FromTicks((long)Math.Round(seconds * TimeSpan.TicksPerSecond)) : null;

    public bool? Flag(string name) =>
        !Find(name, out JsonElement element) ? null
        : element.ValueKind is JsonValueKind.True or JsonValueKind.False ? element.GetBoolean()
        : Value(name, JsonValueKind.True, "true or false")?.GetBoolean();

    /// <summary>A time of day, <c>07:00</c>; <c>24:00</c> is midnight.</summary>
    public TimeOnly? Clock(string name)
    {
        string? text = Text(name);
        if (text is null)
        {
            return null;
        }

        if (TimeOnly.TryParseExact(text == "24:00" ? "00:00" : text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out TimeOnly time))
        {
            return time;
        }

        Fail(name, "has to be a time of day like 07:00");
        return null;
    }

    /// <summary>A time with its offset.</summary>
    public DateTimeOffset? Time(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        DateTimeOffset? time = Iso8601.Parse(System.Text.Encoding.UTF8.GetBytes(text), out string? fault);
        if (fault is not null)
        {
            Fail(name, fault);
        }

        return time;
    }

    /// <summary>Minutes of local time ahead of UTC.</summary>
    public TimeSpan? UtcOffset(string name) => Number(name, -14 * 60, 14 * 60) is { } minutes ? TimeSpan.FromMinutes(Math.Round(minutes)) : null;

    /// <summary>An object within; null when absent.</summary>
    public T? Object<T>(string name, Func<Settings, T?> read)
        where T : class =>
        Value(name, JsonValueKind.Object, "an object") is { } element ? read(new Settings(element, $"{_path}.{name}", _faults)) : null;

    /// <summary>A list of objects; empty when absent.</summary>
    public IReadOnlyList<T> List<T>(string name, int longest, Func<Settings, T?> read)
        where T : class
    {
        List<T> list = [];
        foreach (JsonElement element in Elements(name, longest))
        {
            if (element.ValueKind != JsonValueKind.Object)
            {
                Fail(name, "has to be a list of objects");
            }
            else if (read(new Settings(element, $"{_path}.{name}[{list.Count}]", _faults)) is { } entry)
            {
                list.Add(entry);
            }
        }

        return list;
    }

    /// <summary>A list of texts; null when absent.</summary>
    public IReadOnlyList<string>? Texts(string name, int longest)
    {
        if (!Has(name))
        {
            return null;
        }

        List<string> list = [];
        foreach (JsonElement element in Elements(name, longest))
        {
            if (element.ValueKind != JsonValueKind.String)
            {
                Fail(name, "has to be a list of texts");
                break;
            }

            list.Add(element.GetString()!);
        }

        return list;
    }

    /// <summary>A list of places, each <c>[latitude, longitude]</c> in degrees; empty when absent.</summary>
    public IReadOnlyList<GeoPoint> Points(string name, int fewest)
    {
        List<GeoPoint> points = [];
        foreach (JsonElement element in Elements(name, Limits.ZonePointsMax))
        {
            if (element.ValueKind != JsonValueKind.Array
                || element.GetArrayLength() != 2
                || !Degrees(element[0], 90, out double latitude)
                || !Degrees(element[1], 180, out double longitude))
            {
                Fail(name, "has to be a list of [latitude, longitude] in degrees");
                break;
            }

            points.Add(new GeoPoint(latitude, longitude));
        }

        if (points.Count < fewest)
        {
            Fail(name, $"needs {fewest} or more points");
        }

        return points;
    }

    private JsonElement.ArrayEnumerator Elements(string name, int longest)
    {
        if (Value(name, JsonValueKind.Array, "a list") is not { } array)
        {
            return default;
        }

        if (array.GetArrayLength() > longest)
        {
            Fail(name, $"has {array.GetArrayLength()} entries; at most {longest} are taken");
            return default;
        }

        return array.EnumerateArray();
    }

    private static bool Degrees(JsonElement element, double most, out double value)
    {
        value = 0;
        return element.ValueKind == JsonValueKind.Number && element.TryGetDouble(out value) && Math.Abs(value) <= most;
    }

    private JsonElement? Value(string name, JsonValueKind kind, string inWords)
    {
        if (!Find(name, out JsonElement element))
        {
            return null;
        }

        if (element.ValueKind == kind)
        {
            return element;
        }

        Fail(name, $"has to be {inWords}");
        return null;
    }

    private bool Find(string name, out JsonElement element) => _object.TryGetProperty(name, out element) && element.ValueKind != JsonValueKind.Null;

    private sealed class Faults
    {
        public string? First { get; set; }
    }
}
