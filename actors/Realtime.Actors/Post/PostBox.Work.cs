using System.Security.Cryptography;
using System.Text;
using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.Event;
using Realtime.Actors.Metrics;
using Realtime.Actors.Ports;
using Realtime.Actors.Routing;
using Realtime.Actors.Things;
using Realtime.Domain;

namespace Realtime.Actors.Post;

/// <summary>Letters: put together when due, handed over until they are accepted or refused for good, reported until the desks know. None waits for another.</summary>
public sealed partial class PostBox
{
    private const int LettersAtOnceMax = 100;

    /// <summary>Notices on their way into the journal.</summary>
    private readonly HashSet<string> _taking = new(StringComparer.Ordinal);

    /// <summary>Letters that are handed over, or were accepted and are on their way into the journal as told.</summary>
    private readonly HashSet<string> _sending = new(StringComparer.Ordinal);
    private readonly HashSet<string> _waitingLetters = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TimeSpan> _backOff = new(StringComparer.Ordinal);
    private bool _forming;
    private Contact? _contact;
    private IActorRef? _region;

    private sealed record Sent(string Id, NotifyOutcome Outcome, string? Failure);

    private sealed record RetryLetter(string Id);

    private sealed record LetterDue
    {
        public static readonly LetterDue Instance = new();
    }

    private sealed record ReportTold
    {
        public static readonly ReportTold Instance = new();
    }

    private sealed record StopAtOnce
    {
        public static readonly StopAtOnce Instance = new();
    }

    private IActorRef Region => _region ??= ClusterSharding.Get(Context.System).ShardRegion(Engine.TypeName);

    /// <summary>After a crash a contact's address comes with the desk's next repeat; until then his letters wait.</summary>
    private bool KnowsReader => _box == PostRoute.OperatorsBox || _contact is not null;

    private void OnWork(object message)
    {
        switch (message)
        {
            case Sent sent:
                OnSent(sent);
                break;
            case LetterDue:
                Work();
                break;
            case RetryLetter retry:
                _waitingLetters.Remove(retry.Id);
                SendNext();
                break;
            case ReportTold:
                Report(_book.Told);
                StopWhenIdle();
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    /// <summary>Puts together every letter that is due, one stored event each, and sets the clock for the next one.</summary>
    private void Work()
    {
        SendNext();
        if (_stopAsked || _forming)
        {
            return;
        }

        DateTimeOffset now = Ports.Clock.GetUtcNow();
        IReadOnlyList<LetterPlan> plans = PostRule.AllDue(_book.Waiting, _book.Written, Ports.Options.Post, now, LettersAtOnceMax, out DateTimeOffset? next);
        if (plans.Count == 0)
        {
            if (next is { } due)
            {
                Timers.StartSingleTimer("due", LetterDue.Instance, due - now);
            }

            return;
        }

        _forming = true;
        LetterFormed[] letters = [.. plans.Select(plan => Formed(plan, now))];
        PersistAllAsync<PostEvent>(letters, change =>
        {
            Applied(change);
            if (ReferenceEquals(change, letters[^1]))
            {
                _forming = false;
                Work();
            }
        });
    }

    private LetterFormed Formed(LetterPlan plan, DateTimeOffset now)
    {
        string[] keys = [.. plan.Notices.Select(notice => notice.Key)];
        return new LetterFormed(IdOf(keys), keys, plan.Area, plan.Drill, plan.Digest, plan.Hourly, plan.Weight, now);
    }

    /// <summary>One notice = the notice's own key, so that its mail keeps the id it always had; several = a hash of this box and their keys.</summary>
    private string IdOf(string[] keys) => keys.Length == 1
        ? keys[0]
        : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{_box}\n{string.Join('\n', keys)}")).AsSpan(0, 16));

    private void SendNext()
    {
        if (_stopAsked || !KnowsReader || StopsAsOld())
        {
            return;
        }

        int free = Limits.LettersUnderWayMax - _sending.Count;
        if (free <= 0)
        {
            return;
        }

        foreach (LetterFormed letter in _book.Letters.Where(letter => !_waitingLetters.Contains(letter.Id) && !_sending.Contains(letter.Id)).Take(free).ToArray())
        {
            _sending.Add(letter.Id);
            var whole = new Letter(letter.Id, _contact, _book.PlanOf(letter), Ports.Options.Post.HourlyBudget);
            _post.SendAsync(whole, Stopping.Token).PipeTo(
                Self,
                success: outcome => new Sent(letter.Id, outcome, null),
                failure: cause => new Sent(letter.Id, NotifyOutcome.Unreachable, cause.Message));
        }
    }

    private void OnSent(Sent sent)
    {
        EngineMetrics.LettersSent.WithLabels(EngineMetrics.Label(sent.Outcome)).Inc();
        if (sent.Outcome.IsLater())
        {
            _sending.Remove(sent.Id);
            Postpone(sent);
            SendNext();
            StopWhenFinished();
            return;
        }

        _backOff.Remove(sent.Id);
        PersistAsync<PostEvent>(new LetterTold(sent.Id, sent.Outcome, Ports.Clock.GetUtcNow()), change =>
        {
            IReadOnlyList<string> keys = _book.KeysOf(sent.Id);
            Applied(change);
            _sending.Remove(sent.Id);
            Report(keys.Select(_book.ToldOf).OfType<ToldNotice>());
            SendNext();
            StopWhenFinished();
        });
    }

    private void Postpone(Sent sent)
    {
        TimeSpan wait = Backoff.Next(_backOff.TryGetValue(sent.Id, out TimeSpan last) ? last : null, sent.Outcome, Ports.Options);
        _backOff[sent.Id] = wait;
        _waitingLetters.Add(sent.Id);
        Logger.Warning("A letter was not accepted ({0}); next try in {1}", sent.Failure ?? "temporary refusal", wait);
        Timers.StartSingleTimer($"retry-{sent.Id}", new RetryLetter(sent.Id), Backoff.Spreaded(wait, $"{_box} {sent.Id}"));
    }

    private void Report(IEnumerable<ToldNotice> told)
    {
        foreach (IGrouping<int, ToldNotice> desk in told.GroupBy(notice => notice.Partition))
        {
            Region.Tell(new NoticesTold(EntityIds.Desk(desk.Key), _box, [.. desk]));
        }
    }

    /// <summary>A planned stop waits for letters that are being handed over: one that is accepted but not recorded would go out twice.</summary>
    private void StopWhenFinished()
    {
        if (_stopAsked && _sending.Count == 0)
        {
            Context.Stop(Self);
        }
    }

    /// <summary>A reader with nothing to be told costs nothing: the next notice starts the post box again.</summary>
    private void StopWhenIdle()
    {
        if (_book.IsIdle && _taking.Count == 0 && !_stopAsked)
        {
            Context.Parent.Tell(new Passivate(HandOff.Instance));
        }
    }
}
