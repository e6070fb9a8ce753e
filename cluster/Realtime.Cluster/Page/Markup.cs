using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Realtime.Cluster.Page;

/// <summary>
/// A piece of HTML that is safe to send. It is made from interpolated text whose holes are escaped,
/// so that a thing's name from a foreign sender can never become markup.
/// </summary>
public readonly record struct Markup(string Html)
{
    public static readonly Markup Empty = new("");

    /// <summary>Literal parts stay, holes are escaped unless they are markup themselves.</summary>
    public static Markup Of(MarkupHandler html) => new(html.ToString());

    /// <summary>The markup when a condition holds, else nothing.</summary>
    public static Markup If(bool condition, Func<Markup> then) => condition ? then() : Empty;

    /// <summary>One piece per item.</summary>
    public static Markup Each<T>(IEnumerable<T> items, Func<T, Markup> one) => new(string.Concat(items.Select(item => one(item).Html)));

    public override string ToString() => Html;
}

/// <summary>Collects the parts of <see cref="Markup.Of"/>.</summary>
[InterpolatedStringHandler]
public readonly struct MarkupHandler(int literalLength, int formattedCount)
{
    // Japanese stays readable in the source of the page; < > & " ' are escaped in any case.
    private static readonly HtmlEncoder _encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly StringBuilder _html = new(literalLength + formattedCount * 16);

    public void AppendLiteral(string value) => _html.Append(value);

    public void AppendFormatted(Markup value) => _html.Append(value.Html);

    public void AppendFormatted(string? value) => _html.Append(_encoder.Encode(value ?? ""));

    public void AppendFormatted(long value) => _html.Append(value.ToString("N0", CultureInfo.InvariantCulture));

    public override string ToString() => _html.ToString();
}
