namespace Realtime.Domain;

/// <summary>
/// One rule of a sensor. It keeps its memory in its own field of <see cref="SensorState"/> (a small record, null while it remembers
/// nothing) and changes no other; <see cref="SensorRules"/> lists the rules in the order in which they look.
/// </summary>
internal abstract class SensorRule
{
    /// <summary>
    /// A reading that is not older than the newest: the state knows it already (<see cref="SensorState.LastReading"/>, and the value when
    /// it is good). Fields and texts of the reading's point go to <see cref="SensorStep.Point"/>.
    /// </summary>
    public virtual SensorState Read(SensorState state, SensorReading reading, SensorStep step) => state;

    /// <summary>A reading older than the newest: it is stored and not judged; the rule may only say what it means in its point.</summary>
    public virtual void Late(SensorState state, SensorReading reading, SensorStep step)
    {
    }

    /// <summary>The newest observation once more, unchanged: a list of the source names it again. It makes no point.</summary>
    public virtual SensorState Repeat(SensorState state, SensorReading reading, SensorStep step) => state;

    /// <summary>The source's list was there and did not name the sensor.</summary>
    public virtual SensorState Absent(SensorState state, SensorReading reading, SensorStep step) => state;

    /// <summary>The registration came or changed.</summary>
    public virtual SensorState Adopt(SensorState state, SensorStep step) => state;

    /// <summary>The watermark of the channel advanced, perhaps past <see cref="Due"/>.</summary>
    public virtual SensorState Advance(SensorState state, SensorStep step) => state;

    /// <summary>Event time of the rule's next deadline; null = none. After <see cref="Advance"/> it has to lie behind the watermark.</summary>
    public virtual DateTimeOffset? Due(SensorState state, Registration? registration) => null;

    /// <summary>Resolves what is open: the thing was retired or its drill is over. It is not an all-clear.</summary>
    public virtual SensorState End(SensorState state, string reason, DateTimeOffset time, SensorStep step) => state;

    /// <summary>Level of the rule's open alert; 0 = none.</summary>
    public virtual int Level(SensorState state) => 0;
}
