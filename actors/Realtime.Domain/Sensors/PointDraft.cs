using System.Runtime.InteropServices;

namespace Realtime.Domain;

/// <summary>The point of one reading while the rules add to it. One point per reading: two would share measurement and time.</summary>
/// <param name="measurement">One of <see cref="Measurements"/>.</param>
internal sealed class PointDraft(string measurement)
{
    private string _measurement = measurement;
    private readonly List<ResultField> _fields = [];
    private readonly List<ResultText> _texts = [];
    private ResultText[] _lastTexts = [];

    public string Measurement => _measurement;

    public List<ResultField> Fields => _fields;

    public List<ResultText> Texts => _texts;

    /// <summary>The texts for a point to keep; the array of the point before when it holds the same ones, which is so of sensors of one kind.</summary>
    public ResultText[] TakeTexts()
    {
        if (_texts.Count == 0)
        {
            return [];
        }

        if (!CollectionsMarshal.AsSpan(_texts).SequenceEqual(_lastTexts))
        {
            _lastTexts = [.. _texts];
        }

        return _lastTexts;
    }

    /// <summary>Forgets the last reading's point: the draft serves the next one.</summary>
    public PointDraft Begin(string measurement)
    {
        _measurement = measurement;
        _fields.Clear();
        _texts.Clear();
        return this;
    }

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
