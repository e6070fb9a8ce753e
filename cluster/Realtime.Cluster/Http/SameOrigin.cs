namespace Realtime.Cluster.Http;

/// <summary>
/// Keeps other sites from acting through a visitor's browser. The page needs no login on loopback, so a cookie-less check is used:
/// browsers say where a request comes from (Sec-Fetch-Site, Origin) and pages cannot forge that; programs such as curl send neither
/// and may use JSON or no body, which a foreign page cannot send without being asked for permission first.
/// </summary>
public static class SameOrigin
{
    /// <param name="request">What arrived.</param>
    /// <param name="publicUrl">Address of the page as people reach it; empty = as the request says. Before a gateway that ends TLS the node cannot know it by itself.</param>
    public static bool Allows(HttpRequest request, string publicUrl)
    {
        string site = request.Headers["Sec-Fetch-Site"].ToString();
        string origin = request.Headers.Origin.ToString();
        if (site == "same-origin")
        {
            return true;
        }

        if (site.Length > 0 && site != "none")
        {
            return false;
        }

        if (origin.Length > 0)
        {
            return origin.Equals($"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase)
                || (Uri.TryCreate(publicUrl, UriKind.Absolute, out Uri? page) && origin.Equals(page.GetLeftPart(UriPartial.Authority), StringComparison.OrdinalIgnoreCase));
        }

        bool plain = request.ContentType is null || request.HasJsonContentType();
        return plain || site.Length > 0;
    }
}
