using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Realtime.Domain;

/// <summary>What a letter to a family says.</summary>
public enum FamilyLetterKind
{
    /// <summary>Nobody has watched for too long.</summary>
    Alarm,

    /// <summary>We cannot see the set (any more).</summary>
    Unseen,

    /// <summary>Activity was seen.</summary>
    AllClear,

    /// <summary>It ended without anything being seen: no all-clear.</summary>
    Unclear,

    /// <summary>The set can be seen again after a letter that it could not.</summary>
    SeenAgain,

    /// <summary>All is as usual.</summary>
    Daily,

    /// <summary>To the municipality: a contact's address does not work.</summary>
    Undeliverable,

    /// <summary>The office has closed the matter.</summary>
    Closed,
}

/// <summary>One letter to one reader, stored before it goes out and until it is known what became of it.</summary>
/// <param name="Id">Stable over repeats and crashes.</param>
/// <param name="CaseId">The case it belongs to.</param>
/// <param name="Thing">The household.</param>
/// <param name="Kind">What it says.</param>
/// <param name="Step">The reader: number of the contact, or <see cref="Municipality"/>.</param>
/// <param name="About">For an undeliverable letter: the step that was not reached.</param>
/// <param name="At">When it was formed, receiving clock.</param>
/// <param name="NotBefore">Quiet hours: not handed over earlier.</param>
/// <param name="LinkHash">SHA-256 of the token of the acknowledgement page, lower-case hex; empty = no link in it.</param>
/// <param name="LinkUntil">When the link ends.</param>
public sealed record FamilyLetter(
    string Id,
    string CaseId,
    ThingKey Thing,
    FamilyLetterKind Kind,
    int Step,
    int About,
    DateTimeOffset At,
    DateTimeOffset NotBefore,
    string LinkHash,
    DateTimeOffset LinkUntil)
{
    /// <summary>The municipality's number as a reader: behind every contact there can be.</summary>
    public const int Municipality = 99;

    /// <summary>First 16 bytes of SHA-256 over what makes a letter the same letter, as lower-case hex.</summary>
    public static string IdOf(string caseId, FamilyLetterKind kind, int step, DateTimeOffset occasion) => Convert.ToHexStringLower(SHA256.HashData(
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"letter\n{caseId}\n{kind}\n{step}\n{occasion.UtcTicks}"))).AsSpan(0, 16));

    /// <summary>Id of a case that is no alert.</summary>
    public static string CaseIdOf(ThingKey thing, FamilyCaseKind kind, DateTimeOffset occasion) => Convert.ToHexStringLower(SHA256.HashData(
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"case\n{thing}\n{kind}\n{occasion.UtcTicks}"))).AsSpan(0, 16));
}
