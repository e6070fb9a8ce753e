using Realtime.Actors.City;
using Realtime.Domain;

namespace Realtime.Actors.Ports;

/// <summary>Publishes alert changes to <see cref="Topics.Alerts"/>.</summary>
public interface IAlertPublisher
{
    /// <summary>Completes when the broker has acknowledged the change; fails when it cannot. At least once: readers know repeats by alert id and sequence.</summary>
    Task PublishAsync(AlertChange change, CancellationToken cancellation);
}

/// <summary>Tells people. The way (log line, mail) is a setting.</summary>
public interface INotifier
{
    /// <summary>Short name of the way, for events and metrics: <c>log</c>, <c>mail</c>.</summary>
    string Way { get; }

    /// <summary>
    /// Tells the recipients of one change. Repeats carry the same key (a mail's Message-ID is made from it), so a receiver recognises them.
    /// </summary>
    Task<NotifyOutcome> NotifyAsync(AlertNotice notice, CancellationToken cancellation);
}

/// <summary>One change to tell, with the alert it belongs to.</summary>
/// <param name="Key">Stable over repeats: alert id and sequence.</param>
/// <param name="Change">What happened.</param>
/// <param name="Alert">The alert after the change.</param>
/// <param name="Contacts">The thing's contacts in order; empty = operators only.</param>
public sealed record AlertNotice(string Key, AlertChange Change, AlertView Alert, IReadOnlyList<Contact> Contacts)
{
    /// <summary>The key of a change's notice: mails, post boxes and stored events know it by this.</summary>
    public static string KeyOf(AlertChange change) => $"{change.AlertId}-{change.Sequence}";
}

/// <summary>What became of a notice.</summary>
public enum NotifyOutcome
{
    /// <summary>Accepted by the next hop.</summary>
    Accepted,

    /// <summary>Nobody wants to hear this kind of change; nothing was sent.</summary>
    NothingToSend,

    /// <summary>Not accepted now; try again later.</summary>
    Retry,

    /// <summary>Refused for good; an operator has to look.</summary>
    Refused,

    /// <summary>
    /// Nobody can be reached at present: the way itself, or what has to be known for it, is away. Tried again soon, because nothing says that
    /// anybody does not want it, and everybody waits.
    /// </summary>
    Unreachable,
}

/// <summary>What outcomes have in common.</summary>
public static class NotifyOutcomes
{
    /// <summary>Not the end of it: to be tried again.</summary>
    public static bool IsLater(this NotifyOutcome outcome) => outcome is NotifyOutcome.Retry or NotifyOutcome.Unreachable;
}
