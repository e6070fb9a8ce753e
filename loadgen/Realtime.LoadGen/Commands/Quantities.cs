using System.CommandLine.Parsing;
using System.Globalization;
using Realtime.Replay.Plan;

namespace Realtime.LoadGen.Commands;

/// <summary>Reads the quantities of the command line; what cannot be read becomes a usage error in one sentence.</summary>
internal static class Quantities
{
    /// <summary>Reads an address such as <c>http://localhost:8080</c>.</summary>
    public static Uri? Address(ArgumentResult argument)
    {
        string text = TextOf(argument);
        if (Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && (address.Scheme is "http" or "https"))
        {
            return address;
        }

        argument.AddError($"\"{text}\" is not an address; write http://host:port.");
        return null;
    }

    /// <summary><c>90s</c>, <c>5m</c>, <c>2h</c> or plain seconds.</summary>
    public static TimeSpan Duration(ArgumentResult argument)
    {
        string text = TextOf(argument);
        double unit = text.Length == 0 ? 0 : text[^1] switch
        {
            's' => 1,
            'm' => 60,
            'h' => 3600,
            _ => 0,
        };
        double seconds = Number(unit > 0 ? text[..^1] : text) * (unit > 0 ? unit : 1);
        if (seconds is >= 0 and <= 31_536_000)
        {
            return TimeSpan.FromSeconds(seconds);
        }

        argument.AddError($"\"{text}\" is not a duration; write 90s, 5m or 2h, at most a year.");
        return TimeSpan.Zero;
    }

    /// <summary><c>30000/s</c> or <c>30000</c>.</summary>
    public static double Rate(ArgumentResult argument)
    {
        string text = TextOf(argument);
        double rate = Number(text.EndsWith("/s", StringComparison.Ordinal) ? text[..^2] : text);
        if (rate is > 0 and <= 1e9)
        {
            return rate;
        }

        argument.AddError($"\"{text}\" is not a rate; write readings per second, for example 1000/s.");
        return 1;
    }

    /// <summary><c>3600</c>, <c>3600x</c> or <c>max</c>.</summary>
    public static ReplaySpeed Speed(ArgumentResult argument)
    {
        string text = TextOf(argument);
        if (!ReplaySpeed.TryParse(text, out ReplaySpeed speed))
        {
            argument.AddError($"\"{text}\" is not a speed; write recorded seconds per second, for example 3600, or max.");
        }

        return speed;
    }

    /// <summary>An instant with its offset, for example <c>2026-01-01T00:00:00Z</c>.</summary>
    public static DateTimeOffset? Instant(ArgumentResult argument)
    {
        string text = TextOf(argument);
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset instant))
        {
            return instant;
        }

        argument.AddError($"\"{text}\" is not an instant; write ISO 8601, for example 2026-01-01T00:00:00Z.");
        return null;
    }

    private static string TextOf(ArgumentResult argument) => argument.Tokens.Count > 0 ? argument.Tokens[0].Value : "";

    private static double Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : double.NaN;
}
