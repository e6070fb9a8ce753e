using Realtime.Actors.Ports;
using Realtime.Cluster.Settings;
using Realtime.Domain;

namespace Realtime.Cluster.Notify;

/// <summary>Somebody a mail goes to.</summary>
/// <param name="Name">How the person is addressed; empty for operators.</param>
/// <param name="Address">Mail address.</param>
/// <param name="Family">Whether the mail is written for a family.</param>
public sealed record Recipient(string Name, string Address, bool Family);

/// <summary>Who is told of a change.</summary>
/// <param name="Family">Contacts in order: the next one is told when the one before can never be reached.</param>
/// <param name="Operators">All of them are told.</param>
public sealed record MailRecipients(IReadOnlyList<Recipient> Family, IReadOnlyList<Recipient> Operators)
{
    /// <summary>
    /// The recipients of a notice. Steps down and "visible again" are not told: they ask nothing of anybody. Nor is an alert that is held
    /// back by a declared absence, nor its end: nobody heard of it.
    /// What rests on one reading, and that it came to nothing, is for operators only: a family hears what is confirmed.
    /// A drill never reaches a family. Without a contact the operators are told instead, because somebody has to know.
    /// </summary>
    public static MailRecipients Of(AlertNotice notice, MailSettings settings)
    {
        bool told = notice.Change.Kind is AlertChangeKind.Raised or AlertChangeKind.SteppedUp or AlertChangeKind.Unobservable
            or AlertChangeKind.Confirmed or AlertChangeKind.NotConfirmed or AlertChangeKind.Released
            || (notice.Change.Kind is AlertChangeKind.Resolved && notice.Change.FromLevel > 0);
        bool certain = !notice.Change.Unconfirmed && notice.Change.Kind != AlertChangeKind.NotConfirmed;
        bool forFamily = notice.Change.Audience == Audience.Family;
        bool nobody = notice.Contacts.Count == 0;
        bool drill = notice.Change.Drill || notice.Alert.Drill;
        IEnumerable<Contact> contacts = told && forFamily && certain && !drill ? notice.Contacts : [];
        IEnumerable<string> operators = told && (!forFamily || settings.CopyFamilyToOperators || nobody || !certain) ? settings.Operators : [];
        return new MailRecipients(
            [.. contacts.Select(contact => new Recipient(contact.Name, contact.Mail, Family: true))],
            [.. operators.Select(address => new Recipient("", address, Family: false))]);
    }
}
