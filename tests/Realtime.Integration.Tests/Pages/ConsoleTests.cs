using Realtime.Domain;
using Realtime.Tests.Support;

namespace Realtime.Integration.Tests.Pages;

/// <summary>
/// The console in a real browser before a real node that replays its recordings: somebody who has never seen it finds out why a station stands at
/// stage 3, by keyboard alone; every page without a complaint of the browser and without a request to anywhere else; pictures in both schemes
/// and widths as test output.
/// </summary>
public sealed class ConsoleTests(ReplayingNode node) : IClassFixture<ReplayingNode>
{
    /// <summary>
    /// Contrast of every text that is seen, computed by the page itself from what the browser made of the styles: the ground is the nearest one
    /// that is not see-through. Gives the texts below 4.5:1.
    /// </summary>
    private const string FaintTexts = """
        (() => {
          const parts = (text) => { const c = text.match(/[\d.]+/g)?.map(Number) ?? [0, 0, 0, 0]; return c.length < 4 ? [...c, 1] : c; };
          const light = ([r, g, b]) => { const f = (v) => { v /= 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; }; return 0.2126 * f(r) + 0.7152 * f(g) + 0.0722 * f(b); };
          const ground = (at) => { for (; at; at = at.parentElement) { const c = parts(getComputedStyle(at).backgroundColor); if (c[3] === 1) return c; } return [255, 255, 255, 1]; };
          const faint = [];
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          let seen = 0;
          while (walker.nextNode()) {
            const at = walker.currentNode.parentElement;
            if (!walker.currentNode.data.trim() || at.closest("script, style, svg, noscript, .sr, .skip") || !at.checkVisibility()) continue;
            seen++;
            const [a, b] = [light(parts(getComputedStyle(at).color)), light(ground(at))].sort((x, y) => y - x);
            if ((a + 0.05) / (b + 0.05) < 4.5) faint.push(walker.currentNode.data.trim().slice(0, 40) + " " + getComputedStyle(at).color);
          }
          return seen < 20 ? "only " + seen + " texts" : faint.join("; ");
        })()
        """;

    [SkippableFact]
    public async Task A_stranger_finds_out_by_keyboard_why_a_station_is_at_stage_3()
    {
        await using Browser browser = await Browser.StartAsync();
        BrowserPage page = await browser.OpenAsync(1280, 900);
        string station = "";
        await Eventually.TrueAsync(
            "a station that is at stage 3 says why",
            async () =>
            {
                // From the address that README.md names. The recorded city goes on: the water may have fallen between the list and the page.
                await page.GoAsync(node.At("/"));
                await page.UntilAsync("a station's alert is listed", "[...document.querySelectorAll('.alert.e3 h3, .alert.e4 h3')].some(at => at.textContent.includes('Water level'))");
                await page.TabToAsync("its name", "at.matches('.alert.e3 h3 a, .alert.e4 h3 a') && at.closest('h3').textContent.includes('Water level')");
                station = await page.ReadAsync("document.activeElement.textContent");
                await page.PressAsync("Enter");
                await page.UntilAsync("the alert's page is open", "location.pathname.startsWith('/alerts/') && document.readyState === 'complete'");
                await page.TabToAsync("the station", "at.matches('a[href^=\"/things/sensor/\"]')");
                await page.PressAsync("Enter");
                await page.UntilAsync("the station's page is open", "location.pathname.startsWith('/things/sensor/') && document.readyState === 'complete'");
                return (await page.ReadAsync("document.querySelector('.why-part')?.textContent ?? ''")).Contains("レベル3相当", StringComparison.Ordinal);
            },
            TimeSpan.FromSeconds(90));

        Assert.Contains(station, await page.ReadAsync("document.querySelector('h2.title').textContent"), StringComparison.Ordinal);
        string why = await page.ReadAsync("document.querySelector('.why-part').textContent");
        Assert.Contains("thresholds", why, StringComparison.Ordinal);
        Assert.Contains("レベル3相当", why, StringComparison.Ordinal);
        Assert.Contains("reached: ", why, StringComparison.Ordinal);
        Assert.Contains(RuleBook.Of(Rules.Stage).Title, why, StringComparison.Ordinal);
        Assert.Contains("Complete up to", why, StringComparison.Ordinal);
        await page.TabToAsync("seven days", "at.textContent.trim() === '7 days'");
        await page.PressAsync("Enter");
        await page.UntilAsync("the chart has a line and limits", "document.querySelector('.chart path.series') && document.querySelectorAll('.chart svg.wide line.limit').length >= 3");
        await page.PictureAsync("console-why", 1700);
        await StayingAsync(page);
        Clean(page);
        await EndingAsync(page);
    }

    [SkippableFact]
    public async Task Every_page_is_quiet_local_readable_and_pictured_in_both_schemes_and_widths()
    {
        await using Browser browser = await Browser.StartAsync();
        string station = await node.StationAsync();
        foreach ((string size, int width, int height, bool dark) in new[] { ("wide", 1280, 1400, false), ("phone", 390, 1600, true) })
        {
            BrowserPage page = await browser.OpenAsync(width, height, dark);
            foreach ((string name, string path) in new[] { ("city", "/"), ("map", "/map"), ("bay", "/map?lat=37.09&lon=136.97&z=10"), ("flood", "/flood"), ("thing", station), ("ploughs", "/public/ploughs"), ("busy", "/public/congestion") })
            {
                await page.GoAsync(node.At(path));
                await page.UntilAsync($"{name} says something", "document.querySelector('main').textContent.trim().length > 20");
                Assert.True(await page.ReadAsync("document.documentElement.scrollWidth > innerWidth ? document.documentElement.scrollWidth : ''") == "", $"{name} {size} is wider than its window");
                string faint = await page.ReadAsync(FaintTexts);
                Assert.True(faint.Length == 0 || (faint.StartsWith("only", StringComparison.Ordinal) && name is "ploughs" or "busy"), $"{name} {size}: {faint}");
                await page.PictureAsync($"console-{name}-{size}");
            }

            Clean(page);
        }
    }

    [SkippableFact]
    public async Task The_map_moves_by_keys_and_buttons_and_keeps_its_place()
    {
        await using Browser browser = await Browser.StartAsync();
        await node.StationAsync();
        BrowserPage page = await browser.OpenAsync(1280, 900);
        await page.GoAsync(node.At("/map"));
        await page.UntilAsync("something in alert stands on the map", "document.querySelector('#map .mark text')");
        await page.TabToAsync("the map", "at.id === 'map'");
        string before = await page.ReadAsync("document.getElementById('map').dataset.lon");
        await page.PressAsync("ArrowRight");
        await page.UntilAsync("the map has moved east", $"Number(document.getElementById('map').dataset.lon) > {before} && location.search.includes('lon=')");
        string zoom = await page.ReadAsync("document.getElementById('map').dataset.z");
        await page.PressAsync("+", "+");
        await page.UntilAsync("the map is closer", $"Number(document.getElementById('map').dataset.z) === {zoom} + 1 && document.activeElement.id === 'map'");
        Clean(page);
    }

    /// <summary>The recorded city goes on below the hand: the thing changes its level, its place among the others, or is no longer drawn.</summary>
    [SkippableFact]
    public async Task Enter_opens_the_thing_that_has_the_focus_however_often_the_map_has_renewed_itself()
    {
        await using Browser browser = await Browser.StartAsync();
        await node.StationAsync();
        BrowserPage page = await browser.OpenAsync(1280, 900);
        await page.GoAsync(node.At("/map"));
        await page.UntilAsync("something in alert stands on the map, on land", "document.querySelector('#map .mark text') && document.querySelector('#map-ground path.land')");
        await page.ReadAsync("window.renewals = 0; document.getElementById('live').addEventListener('renewed', () => window.renewals++); ''");
        await page.TabToAsync("a thing on the map", "at.matches('#map a.mark')");
        string thing = await page.ReadAsync("window.stood = document.activeElement; window.ground = document.querySelector('#map-ground path'); window.renewals = 0; stood.getAttribute('href')");
        for (int renewals = 1; renewals <= 3; renewals++)
        {
            await page.ReadAsync("document.getElementById('live').dispatchEvent(new Event('renew')); ''");
            await page.UntilAsync("the map has renewed itself", $"window.renewals >= {renewals}");
            Assert.Equal("true", await page.ReadAsync("String(document.activeElement === window.stood && document.querySelector('#map-ground path') === window.ground)"));
        }

        // Taken out of the drawing, as when its partition does not answer: it is there until it is left.
        await page.ReadAsync("const gone = document.getElementById('live').cloneNode(true); gone.querySelector('#' + CSS.escape(stood.id)).remove(); morph(document.getElementById('live'), gone, stood); ''");
        Assert.Equal("true", await page.ReadAsync("String(document.activeElement === window.stood)"));
        await page.PressAsync("Enter");
        await page.UntilAsync("the thing's page is open", $"location.pathname === {System.Text.Json.JsonSerializer.Serialize(thing)} && document.readyState === 'complete'");
        Clean(page);
    }

    /// <summary>An alert's page goes on below somebody who writes: text, focus and place stay.</summary>
    private async Task StayingAsync(BrowserPage page)
    {
        string alert = "";
        await Eventually.TrueAsync(
            "an alert is open that nobody takes care of yet",
            async () =>
            {
                // The recorded city goes on: it may be over between the list and the page.
                await page.GoAsync(node.At("/"));
                await page.UntilAsync("an alert is listed", "document.querySelector('.alert form.ack')");
                alert = await page.ReadAsync("document.querySelector('.alert form.ack')?.getAttribute('action').split('/')[2] ?? ''");
                await page.GoAsync(node.At($"/alerts/{alert}"));
                return await page.ReadAsync("String(Boolean(document.querySelector('form[action*=\"/ack\"]')))") == "true";
            },
            TimeSpan.FromSeconds(40));
        await page.TabToAsync("the comment", "at.matches('form[action*=comment] input[name=comment]')");
        await page.PressAsync("a", "a");
        await page.ReadAsync("scrollTo(0, 60); window.asOf = document.querySelector('[data-part=as-of]').textContent; window.top0 = scrollY; ''");
        await page.UntilAsync("the page has renewed itself", "document.querySelector('[data-part=as-of]').textContent !== window.asOf");
        Assert.Equal("a comment true", await page.ReadAsync("`${document.activeElement.value} ${document.activeElement.name} ${scrollY === window.top0}`"));
        await page.TabToAsync("the way back", "at.matches('header a')");
        await page.ReadAsync("window.asOf = document.querySelector('[data-part=as-of]').textContent; document.getElementById('live').dispatchEvent(new Event('renew')); ''");
        await page.UntilAsync("the page has renewed itself", "document.querySelector('[data-part=as-of]').textContent !== window.asOf");
        Assert.Equal("a", await page.ReadAsync("document.querySelector('form[action*=comment] input[name=comment]').value"));

        // Somebody else takes care of it meanwhile: their form goes, and nothing that is typed.
        await node.AcknowledgeAsync(alert);
        await page.ReadAsync("document.getElementById('live').dispatchEvent(new Event('renew')); ''");
        await page.UntilAsync("the form is gone", "!document.querySelector('form[action*=\"/ack\"]')");
        Assert.Equal("a", await page.ReadAsync("document.querySelector('form[action*=comment] input[name=comment]').value"));
    }

    /// <summary>Too many requests are waited out, with the page as it is; what is gone leaves nothing on the screen, and nothing is asked any more.</summary>
    private static async Task EndingAsync(BrowserPage page)
    {
        await page.ReadAsync("window.asked = 0; fetch = async () => { asked++; return new Response('', { status: 429, headers: { 'Retry-After': '1' } }); }; document.getElementById('live').dispatchEvent(new Event('renew')); ''");
        await page.UntilAsync("too many requests are said", "document.getElementById('stale').textContent.startsWith('Too many requests')");
        await page.ReadAsync("document.getElementById('live').dispatchEvent(new Event('renew')); ''");
        Assert.Equal("1 true", await page.ReadAsync("`${asked} ${Boolean(document.querySelector('#live [data-part=why]'))}`"));

        await page.ReadAsync("location.reload(); ''");
        await page.UntilAsync("the page is loaded anew", "document.readyState === 'complete' && typeof window.asked === 'undefined' && document.querySelector('#live [data-part=why]')");
        await page.ReadAsync("window.asked = 0; const real = fetch; fetch = (...what) => { asked++; return real(...what); }; const live = document.getElementById('live'); live.dataset.live = '/things/sensor/nobody?live=1'; live.dispatchEvent(new Event('renew')); ''");
        await page.UntilAsync("it is said to be gone", "document.getElementById('stale').textContent.startsWith('This is gone')");
        await page.ReadAsync("document.getElementById('live').dispatchEvent(new Event('renew')); ''");
        Assert.Equal("1 0", await page.ReadAsync("`${asked} ${document.getElementById('live').childNodes.length}`"));
    }

    private void Clean(BrowserPage page)
    {
        Assert.Empty(page.Complaints);
        Assert.NotEmpty(page.Requests);
        Assert.All(page.Requests, request => Assert.True(request.StartsWith("data:", StringComparison.Ordinal) || new Uri(request).Authority == node.At("/").Authority, request));
    }
}
