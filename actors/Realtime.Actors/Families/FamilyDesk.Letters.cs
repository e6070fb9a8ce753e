using Akka.Actor;
using Akka.Event;
using Realtime.Actors.Metrics;
using Realtime.Actors.Partitions;
using Realtime.Actors.Ports;
using Realtime.Domain;

namespace Realtime.Actors.Families;

/// <summary>The outbox: letters are handed over until they are accepted, refused for good, or nobody took them for a day.</summary>
public sealed partial class FamilyDesk
{
    private readonly HashSet<string> _sending = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (TimeSpan Wait, DateTimeOffset At)> _tryAgain = new(StringComparer.Ordinal);

    private sealed record LetterTried(FamilyLetter Letter, FamilyFacts? Facts, FamilyOutcome Outcome);

    private sealed record BounceFacts(string LetterId, FamilyFacts? Facts, string Reason, IActorRef ReplyTo);

    private void OnLetterWork(object message)
    {
        switch (message)
        {
            case BounceFacts bounced:
                OnBounced(bounced);
                break;
            case LetterTried tried:
                OnTried(tried);
                break;
            default:
                OnRoundWork(message);
                break;
        }
    }

    private void SendDue()
    {
        if (StopsAsOld())
        {
            return;
        }

        DateTimeOffset now = Now;
        foreach (FamilyLetter letter in _book.Pending.Where(letter => letter.NotBefore <= now && !_sending.Contains(letter.Id)).ToArray())
        {
            bool waits = _tryAgain.TryGetValue(letter.Id, out var again) && again.At > now;
            if (!waits && !_owner.IsNobody() && _book.Find(letter.CaseId) is { } known)
            {
                _sending.Add(letter.Id);
                SendAsync(letter, known, _owner).PipeTo(Self, failure: cause => new LetterTried(letter, null, new FamilyOutcome(NotifyOutcome.Unreachable, cause.Message)));
            }
        }
    }

    private async Task<LetterTried> SendAsync(FamilyLetter letter, FamilyCase known, IActorRef owner)
    {
        string? question = known.AskMessage.Length > 0 ? known.AskMessage : null;
        FamilyFacts? facts = (await owner.Ask<FamilyAnswer>(new GetFamily(letter.Thing, question), OwnerAnswerMax).ConfigureAwait(false)).Family;
        FamilyOutcome outcome = facts is null ? new FamilyOutcome(NotifyOutcome.NothingToSend, "the household has left")
            : IsOver(letter, known) ? new FamilyOutcome(NotifyOutcome.NothingToSend, "over before it was accepted")
            : await _post.SendAsync(new FamilyMail(letter, known, facts, _partition), Stopping.Token).ConfigureAwait(false);
        return new LetterTried(letter, facts, outcome);
    }

    /// <summary>What it tells is no longer so: a late alarm would frighten for nothing.</summary>
    private static bool IsOver(FamilyLetter letter, FamilyCase known) => letter.Kind switch
    {
        FamilyLetterKind.Alarm => !known.Climbs,
        FamilyLetterKind.Unseen => !known.IsOpen || (known.Kind == FamilyCaseKind.NoViewing && !known.Blind),
        _ => false,
    };

    private void OnTried(LetterTried tried)
    {
        FamilyLetter letter = tried.Letter;
        FamilyOutcome outcome = tried.Outcome;
        DateTimeOffset now = Now;
        if (outcome.Outcome.IsLater() && now - letter.NotBefore >= Options.LetterMax)
        {
            outcome = new FamilyOutcome(NotifyOutcome.Refused, $"nobody accepted it for {Say.Span(Options.LetterMax)}: {outcome.Reason}");
        }

        EngineMetrics.FamilyLetters.WithLabels(EngineMetrics.Label(letter.Kind), EngineMetrics.Label(outcome.Outcome)).Inc();
        if (outcome.Outcome.IsLater())
        {
            TimeSpan wait = Backoff.Next(_tryAgain.TryGetValue(letter.Id, out var last) ? last.Wait : null, outcome.Outcome, Ports.Options);
            _tryAgain[letter.Id] = (wait, now + Backoff.Spreaded(wait, letter.Id));
            _sending.Remove(letter.Id);
            Logger.Warning("A letter about {0} was not accepted ({1}); it is tried again", letter.Thing, outcome.Reason);
            return;
        }

        _tryAgain.Remove(letter.Id);
        StoreAll([new FamilyLetterDone(letter.Id, outcome.Outcome, outcome.Reason, now), .. AfterRefusal(letter, outcome, tried.Facts)], () =>
        {
            _sending.Remove(letter.Id);
            Work();
        });
    }

    /// <summary>A letter came back long after the mail server had taken it: what follows is the same as if it had been refused.</summary>
    private void OnBounce(ReportBounce bounce)
    {
        IActorRef replyTo = Sender;
        if (_book.Accepted(bounce.LetterId) is { } letter)
        {
            AskFamily(letter.Thing, null, facts => new BounceFacts(bounce.LetterId, facts, bounce.Reason, replyTo));
            return;
        }

        replyTo.Tell(new BounceAnswer(_book.KnowsLetter(bounce.LetterId)));
    }

    private void OnBounced(BounceFacts bounced)
    {
        if (_book.Accepted(bounced.LetterId) is not { } letter)
        {
            bounced.ReplyTo.Tell(new BounceAnswer(Known: true));
            return;
        }

        EngineMetrics.FamilyLetters.WithLabels(EngineMetrics.Label(letter.Kind), EngineMetrics.Label(NotifyOutcome.Refused)).Inc();
        FamilyOutcome outcome = new(NotifyOutcome.Refused, bounced.Reason);
        StoreAll([new FamilyLetterBounced(letter.Id, bounced.Reason, Now), .. AfterRefusal(letter, outcome, bounced.Facts)], () =>
        {
            bounced.ReplyTo.Tell(new BounceAnswer(Known: true));
            Work();
        });
    }

    /// <summary>An address that does not work is told to the municipality at once; the next contact hears what only this one would have heard.</summary>
    private IEnumerable<FamilyEvent> AfterRefusal(FamilyLetter letter, FamilyOutcome outcome, FamilyFacts? facts)
    {
        if (outcome.Outcome != NotifyOutcome.Refused || letter.Step == FamilyLetter.Municipality || facts is null || _book.Find(letter.CaseId) is not { } known)
        {
            yield break;
        }

        Logger.Error("{0} of {1} cannot be reached ({2}); mend the registration", FamilyBook.Reader(letter.Step), letter.Thing, outcome.Reason);
        FamilyLetter lost = Letter(known, FamilyLetterKind.Undeliverable, FamilyLetter.Municipality, known.OpenedAt.AddTicks(letter.Step), facts.Settings, "", letter.Step);
        if (!_book.KnowsLetter(lost.Id))
        {
            yield return new FamilyLetterFormed(lost);
        }

        if (letter.Kind == FamilyLetterKind.Unseen && known.Kind == FamilyCaseKind.Unseen && letter.Step + 1 < facts.Settings.ContactWaits.Count)
        {
            yield return new FamilyLetterFormed(Letter(known, FamilyLetterKind.Unseen, letter.Step + 1, known.OpenedAt, facts.Settings, ""));
        }
    }
}
