namespace Realtime.Domain;

/// <summary>The point of one reading while the rules add to it. One point per reading: two would share measurement and time.</summary>
/// <param name="measurement">One of <see cref="Measurements"/>.</param>
internal sealed class PointDraft(string measurement)
{
    private readonly List<ResultField> _fields = [];
    private readonly List<ResultText> _texts = [];

    public string Measurement => measurement;

    public IReadOnlyList<ResultField> Fields => _fields;

    public IReadOnlyList<ResultText> Texts => _texts;

    /// <summary>Adds a number; what is not finite says nothing and is left out.</summary>
    public void Add(string name, double? value)
    {
        if (value is { } number && double.IsFinite(number))
        {
            _fields.Add(new ResultField(name, number));
        }
    }

    /// <summary>Adds a text; an empty one is left out.</summary>
    public void Add(string name, string? text)
    {
        if (text is { Length: > 0 })
        {
            _texts.Add(new ResultText(name, text));
        }
    }
}
