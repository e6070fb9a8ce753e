using System.Text.Json;
using Realtime.Domain;

namespace Realtime.Streams.Codec;

/// <summary><c>contacts</c>: <c>[{"name": "...", "mail": "..."}]</c>, in the order in which they are told.</summary>
internal static class ContactsRecord
{
    public static IReadOnlyList<Contact> Read(ref FieldBag bag)
    {
        if (!bag.Is(Field.Contacts, JsonTokenType.StartArray, "a list of name and mail"))
        {
            return [];
        }

        var contacts = new List<Contact>();
        var elements = new ArrayElements(bag.Raw(Field.Contacts));
        while (elements.MoveNext())
        {
            FieldBag contact = FieldBag.Scan(elements.Current);
            string name = contact.Name(Field.Name) ?? "";
            string? mail = contact.Name(Field.Mail);
            if (contact.Fault is not null || mail is null || !mail.Contains('@', StringComparison.Ordinal))
            {
                bag.Fail(RejectReason.BadValue, contact.Fault is null ? "a contact needs a mail address" : "a contact's " + contact.Detail);
                break;
            }

            contacts.Add(new Contact(name, mail));
        }

        return contacts;
    }

    public static void Write(Utf8JsonWriter json, IReadOnlyList<Contact> contacts)
    {
        if (contacts.Count == 0)
        {
            return;
        }

        json.WriteStartArray(FieldNames.Of(Field.Contacts));
        foreach (Contact contact in contacts)
        {
            json.WriteStartObject();
            json.WriteText(Field.Name, contact.Name);
            json.WriteText(Field.Mail, contact.Mail);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
