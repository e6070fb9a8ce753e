namespace Realtime.Domain;

/// <summary>One change that has to be told to one reader.</summary>
/// <param name="Key">Stable over repeats: alert id and sequence.</param>
/// <param name="Partition">The partition whose desk wants to know what became of it.</param>
/// <param name="Change">What happened.</param>
/// <param name="At">When it was posted, receiving clock.</param>
/// <param name="OthersToo">Family and operators are both told of it.</param>
public sealed record PostedNotice(string Key, int Partition, AlertChange Change, DateTimeOffset At, bool OthersToo = false)
{
    /// <summary>Whether it begins something or makes it worse: only that may break into a running window.</summary>
    public bool Worsens => Change.Kind is AlertChangeKind.Raised or AlertChangeKind.SteppedUp or AlertChangeKind.Confirmed;

    /// <summary>How much it says: the level, and a little less while it is unconfirmed, so that a confirmation says more than what it confirms.</summary>
    public int Weight => (2 * Change.ToLevel) - (Change.Unconfirmed ? 1 : 0);

    /// <summary>Order in which a letter lists its notices: by event time, then alert, then step, whatever the order of arrival.</summary>
    public static int Compare(PostedNotice one, PostedNotice other)
    {
        int byTime = one.Change.Time.CompareTo(other.Change.Time);
        int byAlert = byTime != 0 ? byTime : string.CompareOrdinal(one.Change.AlertId, other.Change.AlertId);
        return byAlert != 0 ? byAlert : one.Change.Sequence.CompareTo(other.Change.Sequence);
    }
}

/// <summary>A letter that was written to the reader before.</summary>
/// <param name="At">When.</param>
/// <param name="Area">Its area; empty for a digest over all areas.</param>
/// <param name="Drill">It told of a drill.</param>
/// <param name="Weight">Most that one of its notices said (<see cref="PostedNotice.Weight"/>).</param>
public sealed record WrittenLetter(DateTimeOffset At, string Area, bool Drill, int Weight);

/// <summary>A letter to be written now.</summary>
/// <param name="Area">What it is about; empty for a digest over all areas.</param>
/// <param name="Drill">It tells of a drill; drills and real things never share a letter.</param>
/// <param name="Digest">The budget is used up: all areas stand in it.</param>
/// <param name="Notices">What it tells, in the order of <see cref="PostedNotice.Compare"/>.</param>
/// <param name="Hourly">Letters to this reader within the last hour, this one included.</param>
public sealed record LetterPlan(string Area, bool Drill, bool Digest, IReadOnlyList<PostedNotice> Notices, int Hourly)
{
    /// <summary>Highest level among its notices.</summary>
    public int Level => Notices.Max(notice => notice.Change.ToLevel);

    /// <summary>Most that one of its notices says.</summary>
    public int Weight => Notices.Max(notice => notice.Weight);
}
