using Realtime.Domain;

namespace Realtime.Actors.Post;

/// <summary>
/// What one reader has to be told, is being told and was told: a pure fold over <see cref="PostEvent"/>s. A notice is in exactly one place:
/// waiting, in one letter, or told; so it can stand in one letter only, and none can be forgotten.
/// </summary>
public sealed class PostBook
{
    private readonly Dictionary<string, PostedNotice> _notices = new(StringComparer.Ordinal);
    private readonly List<PostedNotice> _waiting = [];
    private readonly Dictionary<string, LinkedListNode<LetterFormed>> _letters = new(StringComparer.Ordinal);
    private readonly LinkedList<LetterFormed> _inOrder = new();
    private readonly Dictionary<string, ToldNotice> _told = new(StringComparer.Ordinal);
    private readonly List<WrittenLetter> _written = [];

    /// <summary>Notices that stand in no letter yet, in the order they came.</summary>
    public IReadOnlyCollection<PostedNotice> Waiting => _waiting;

    /// <summary>Letters that were put together and are not told, oldest first.</summary>
    public IEnumerable<LetterFormed> Letters => _inOrder;

    /// <summary>Told, but their desks have not confirmed that they know.</summary>
    public IEnumerable<ToldNotice> Told => _told.Values;

    /// <summary>Letters of the last hour.</summary>
    public IReadOnlyCollection<WrittenLetter> Written => _written;

    /// <summary>Whether there is nothing to do and nothing to answer.</summary>
    public bool IsIdle => _notices.Count == 0 && _told.Count == 0;

    /// <summary>Whether the notice is known: posted before, in whatever place.</summary>
    public bool Knows(string key) => _notices.ContainsKey(key) || _told.ContainsKey(key);

    /// <summary>The outcome of a notice that was told; null while it was not.</summary>
    public ToldNotice? ToldOf(string key) => _told.GetValueOrDefault(key);

    /// <summary>The keys of the notices in a letter that is not told; none when there is no such letter.</summary>
    public IReadOnlyList<string> KeysOf(string letterId) => _letters.TryGetValue(letterId, out LinkedListNode<LetterFormed>? letter) ? letter.Value.Keys : [];

    /// <summary>The letter with its notices.</summary>
    public LetterPlan PlanOf(LetterFormed letter) => new(letter.Area, letter.Drill, letter.Digest, [.. letter.Keys.Select(key => _notices[key])], letter.Hourly);

    /// <summary>Folds one stored event in. Decides nothing.</summary>
    public void Apply(PostEvent change)
    {
        switch (change)
        {
            case NoticePosted posted:
                _notices[posted.Notice.Key] = posted.Notice;
                _waiting.Add(posted.Notice);
                break;
            case LetterFormed formed:
                Form(formed);
                break;
            case LetterTold told:
                Tell(told);
                break;
            case NoticesSettled settled:
                foreach (string key in settled.Keys)
                {
                    _told.Remove(key);
                }

                break;
            default:
                throw new InvalidOperationException($"the post book does not know {change.GetType().Name}");
        }
    }

    public PostBookSnapshot Snapshot() => new([.. _notices.Values], [.. _inOrder], [.. _told.Values], [.. _written]);

    public void Restore(PostBookSnapshot snapshot)
    {
        HashSet<string> inLetters = new(snapshot.Letters.SelectMany(letter => letter.Keys), StringComparer.Ordinal);
        foreach (PostedNotice notice in snapshot.Notices)
        {
            _notices[notice.Key] = notice;
            if (!inLetters.Contains(notice.Key))
            {
                _waiting.Add(notice);
            }
        }

        foreach (LetterFormed letter in snapshot.Letters)
        {
            Keep(letter);
        }

        foreach (ToldNotice told in snapshot.Told)
        {
            _told[told.Key] = told;
        }

        _written.AddRange(snapshot.Written);
    }

    private void Form(LetterFormed formed)
    {
        foreach (string key in formed.Keys)
        {
            // Mostly the oldest, which stands first.
            if (_waiting.FindIndex(notice => notice.Key == key) is var at and >= 0)
            {
                _waiting.RemoveAt(at);
            }
        }

        Keep(formed);
        _written.RemoveAll(letter => formed.At - letter.At >= PostSettings.BudgetSpan);
        _written.Add(new WrittenLetter(formed.At, formed.Area, formed.Drill, formed.Weight));
    }

    private void Keep(LetterFormed letter)
    {
        if (_letters.Remove(letter.Id, out LinkedListNode<LetterFormed>? known))
        {
            _inOrder.Remove(known);
        }

        _letters[letter.Id] = _inOrder.AddLast(letter);
    }

    private void Tell(LetterTold told)
    {
        if (!_letters.Remove(told.Id, out LinkedListNode<LetterFormed>? letter))
        {
            return;
        }

        _inOrder.Remove(letter);
        foreach (string key in letter.Value.Keys)
        {
            if (_notices.Remove(key, out PostedNotice? notice))
            {
                _told[key] = new ToldNotice(key, notice.Partition, told.Outcome);
            }
        }
    }
}
