using Akka.Actor;
using Realtime.Actors.Ports;
using Realtime.Domain;

namespace Realtime.Actors.Families;

/// <summary>Cases: opened, followed and ended by changes of alerts; acknowledged by links.</summary>
public sealed partial class FamilyDesk
{
    private static readonly TimeSpan _day = TimeSpan.FromHours(24);

    private sealed record LinkFacts(FamilyLetter Letter, FamilyFacts? Facts, bool Acknowledge, int Reader, IActorRef ReplyTo);

    /// <summary>What follows from one change is stored at once with its letters; only then does the alert desk hear that it was taken.</summary>
    private void Take(FamilyNotice notice)
    {
        IActorRef desk = Sender;
        _settings[notice.Facts.Thing] = notice.Facts.Settings;
        List<FamilyEvent> events = FollowUp(notice.Change, notice.Facts);
        if (events is [CaseOpened begun])
        {
            events.AddRange(Follow(begun.Case, notice.Word));
        }

        StoreAll(events, () =>
        {
            desk.Tell(new FamilyNoticeTaken(notice.Number, notice.Change));
            Work();
        });
    }

    private List<FamilyEvent> FollowUp(AlertChange change, FamilyFacts facts)
    {
        FamilyCase? known = _book.Find(change.AlertId);
        if (known is not null && change.Sequence <= known.Sequence)
        {
            return []; // Handed over again after a crash.
        }

        bool open = known is { IsOpen: true };
        return change.Kind switch
        {
            AlertChangeKind.Raised or AlertChangeKind.Released when !open => [Opened(change, facts)],

            // The office closed what could not be seen; it is seen again, and still nobody watches.
            AlertChangeKind.Observable when known is { End: FamilyCaseEnd.Closed } => [Opened(change, facts)],
            AlertChangeKind.Unobservable when open && !known!.Blind =>
            [
                new CaseFollowed(known.Id, Blind: true, change.Time, change.Sequence),
                .. UnseenTo(known.SuppressedBy is null ? _book.Reached(known, Now) : [], known, change.Time, facts.Settings),
            ],
            AlertChangeKind.Observable when open => [new CaseFollowed(known!.Id, Blind: false, change.Time, change.Sequence)],
            AlertChangeKind.Suppressed when open => End(known!, FamilyCaseEnd.Absent, change.Time, facts.Settings, change.Sequence),

            // Viewing at the very time of the end is what ended it; otherwise nothing was seen.
            AlertChangeKind.Resolved when open => End(known!, facts.LastViewing >= change.Time ? FamilyCaseEnd.Seen : FamilyCaseEnd.Unclear, change.Time, facts.Settings, change.Sequence),
            _ => [],
        };
    }

    private CaseOpened Opened(AlertChange change, FamilyFacts facts) => new(new FamilyCase
    {
        Id = change.AlertId,
        Thing = change.Thing,
        Kind = FamilyCaseKind.NoViewing,
        Since = facts.SilentSince is { } since && since <= change.EpisodeStart ? since : change.EpisodeStart,
        Changed = change.Time,
        Sequence = change.Sequence,
        OpenedAt = Now,
        Live = facts.IsPresent(Now, change.Time, Options.PastMax),
    });

    /// <summary>The end, told to everybody who may have heard of the beginning; letters that nobody was handed yet are not needed any more.</summary>
    private List<FamilyEvent> End(FamilyCase known, FamilyCaseEnd end, DateTimeOffset changed, FamilySettings? settings, int? sequence = null)
    {
        DateTimeOffset now = Now;
        List<FamilyEvent> events = [.. _book.Untried(known, now).Select(letter => new FamilyLetterDone(letter.Id, NotifyOutcome.NothingToSend, "over before it was due", now))];
        events.Add(new CaseEnded(known.Id, end, changed, now, sequence ?? known.Sequence));
        FamilyLetterKind? word = (known.Kind, end) switch
        {
            (FamilyCaseKind.Unseen, FamilyCaseEnd.Seen) => FamilyLetterKind.SeenAgain,
            (FamilyCaseKind.NoViewing, FamilyCaseEnd.Seen) => FamilyLetterKind.AllClear,
            (FamilyCaseKind.NoViewing, FamilyCaseEnd.Unclear) => FamilyLetterKind.Unclear,
            (FamilyCaseKind.NoViewing, FamilyCaseEnd.Closed) => FamilyLetterKind.Closed,
            _ => null, // Of an absence they know themselves; who left is written to no more.
        };
        if (word is { } kind && settings is not null)
        {
            events.AddRange(LettersTo(_book.Reached(known, now), known, kind, changed, settings));
        }

        return events;
    }

    /// <summary>
    /// "We cannot see", as often as a household's people are told in a day. A set that keeps getting lost is told to the municipality then, once;
    /// alarms and ends are never held back.
    /// </summary>
    private FamilyEvent[] UnseenTo(IEnumerable<int> readers, FamilyCase known, DateTimeOffset occasion, FamilySettings settings)
    {
        FamilyEvent[] letters = [.. LettersTo(readers, known, FamilyLetterKind.Unseen, occasion, settings)];
        DateTimeOffset day = Now - _day;
        return letters.Length == 0 || _book.LettersSince(known.Thing, day) + letters.Length <= Limits.FamilyLettersPerDay ? letters
            : _book.SaidTooMany(known.Thing, day) ? []
            : [new FamilyLetterFormed(Letter(known, FamilyLetterKind.TooMany, FamilyLetter.Municipality, occasion, settings, ""))];
    }

    private IEnumerable<FamilyEvent> LettersTo(IEnumerable<int> readers, FamilyCase known, FamilyLetterKind kind, DateTimeOffset occasion, FamilySettings settings) => readers
        .Select(step => new FamilyLetterFormed(Letter(known, kind, step, occasion, settings, "")))
        .Where(formed => !_book.KnowsLetter(formed.Letter.Id));

    private FamilyLetter Letter(FamilyCase known, FamilyLetterKind kind, int step, DateTimeOffset occasion, FamilySettings settings, string linkHash, int about = -1)
    {
        DateTimeOffset now = Now;
        DateTimeOffset notBefore = step == FamilyLetter.Municipality || kind == FamilyLetterKind.Daily ? now : settings.AfterQuiet(now);
        return new FamilyLetter(FamilyLetter.IdOf(known.Id, kind, step, occasion), known.Id, known.Thing, kind, step, about, now, notBefore, linkHash, now + Options.LinkLife);
    }

    private void OpenLink(string hash, bool acknowledge, int? reader)
    {
        IActorRef replyTo = Sender;
        if (_book.ByLink(hash) is not { } letter)
        {
            replyTo.Tell(new FamilyLinkAnswer(null, null, 0, Expired: false));
            return;
        }

        if (letter.LinkUntil <= Now)
        {
            replyTo.Tell(new FamilyLinkAnswer(null, null, letter.Step, Expired: true));
            return;
        }

        AskFamily(letter.Thing, null, facts => new LinkFacts(letter, facts, acknowledge, reader ?? letter.Step, replyTo));
    }

    private void OnLink(LinkFacts link)
    {
        // Whoever has left has no link any more, even while the desk still knows the case.
        if (link.Facts is null || _book.Find(link.Letter.CaseId) is not { } known)
        {
            link.ReplyTo.Tell(new FamilyLinkAnswer(null, null, link.Letter.Step, Expired: true));
            return;
        }

        if (!link.Acknowledge || !known.Unanswered)
        {
            link.ReplyTo.Tell(new FamilyLinkAnswer(known, link.Facts, link.Letter.Step, Expired: false) { LetterId = link.Letter.Id });
            return;
        }

        Persist<FamilyEvent>(new CaseAcknowledged(known.Id, FamilyBook.Reader(link.Reader), "", Now), change =>
        {
            Applied(change);
            FamilyCase taken = _book.Find(known.Id)!;
            TellDesk(taken);
            link.ReplyTo.Tell(new FamilyLinkAnswer(taken, link.Facts, link.Letter.Step, Expired: false) { LetterId = link.Letter.Id });
        });
    }
}
