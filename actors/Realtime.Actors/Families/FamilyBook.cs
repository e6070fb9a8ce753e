using System.Globalization;
using Realtime.Actors.Ports;
using Realtime.Domain;

namespace Realtime.Actors.Families;

/// <summary>The cases of one shard and their letters: a pure fold over <see cref="FamilyEvent"/>s. Cases that are over are kept until their links end.</summary>
public sealed class FamilyBook
{
    private readonly Dictionary<string, FamilyCase> _cases = new(StringComparer.Ordinal);
    private readonly Dictionary<string, KnownLetter> _letters = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<CaseLine>> _history = new(StringComparer.Ordinal);
    private readonly List<LostLetter> _lost = [];
    private readonly Dictionary<ThingKey, DateTimeOffset> _daily = [];
    private readonly Queue<string> _ended = [];

    public IEnumerable<FamilyCase> OpenCases => _cases.Values.Where(one => one.IsOpen);

    public int OpenCount => _cases.Values.Count(one => one.IsOpen && one.Kind == FamilyCaseKind.NoViewing);

    /// <summary>Letters whose end is not known, in the order they were formed.</summary>
    public IEnumerable<FamilyLetter> Pending => _letters.Values.Where(known => known.Outcome is null).Select(known => known.Letter);

    /// <summary>The last letters that reached nobody, oldest first.</summary>
    public IReadOnlyList<LostLetter> Lost => _lost;

    /// <summary>The moment of the last daily word about a household; null = there was none.</summary>
    public DateTimeOffset? LastDaily(ThingKey thing) => _daily.TryGetValue(thing, out DateTimeOffset moment) ? moment : null;

    public FamilyCase? Find(string caseId) => _cases.GetValueOrDefault(caseId);

    public bool KnowsLetter(string id) => _letters.ContainsKey(id);

    public IReadOnlyList<CaseLine> History(string caseId) => _history.TryGetValue(caseId, out List<CaseLine>? lines) ? lines : [];

    /// <summary>The letter with this link; null when there is none.</summary>
    public FamilyLetter? ByLink(string hash) => _letters.Values.FirstOrDefault(known => known.Letter.LinkHash.Length > 0 && known.Letter.LinkHash == hash)?.Letter;

    /// <summary>Readers who may have got a letter of the case: it was accepted, or handed over at least once without a refusal.</summary>
    public IReadOnlyList<int> Reached(FamilyCase of, DateTimeOffset now) =>
        [.. LettersOf(of).Where(known => known.Outcome == NotifyOutcome.Accepted || (known.Outcome is null && known.Letter.NotBefore <= now))
            .Select(known => known.Letter.Step).Distinct().Order()];

    /// <summary>Letters of the case that nobody was handed yet.</summary>
    public IReadOnlyList<FamilyLetter> Untried(FamilyCase of, DateTimeOffset now) =>
        [.. LettersOf(of).Where(known => known.Outcome is null && known.Letter.NotBefore > now).Select(known => known.Letter)];

    /// <summary>Folds one stored event in. Decides nothing.</summary>
    public void Apply(FamilyEvent change)
    {
        switch (change)
        {
            case CaseOpened opened:
                Open(opened.Case);
                break;
            case CaseFollowed followed:
                Change(followed.CaseId, known => known with { Blind = followed.Blind, Changed = followed.Changed, Sequence = followed.Sequence });
                break;
            case ResidentAsked asked:
                Change(asked.CaseId, known => known with { AskedAt = asked.At, AskMessage = asked.MessageId, Hurry = asked.MessageId.Length == 0 });
                Note(asked.CaseId, asked.At, "resident-asked", asked.MessageId.Length > 0 ? $"on the screen, message {asked.MessageId}" : "there is no screen to ask on");
                break;
            case ResidentNotReached missed:
                Change(missed.CaseId, known => known with { Hurry = true });
                Note(missed.CaseId, missed.At, "resident-not-reached", "the screen could not show the question");
                break;
            case FamilyLetterFormed formed:
                Form(formed.Letter);
                break;
            case FamilyLetterDone done:
                Finish(done);
                break;
            case CaseAcknowledged acknowledged:
                Change(acknowledged.CaseId, known => known with { AcknowledgedBy = acknowledged.By, AcknowledgedAt = acknowledged.At });
                break;
            case CaseSilenced silenced:
                Change(silenced.CaseId, known => known with { SuppressedBy = silenced.By });
                break;
            case CaseHeld held:
                Change(held.CaseId, known => known with { Held = true });
                Note(held.CaseId, held.At, "ladder-held", string.Create(CultureInfo.InvariantCulture, $"nobody is told: the data end at {held.DataUntil.UtcDateTime:yyyy-MM-dd HH:mm}Z; look after it"));
                break;
            case CaseEnded ended:
                Change(ended.CaseId, known => known with { End = ended.End, EndedAt = ended.At, Changed = ended.Changed, Sequence = ended.Sequence });
                _ended.Enqueue(ended.CaseId);
                ForgetOldest();
                break;
            default:
                throw new InvalidOperationException($"the family book does not know {change.GetType().Name}");
        }
    }

    public FamilyBookSnapshot Snapshot() => new(
        [.. _cases.Values], [.. _letters.Values], [.. _lost], _history.ToDictionary(entry => entry.Key, entry => (IReadOnlyList<CaseLine>)[.. entry.Value]),
        [.. _daily.Select(entry => new DailyWord(entry.Key, entry.Value))]);

    public void Restore(FamilyBookSnapshot snapshot)
    {
        foreach (FamilyCase known in snapshot.Cases)
        {
            _cases[known.Id] = known;
        }

        foreach ((ThingKey thing, DateTimeOffset moment) in snapshot.Daily)
        {
            _daily[thing] = moment;
        }

        foreach (FamilyCase over in snapshot.Cases.Where(known => !known.IsOpen).OrderBy(known => known.EndedAt))
        {
            _ended.Enqueue(over.Id);
        }

        foreach (KnownLetter letter in snapshot.Letters)
        {
            _letters[letter.Letter.Id] = letter;
        }

        _lost.AddRange(snapshot.Lost);
        foreach ((string id, IReadOnlyList<CaseLine> lines) in snapshot.History)
        {
            _history[id] = [.. lines];
        }
    }

    private void Open(FamilyCase opened)
    {
        _cases[opened.Id] = opened;
        if (opened.Kind == FamilyCaseKind.Daily)
        {
            _daily[opened.Thing] = opened.Changed;
        }
    }

    private void Form(FamilyLetter letter)
    {
        _letters[letter.Id] = new KnownLetter(letter, null);
        if (letter.Kind == FamilyLetterKind.Alarm)
        {
            Change(letter.CaseId, known => known with { NextStep = letter.Step + 1, LastStepAt = letter.At, Hurry = false, Told = [.. known.Told, letter.Step] });
        }
    }

    private void Finish(FamilyLetterDone done)
    {
        if (!_letters.TryGetValue(done.LetterId, out KnownLetter? known) || known.Outcome is not null)
        {
            return;
        }

        FamilyLetter letter = known.Letter;
        _letters[letter.Id] = known with { Outcome = done.Outcome };
        string what = done.Outcome switch { NotifyOutcome.Accepted => "told", NotifyOutcome.Refused => "not-reached", _ => "not-told" };
        string reason = done.Outcome == NotifyOutcome.Accepted ? "" : $": {done.Reason}";
        if (_cases.TryGetValue(letter.CaseId, out FamilyCase? daily) && daily.Kind == FamilyCaseKind.Daily)
        {
            Forget(letter.CaseId);
        }

        Note(letter.CaseId, done.At, what, string.Create(CultureInfo.InvariantCulture, $"{Reader(letter.Step)}, {Word(letter.Kind)}{reason}"));
        if (done.Outcome != NotifyOutcome.Refused)
        {
            return;
        }

        _lost.Add(new LostLetter(letter, done.Reason, done.At));
        _lost.RemoveRange(0, Math.Max(0, _lost.Count - Limits.LostLettersKeptPerPartition));
        if (letter.Kind == FamilyLetterKind.Alarm)
        {
            // The next one does not wait, unless somebody further up was told already.
            Change(letter.CaseId, one => one with { Told = [.. one.Told.Where(step => step != letter.Step)], Hurry = one.Hurry || one.NextStep == letter.Step + 1 });
        }
    }

    /// <summary>The reader without a name.</summary>
    public static string Reader(int step) =>
        step == FamilyLetter.Municipality ? "the municipality" : string.Create(CultureInfo.InvariantCulture, $"contact {step + 1}");

    private static string Word(FamilyLetterKind kind) => kind switch
    {
        FamilyLetterKind.Alarm => "no viewing",
        FamilyLetterKind.Unseen => "cannot be seen",
        FamilyLetterKind.AllClear => "activity again",
        FamilyLetterKind.Unclear => "over without an all-clear",
        FamilyLetterKind.SeenAgain => "can be seen again",
        FamilyLetterKind.Daily => "daily word",
        FamilyLetterKind.Closed => "closed by the office",
        _ => "an address does not work",
    };

    private IEnumerable<KnownLetter> LettersOf(FamilyCase of) => _letters.Values.Where(
        known => known.Letter.CaseId == of.Id && known.Letter.At >= of.OpenedAt && known.Letter.Kind is FamilyLetterKind.Alarm or FamilyLetterKind.Unseen);

    private void Change(string caseId, Func<FamilyCase, FamilyCase> change)
    {
        if (_cases.TryGetValue(caseId, out FamilyCase? known))
        {
            _cases[caseId] = change(known);
        }
    }

    private void Note(string caseId, DateTimeOffset at, string what, string text)
    {
        if (_cases.ContainsKey(caseId))
        {
            List<CaseLine> lines = _history.TryGetValue(caseId, out List<CaseLine>? known) ? known : _history[caseId] = [];
            lines.Add(new CaseLine(at, what, text));
        }
    }

    private void ForgetOldest()
    {
        for (int excess = _ended.Count - Limits.FamilyCasesKeptPerPartition; excess > 0; excess--)
        {
            string oldest = _ended.Dequeue();
            if (!Forget(oldest))
            {
                _ended.Enqueue(oldest); // Somebody still has to be told of it, or it began anew.
            }
        }
    }

    private bool Forget(string caseId)
    {
        KnownLetter[] letters = [.. _letters.Values.Where(known => known.Letter.CaseId == caseId)];
        if (letters.Any(known => known.Outcome is null) || (_cases.TryGetValue(caseId, out FamilyCase? known) && known.Kind == FamilyCaseKind.NoViewing && known.IsOpen))
        {
            return false;
        }

        _cases.Remove(caseId);
        _history.Remove(caseId);
        foreach (KnownLetter letter in letters)
        {
            _letters.Remove(letter.Letter.Id);
        }

        return true;
    }
}
