using System.Collections.Concurrent;
using Realtime.Actors.Ports;
using Realtime.Domain;

namespace Realtime.Tests.Engine;

/// <summary>Keeps the letters families would get; answers as the test says.</summary>
public sealed class TestFamilyPost(Func<FamilyMail, NotifyOutcome>? outcome = null) : IFamilyPost
{
    public ConcurrentQueue<FamilyMail> Tried { get; } = new();

    public ConcurrentQueue<FamilyMail> Accepted { get; } = new();

    /// <summary>What was accepted, as "alarm to 0", in order.</summary>
    public IEnumerable<string> Told => Accepted.Select(mail => $"{mail.Letter.Kind} to {mail.Letter.Step}");

    public string QuestionOf(FamilySettings settings) => "お変わりありませんか。";

    public Task<string> LinkHashAsync(FamilyFacts facts, string letterId, int step, int partition) =>
        Task.FromResult(step == FamilyLetter.Municipality ? "" : $"link-{letterId}");

    public Task<FamilyOutcome> SendAsync(FamilyMail letter, CancellationToken cancellation)
    {
        Tried.Enqueue(letter);
        NotifyOutcome result = outcome?.Invoke(letter) ?? NotifyOutcome.Accepted;
        if (result == NotifyOutcome.Accepted)
        {
            Accepted.Enqueue(letter);
        }

        return Task.FromResult(new FamilyOutcome(result, result == NotifyOutcome.Accepted ? "" : "as the test says"));
    }
}
