using System.Globalization;
using Akka.Actor;
using Akka.Event;
using Realtime.Actors.City;
using Realtime.Actors.Families;
using Realtime.Actors.Ports;
using Realtime.Domain;

namespace Realtime.Actors.Desk;

/// <summary>
/// Households whose people are told by steps: their changes go to the family desk, a child with a log of its own, and stay open here until it
/// has stored what follows from them.
/// </summary>
public sealed partial class AlertDesk
{
    private static readonly TimeSpan FamiliesRestart = TimeSpan.FromSeconds(1);
    private readonly SortedDictionary<long, FamilyNotice> _familyNotices = [];
    private IActorRef _families = ActorRefs.Nobody;

    private sealed record RestartFamilies
    {
        public static readonly RestartFamilies Instance = new();
    }

    private bool HasLadder(string alertId) => !_families.IsNobody() && _book.Find(alertId)?.Alert.Audience == Audience.Family;

    private void StartFamilies()
    {
        if (Ports.Families is { } post)
        {
            _families = Context.Watch(Context.ActorOf(FamilyDesk.Props(_partition, post, Ports), "families"));
            if (!_owner.IsNobody())
            {
                _families.Tell(new KnowPartition(_owner));
            }
        }
    }

    /// <summary>True when the message was one of these.</summary>
    private bool OnFamilyWork(object message)
    {
        switch (message)
        {
            case FamilyDeskReady:
                _families.Tell(new KnowPartition(_owner)); // Akka may have started it anew by itself.
                _families.Tell(new OperatorWords([.. _book.Alerts.Select(alert => WordOf(alert.Alert)).Where(word => word.SaysSomething && HasLadder(word.AlertId))]));
                foreach (string alert in _familyNotices.Values.Select(notice => notice.Change.AlertId).Distinct().ToArray())
                {
                    HandToFamilies(alert);
                }

                return true;
            case FamilyNoticeTaken taken when _familyNotices.Remove(taken.Number):
                Self.Tell(new Notified(taken.Number, taken.Change, NotifyOutcome.NothingToSend, null));
                return true;
            case FamilyNoticeTaken:
                return true; // Said before: it was handed over twice.
            case LadderStopped stopped:
                stopped.ReplyTo.Tell(new AcknowledgeAnswer(stopped.Result));
                return true;
            case TakenCareOf care:
                TakeCare(care);
                return true;
            case Terminated ended when ended.ActorRef.Equals(_families):
                _families = ActorRefs.Nobody;
                Timers.StartSingleTimer("families", RestartFamilies.Instance, FamiliesRestart);
                return true;
            case RestartFamilies:
                StartFamilies();
                return true;
            case GetFamilyLink or AcknowledgeFamilyLink or GetLostLetters or ReportBounce:
                AskFamilies(message);
                return true;
            default:
                return false;
        }
    }

    /// <summary>
    /// A word of a household's people. It may come late: they spoke before this desk took the end of what they spoke of and its new beginning.
    /// Then nobody takes care of what is now, and the alert's history says so; a repeat adds nothing.
    /// </summary>
    private void TakeCare(TakenCareOf care)
    {
        if (_book.Refusal(care.AlertId) is not null)
        {
            return; // Over, or somebody takes care already: a repeat after a start says nothing new.
        }

        if (!_book.IsStale(care.AlertId, care.Sequence))
        {
            Acknowledge(new AcknowledgeAlert("", care.AlertId, care.By, ""), ActorRefs.Nobody);
            return;
        }

        string why = string.Create(CultureInfo.InvariantCulture, $"took care of it as it was at change {care.Sequence}; it began anew since, so this does not hold for it now");
        Logger.Warning("Desk {0}: {1} {2} (alert {3})", _partition, care.By, why, care.AlertId);
        if (!_book.Find(care.AlertId)!.History.Any(entry => entry.Text.EndsWith(why, StringComparison.Ordinal)))
        {
            Persist<DeskEvent>(new AlertNoted(care.AlertId, care.By, why, Suppress: false, Ports.Clock.GetUtcNow()), Applied);
        }
    }

    /// <summary>Nobody answers while the family desk starts: the caller sees that and asks again.</summary>
    private void AskFamilies(object message)
    {
        if (message is GetLostLetters && Ports.Families is null)
        {
            Sender.Tell(new LostLettersAnswer([]));
        }
        else if (message is ReportBounce && Ports.Families is null)
        {
            Sender.Tell(new BounceAnswer(Known: false));
        }
        else if (!_families.IsNobody())
        {
            _families.Forward(message);
        }
    }

    private void Answer(GetAlert query)
    {
        if (_book.Find(query.AlertId) is { } detail && HasLadder(query.AlertId))
        {
            _families.Tell(new AddHistory(detail, Sender));
            return;
        }

        Sender.Tell(new AlertAnswer(_book.Find(query.AlertId)));
    }

    private static OperatorWord WordOf(AlertView alert) => new(alert.AlertId, alert.AcknowledgedBy, alert.SuppressedBy, alert.ClosedBy);

    /// <summary>
    /// Answers an operator when the household's ladder stands. While the family desk is away the answer does not wait: it hears what was said
    /// before it takes its next step.
    /// </summary>
    private void AnswerWhenStopped(string alertId, AcknowledgeResult result, IActorRef replyTo)
    {
        if (HasLadder(alertId) && _book.Find(alertId) is { } known)
        {
            _families.Tell(new StopLadder(WordOf(known.Alert), result, replyTo));
            return;
        }

        replyTo.Tell(new AcknowledgeAnswer(result));
    }

    /// <summary>
    /// The line (log) at once; the people when the family desk finds it due. What operators suppressed goes there too: those who were told of
    /// the beginning have to hear of the end.
    /// </summary>
    private void TellFamily(long number, AlertChange change, FamilyFacts facts, AlertNotice notice)
    {
        if (!_book.IsSilenced(change))
        {
            Ports.Notifier.NotifyAsync(notice, Stopping.Token);
        }

        _familyNotices[number] = new FamilyNotice(number, change, facts, WordOf(notice.Alert));
        HandToFamilies(change.AlertId);
    }

    /// <summary>
    /// Changes of one alert go over in their order: an end that arrived before its beginning would leave the beginning open for good. One that
    /// is handed over twice changes nothing.
    /// </summary>
    private void HandToFamilies(string alertId)
    {
        if (_familyNotices.Count == 0)
        {
            return;
        }

        foreach ((long number, _) in _book.Unnotified.Where(open => open.Value.AlertId == alertId))
        {
            if (!_familyNotices.TryGetValue(number, out FamilyNotice? notice))
            {
                return;
            }

            _families.Tell(_book.Find(alertId) is { } known ? notice with { Word = WordOf(known.Alert) } : notice);
        }
    }
}
