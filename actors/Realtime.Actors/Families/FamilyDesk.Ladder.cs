using Akka.Actor;
using Akka.Event;
using Realtime.Actors.Messages;
using Realtime.Actors.Partitions;
using Realtime.Actors.Routing;
using Realtime.Domain;

namespace Realtime.Actors.Families;

/// <summary>The ladder: what is due is asked about once more (is the household still there, do the data speak of the present), stored, then done.</summary>
public sealed partial class FamilyDesk
{
    private readonly HashSet<string> _stepping = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> _lookAgain = new(StringComparer.Ordinal);
    private readonly Dictionary<ThingKey, FamilySettings> _settings = [];

    /// <summary>Reading a log again brings the data nearer to the present by at least this; less is only a feed that lags.</summary>
    private static readonly TimeSpan _nearerMin = TimeSpan.FromMinutes(1);

    /// <summary>How far a held case's data were behind the present at their nearest, and since when (receiving clock) they have come no nearer.</summary>
    private readonly Dictionary<string, (TimeSpan Behind, DateTimeOffset Since)> _stood = new(StringComparer.Ordinal);

    private sealed record TickFamilies
    {
        public static readonly TickFamilies Instance = new();
    }

    private sealed record StepFacts(string CaseId, FamilyFacts? Facts);

    private sealed record StepLink(string CaseId, LadderStep Step, FamilySettings Settings, string LinkHash);

    private sealed record StepAsked(string CaseId, string MessageId);

    private sealed record StepFailed(string CaseId, string Reason);

    private void OnWork(object message)
    {
        switch (message)
        {
            case TickFamilies:
                Work();
                LookAround();
                break;
            case StepFacts step:
                OnStep(step);
                break;
            case StepLink link:
                OnStepLink(link);
                break;
            case StepAsked asked:
                OnAsked(asked);
                break;
            case StepFailed failed:
                _stepping.Remove(failed.CaseId);
                _lookAgain[failed.CaseId] = Now + Options.Tick;
                Logger.Warning("Family desk {0} could not take a step ({1}); it tries again", _partition, failed.Reason);
                break;
            case LinkFacts link:
                OnLink(link);
                break;
            default:
                OnLetterWork(message);
                break;
        }
    }

    /// <summary>Starts every step and every letter that is due.</summary>
    private void Work()
    {
        if (!_caughtUp)
        {
            return; // What operators said while this desk was away comes first.
        }

        EndClosed();
        SendDue();
        DateTimeOffset now = Now;
        foreach (FamilyCase known in _book.OpenCases.Where(known => known.Climbs && !_stepping.Contains(known.Id)).ToArray())
        {
            bool due = !_settings.TryGetValue(known.Thing, out FamilySettings? settings) || LadderRule.Next(known, settings)?.Due <= now;
            if (due && !(_lookAgain.TryGetValue(known.Id, out DateTimeOffset later) && later > now) && !_owner.IsNobody())
            {
                _stepping.Add(known.Id);
                AskFamily(known.Thing, null, facts => new StepFacts(known.Id, facts), failure => new StepFailed(known.Id, failure.Message));
            }
        }
    }

    private void OnStep(StepFacts step)
    {
        if (_book.Find(step.CaseId) is not { Climbs: true } known)
        {
            _stepping.Remove(step.CaseId);
            return;
        }

        if (step.Facts is not { } facts)
        {
            StoreAll(End(known, FamilyCaseEnd.Left, known.Changed, null), () => _stepping.Remove(known.Id));
            return;
        }

        _settings[known.Thing] = facts.Settings;
        if (LadderRule.Next(known, facts.Settings) is not { } next || next.Due > Now)
        {
            _stepping.Remove(known.Id);
        }
        else if (!LadderRule.MayStep(known, facts, Now, Options.PastMax, Stood(known, facts)))
        {
            Hold(known, facts);
        }
        else if (next.Step == LadderRule.Resident)
        {
            AskResident(known, facts.Settings);
        }
        else
        {
            string letter = FamilyLetter.IdOf(known.Id, FamilyLetterKind.Alarm, next.Step, known.OpenedAt);
            _post.LinkHashAsync(facts, letter, next.Step, _partition).PipeTo(
                Self, success: hash => new StepLink(known.Id, next, facts.Settings, hash), failure: cause => new StepFailed(known.Id, cause.Message));
        }
    }

    /// <summary>
    /// Whether the household's data have come no nearer to the present for as long as this desk may need to read what waits in the log. A feed
    /// that moves but stays behind must not hold a ladder for ever, nor may a dead set be held by its neighbours' heartbeats.
    /// </summary>
    private bool Stood(FamilyCase known, FamilyFacts facts)
    {
        TimeSpan behind = Now - facts.Newest(known.Changed);
        if (!_stood.TryGetValue(known.Id, out var stood) || behind <= stood.Behind - _nearerMin)
        {
            _stood[known.Id] = stood = (behind, Now);
        }

        return Now - stood.Since >= Options.CatchUp;
    }

    /// <summary>An old log is read again: what is still true when it reaches the present is told then. One that ends in the past is said aloud, once.</summary>
    private void Hold(FamilyCase known, FamilyFacts facts)
    {
        _lookAgain[known.Id] = Now + Options.Round;
        if (known.Held || facts.Recording || !Stood(known, facts))
        {
            _stepping.Remove(known.Id);
            return;
        }

        DateTimeOffset until = facts.Newest(known.Changed);
        Logger.Warning("Nobody is told of alert {0}: the data of {1} end at {2:u} and do not speak of the present; look after it", known.Id, known.Thing, until);
        StoreAll([new CaseHeld(known.Id, until, Now)], () => _stepping.Remove(known.Id));
    }

    /// <summary>The step is stored with its letter. Whatever was stored meanwhile (an acknowledgement, the end) wins.</summary>
    private void OnStepLink(StepLink link)
    {
        if (_book.Find(link.CaseId) is not { Climbs: true } known || LadderRule.Next(known, link.Settings) != link.Step)
        {
            _stepping.Remove(link.CaseId);
            return;
        }

        FamilyLetter letter = Letter(known, FamilyLetterKind.Alarm, link.Step.Step, known.OpenedAt, link.Settings, link.LinkHash);
        StoreAll([new FamilyLetterFormed(letter)], () =>
        {
            _stepping.Remove(link.CaseId);
            SendDue();
        });
    }

    /// <summary>The question to the resident is a message like any other: stored, repeated until the broker has it, answered by the device.</summary>
    private void AskResident(FamilyCase known, FamilySettings settings)
    {
        if (Ports.Messages is null)
        {
            OnAsked(new StepAsked(known.Id, ""));
            return;
        }

        var question = new CityMessage(
            CityMessage.IdOf($"family {known.Id} {known.OpenedAt.UtcTicks}"), _post.QuestionOf(settings), new MessageScope(Thing: known.Thing), Drill: false, "watch-over");
        Context.Parent.Ask<MessageTakenAnswer>(new SendMessage(EntityIds.Desk(_partition), question), OwnerAnswerMax).PipeTo(
            Self, success: taken => new StepAsked(known.Id, taken.Wanted > 0 ? question.Id : ""), failure: cause => new StepFailed(known.Id, cause.Message));
    }

    private void OnAsked(StepAsked asked)
    {
        if (_book.Find(asked.CaseId) is not { Climbs: true, AskedAt: null })
        {
            _stepping.Remove(asked.CaseId);
            return;
        }

        StoreAll([new ResidentAsked(asked.CaseId, asked.MessageId, Now)], () =>
        {
            _stepping.Remove(asked.CaseId);
            Work();
        });
    }

    private void AskFamily(ThingKey thing, string? message, Func<FamilyFacts?, object> then, Func<Exception, object>? otherwise = null) =>
        _owner.Ask<FamilyAnswer>(new GetFamily(thing, message), OwnerAnswerMax).PipeTo(
            Self, success: answer => then(answer.Family), failure: otherwise ?? (cause => new Status.Failure(cause)));
}
