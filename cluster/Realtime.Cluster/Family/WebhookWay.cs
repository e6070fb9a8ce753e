using System.Net;
using System.Net.Http.Json;
using Realtime.Actors.Ports;

namespace Realtime.Cluster.Family;

/// <summary>
/// Letters as JSON documents to an address of a contact's own service. The header <c>Idempotency-Key</c> is the letter's id. 2xx = accepted;
/// 4xx but 408, 425 and 429 = never; everything else = later.
/// </summary>
public sealed class WebhookWay(HttpClient client) : IContactWay
{
    public string Name => "webhook";

    /// <summary>
    /// A client that follows no redirects (an address that was registered must not lead to another one), and connects through the guard and no
    /// proxy, which would resolve the name itself.
    /// </summary>
    public static HttpClient NewClient(WebhookGuard guard, TimeSpan timeout) =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false, ConnectCallback = guard.ConnectAsync }) { Timeout = timeout };

    public async Task<FamilyOutcome> SendAsync(WrittenFamilyLetter letter, FamilyContact to, CancellationToken cancellation)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, to.Webhook)
        {
            Content = JsonContent.Create(new { id = letter.Id, first_id = letter.FirstId ?? letter.Id, kind = letter.Kind, household = letter.Household, subject = letter.Subject, text = letter.Text, link = letter.Link }),
        };
        request.Headers.Add("Idempotency-Key", letter.Id);
        try
        {
            using HttpResponseMessage answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
            return OutcomeOf(answer.StatusCode);
        }
        catch (HttpRequestException fault) when (fault.InnerException is ClosedAddressException)
        {
            return new FamilyOutcome(NotifyOutcome.Refused, "the webhook leads into a closed network");
        }
        catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException && !cancellation.IsCancellationRequested)
        {
            return new FamilyOutcome(NotifyOutcome.Retry, "the webhook does not answer");
        }
    }

    /// <summary>What an answer means.</summary>
    public static FamilyOutcome OutcomeOf(HttpStatusCode status) => (int)status switch
    {
        >= 200 and < 300 => new FamilyOutcome(NotifyOutcome.Accepted),
        408 or 425 or 429 or >= 500 or < 200 => new FamilyOutcome(NotifyOutcome.Retry, $"the webhook says {(int)status}"),
        _ => new FamilyOutcome(NotifyOutcome.Refused, $"the webhook says {(int)status}"),
    };
}
