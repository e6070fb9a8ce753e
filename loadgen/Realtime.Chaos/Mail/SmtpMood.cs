namespace Realtime.Chaos.Mail;

/// <summary>How the mail server feels.</summary>
public enum SmtpMood
{
    /// <summary>Takes every mail.</summary>
    Fine,

    /// <summary>Waits before each answer.</summary>
    Slow,

    /// <summary>Says 451 to every sender: try again later.</summary>
    Refusing,

    /// <summary>Takes the mail and breaks off instead of saying 250: the sender cannot know that it was delivered (RFC 5321 6.1).</summary>
    DroppingAfterData,
}
