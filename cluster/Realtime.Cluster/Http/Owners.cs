using Akka.Actor;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Realtime.Cluster.Http;

/// <summary>Asks the owners with a limit; an owner that does not answer is 503, which callers may repeat.</summary>
public sealed class Owners(TimeSpan timeout)
{
    /// <summary>Runs the question and turns silence into "try again".</summary>
    public async Task<IResult> AskAsync(Func<CancellationToken, Task<IResult>> question, CancellationToken cancellation)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(timeout);
        try
        {
            return await question(limit.Token).WaitAsync(limit.Token);
        }
        catch (Exception fault) when (IsSilence(fault) && !cancellation.IsCancellationRequested)
        {
            return Silent();
        }
    }

    /// <summary>Whether a fault means that somebody did not answer in time.</summary>
    public static bool IsSilence(Exception fault) => fault is TimeoutException or OperationCanceledException or AskTimeoutException;

    /// <summary>503 with the sentence for it.</summary>
    public static ProblemHttpResult Silent() => TypedResults.Problem(
        "The owner of this part of the city did not answer in time. Ask again.", statusCode: StatusCodes.Status503ServiceUnavailable, title: "No answer");
}
