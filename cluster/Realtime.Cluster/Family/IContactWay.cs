using Realtime.Actors.Ports;

namespace Realtime.Cluster.Family;

/// <summary>A way by which letters reach a contact. A messenger such as LINE plugs in here: implement it and register it under its name.</summary>
public interface IContactWay
{
    /// <summary>Name of the way as <see cref="FamilyContact.Way"/> gives it.</summary>
    string Name { get; }

    /// <summary>
    /// Hands a letter over. Retry = later perhaps; Refused = never, and the next contact is told at once. The reason names nobody.
    /// </summary>
    Task<FamilyOutcome> SendAsync(WrittenFamilyLetter letter, FamilyContact to, CancellationToken cancellation);
}

/// <summary>A letter in words.</summary>
/// <param name="Id">Stable over repeats: a receiver recognises a repeat by it.</param>
/// <param name="FirstId">Id of the first letter of the episode to this reader; null = this is it.</param>
/// <param name="Kind">What it says, in one word of the product.</param>
/// <param name="Subject">Title.</param>
/// <param name="Text">Plain text.</param>
/// <param name="Html">The same words as simple HTML.</param>
/// <param name="Link">Address of the page; empty = none.</param>
/// <param name="Household">Pseudonym.</param>
public sealed record WrittenFamilyLetter(string Id, string? FirstId, string Kind, string Subject, string Text, string Html, string Link, string Household);
