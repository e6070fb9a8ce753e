using System.Data.Common;

namespace Realtime.Cluster.Settings;

/// <summary>Hides passwords in what is printed.</summary>
public static class SecretMask
{
    private static readonly string[] _secretWords = ["password", "pwd", "token", "secret", "key"];

    /// <summary>Whether a name says that its value is secret.</summary>
    public static bool IsSecret(string name) => _secretWords.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase));

    /// <summary>A connection string with the values of its secret parts replaced; a text that cannot be read is hidden as a whole.</summary>
    public static string Mask(string connectionString)
    {
        if (connectionString.Length == 0)
        {
            return "";
        }

        DbConnectionStringBuilder parts = [];
        try
        {
            parts.ConnectionString = connectionString;
        }
        catch (ArgumentException)
        {
            return "***";
        }

        foreach (string key in parts.Keys.Cast<string>().ToArray())
        {
            if (IsSecret(key))
            {
                parts[key] = "***";
            }
        }

        return parts.ConnectionString;
    }
}
