namespace Realtime.Cluster.Notify;

/// <summary>Text from foreign senders, made fit for a line of output or a header.</summary>
public static class PlainText
{
    /// <summary>A sentence without the name it begins with, for places where the name stands above it already.</summary>
    public static string WithoutName(string text, string name) =>
        name.Length > 0 && text.StartsWith(name + ": ", StringComparison.Ordinal) ? text[(name.Length + 2)..] : text;

    /// <summary>Control characters (line breaks, terminal escapes) become spaces, so that a name cannot forge lines.</summary>
    public static string OneLine(string text) => string.Create(text.Length, text, (span, source) =>
    {
        for (int i = 0; i < span.Length; i++)
        {
            span[i] = char.IsControl(source[i]) ? ' ' : source[i];
        }
    });
}
