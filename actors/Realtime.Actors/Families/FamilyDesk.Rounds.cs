using Akka.Actor;
using Akka.Event;
using Realtime.Actors.Partitions;
using Realtime.Domain;

namespace Realtime.Actors.Families;

/// <summary>A look at every household: whether it can be seen, whether its daily word is due, whether it is still there.</summary>
public sealed partial class FamilyDesk
{
    /// <summary>A set that has not been seen for longer than this was not seen yesterday either: what is said of it has been said.</summary>
    private static readonly TimeSpan UnseenNewsMax = TimeSpan.FromHours(24);

    /// <summary>A daily word that is later than this is not sent any more.</summary>
    private static readonly TimeSpan DailyLateMax = TimeSpan.FromHours(2);

    private DateTimeOffset _nextRound;
    private bool _looking;

    private sealed record AllFamilies(IReadOnlyList<FamilyFacts> Families);

    private sealed record NoFamilies(string Reason);

    private sealed record ScreenSaid(string CaseId, FamilyFacts? Facts);

    private void LookAround()
    {
        if (_looking || _owner.IsNobody() || Now < _nextRound)
        {
            return;
        }

        _looking = true;
        _owner.Ask<FamiliesAnswer>(GetFamilies.Instance, OwnerAnswerMax).PipeTo(
            Self, success: answer => new AllFamilies(answer.Families), failure: cause => new NoFamilies(cause.Message));
    }

    private void OnRoundWork(object message)
    {
        switch (message)
        {
            case AllFamilies all:
                OnFamilies(all.Families);
                break;
            case NoFamilies nobody:
                _looking = false;
                _nextRound = Now + Options.Tick;
                Logger.Warning("Family desk {0} could not look at its households ({1}); it tries again", _partition, nobody.Reason);
                break;
            case ScreenSaid { Facts.Answer.Outcome: MessageOutcome.Failed } said when _book.Find(said.CaseId) is { Climbs: true, NextStep: 0, Hurry: false }:
                StoreAll([new ResidentNotReached(said.CaseId, Now)], Work);
                break;
            case ScreenSaid:
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void OnFamilies(IReadOnlyList<FamilyFacts> families)
    {
        DateTimeOffset now = Now;
        _settings.Clear();
        foreach (FamilyFacts facts in families)
        {
            _settings[facts.Thing] = facts.Settings;
        }

        foreach (string over in _stood.Keys.Where(id => _book.Find(id) is not { Climbs: true }).ToArray())
        {
            _stood.Remove(over);
            _lookAgain.Remove(over);
        }

        List<FamilyEvent> events = [];
        foreach (FamilyCase left in _book.OpenCases.Where(known => !_settings.ContainsKey(known.Thing)))
        {
            events.AddRange(End(left, FamilyCaseEnd.Left, left.Changed, null));
        }

        ILookup<ThingKey, FamilyCase> open = _book.OpenCases.ToLookup(known => known.Thing);
        foreach (FamilyFacts facts in families.Where(facts => !facts.Recording))
        {
            events.AddRange(Sight(facts, open[facts.Thing], now));
            events.AddRange(Daily(facts, open[facts.Thing].Any(), now));
        }

        StoreAll(events, () =>
        {
            _looking = false;
            _nextRound = Now + Options.Round;
            Work();
            AskScreens();
        });
    }

    /// <summary>"We cannot see" and "we can see again": about the set, never about the person, once for each time of not being seen.</summary>
    private List<FamilyEvent> Sight(FamilyFacts facts, IEnumerable<FamilyCase> open, DateTimeOffset now)
    {
        FamilyCase? told = open.FirstOrDefault(known => known.Kind == FamilyCaseKind.Unseen);
        if (facts.UnseenSince(now) is not { } since)
        {
            return told is null ? [] : End(told, FamilyCaseEnd.Seen, facts.LastReading.GetValueOrDefault(), facts.Settings);
        }

        string id = FamilyLetter.CaseIdOf(facts.Thing, FamilyCaseKind.Unseen, since);
        TimeSpan unseen = now - since;
        bool news = unseen >= facts.Settings.UnseenAfter && unseen <= facts.Settings.UnseenAfter + UnseenNewsMax && now - _started >= Options.UnseenWarmUp;
        bool toldAlready = open.Any(known => known.Kind == FamilyCaseKind.Unseen || (known.Blind && _book.Reached(known, now).Count > 0)
            || known is { Kind: FamilyCaseKind.NoViewing, SuppressedBy: not null });
        if (!news || toldAlready || facts.AwayUntil is not null || facts.Settings.ContactWaits.Count == 0 || _book.Find(id) is not null)
        {
            return [];
        }

        FamilyCase begun = new() { Id = id, Thing = facts.Thing, Kind = FamilyCaseKind.Unseen, Since = since, Changed = since, OpenedAt = now };
        return [new CaseOpened(begun), .. UnseenTo([0], begun, now, facts.Settings)];
    }

    /// <summary>The daily word: only when activity was seen within the last day and nothing is open. A day without it is no alarm.</summary>
    private IEnumerable<FamilyEvent> Daily(FamilyFacts facts, bool somethingOpen, DateTimeOffset now)
    {
        if (facts.Settings.DailyAt is not { } clock || somethingOpen || facts.AwayUntil is not null || facts.UnseenSince(now) is not null)
        {
            return [];
        }

        DateTimeOffset moment = new(now.ToOffset(facts.Settings.UtcOffset).Date + clock.ToTimeSpan(), facts.Settings.UtcOffset);
        bool due = now >= moment && now - moment <= DailyLateMax && !(_book.LastDaily(facts.Thing) >= moment);
        if (!due || facts.LastViewing is not { } seen || now - seen > TimeSpan.FromHours(24) || facts.Settings.ContactWaits.Count == 0)
        {
            return [];
        }

        FamilyCase day = new()
        {
            Id = FamilyLetter.CaseIdOf(facts.Thing, FamilyCaseKind.Daily, moment),
            Thing = facts.Thing,
            Kind = FamilyCaseKind.Daily,
            Since = seen,
            Changed = moment,
            OpenedAt = now,
            End = FamilyCaseEnd.Seen,
            EndedAt = now,
        };
        return [new CaseOpened(day), .. LettersTo(Enumerable.Range(0, facts.Settings.ContactWaits.Count), day, FamilyLetterKind.Daily, moment, facts.Settings)];
    }

    /// <summary>A screen that says it could not show the question: then nobody waits for the resident.</summary>
    private void AskScreens()
    {
        foreach (FamilyCase known in _book.OpenCases.Where(known => known is { Climbs: true, NextStep: 0, Hurry: false, AskMessage.Length: > 0 }))
        {
            string id = known.Id;
            AskFamily(known.Thing, known.AskMessage, facts => new ScreenSaid(id, facts));
        }
    }
}
