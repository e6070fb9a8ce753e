using Realtime.Actors.Families;
using Realtime.Domain;

namespace Realtime.Actors.City;

/// <summary>What concerns the people around households. Apart from <see cref="ICity"/>, because other people may ask for it.</summary>
public interface IFamilyCity
{
    /// <summary>What the registry says of a household, its sealed part included; null when it is unknown.</summary>
    /// <exception cref="Akka.Actor.AskTimeoutException">Its owner did not answer.</exception>
    Task<Registration?> GetRegistrationAsync(string id, CancellationToken cancellation);

    /// <summary>What stands behind the link of a letter.</summary>
    /// <param name="partition">The desk that the token names.</param>
    /// <param name="linkHash">SHA-256 of the token, lower-case hex.</param>
    /// <param name="takenBy">The reader takes care: their number as the registration stands now; null = somebody only looks.</param>
    /// <param name="cancellation">The reader has gone.</param>
    /// <exception cref="Akka.Actor.AskTimeoutException">The desk did not answer.</exception>
    Task<FamilyLinkAnswer> OpenLinkAsync(int partition, string linkHash, int? takenBy, CancellationToken cancellation);

    /// <summary>Letters that reached nobody, newest first.</summary>
    /// <exception cref="Akka.Actor.AskTimeoutException">A desk did not answer.</exception>
    Task<IReadOnlyList<LostLetter>> GetLostLettersAsync(CancellationToken cancellation);
}
