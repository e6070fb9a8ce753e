using System.Globalization;

namespace Realtime.Cluster.Page;

/// <summary>Numbers of drawings.</summary>
public static class Svg
{
    /// <summary>A coordinate with a tenth of a unit: finer than a screen, and short.</summary>
    public static string N(double number) => number.ToString("0.#", CultureInfo.InvariantCulture);
}
