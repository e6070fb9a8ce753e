namespace Realtime.Chaos.Mail;

/// <summary>A mail that the stub has taken.</summary>
/// <param name="MessageId">Without angle brackets.</param>
/// <param name="To">The envelope's recipient.</param>
/// <param name="Subject">As it stands in the header.</param>
/// <param name="Acknowledged">False: the connection was broken off instead of 250.</param>
/// <param name="Raw">Header and body as they came.</param>
public sealed record ReceivedMail(string MessageId, string To, string Subject, bool Acknowledged, string Raw = "");
