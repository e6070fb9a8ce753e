using System.Net;
using System.Text.RegularExpressions;
using Realtime.Cluster.Family;
using Realtime.Domain;

namespace Realtime.Tests.Family;

/// <summary>The page behind a link: looking changes nothing, one button acts, and it says nothing to whoever has no link.</summary>
public sealed class FamilyPageTests
{
    [Fact]
    public async Task Looking_changes_nothing_however_often_a_scanner_looks()
    {
        await using FamilyHarness harness = await FamilyHarness.StartAsync();
        for (int i = 0; i < 3; i++)
        {
            using HttpResponseMessage answer = await harness.Client.GetAsync(harness.Link);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal("no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());
            Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
            Assert.Equal("noindex, nofollow", answer.Headers.GetValues("X-Robots-Tag").Single());
            using HttpResponseMessage head = await harness.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, harness.Link));
            Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        }

        Assert.Equal((0, null), (harness.Acknowledgements, harness.Case!.AcknowledgedBy));
        Assert.All(harness.Audit, line => Assert.Matches("^read household household/h-0042 (GET|HEAD) /f/\\{token\\}: by the link of contact 1$", line));
        Assert.Equal(6, harness.Audit.Count);
    }

    [Fact]
    public async Task The_page_says_what_is_the_case_and_has_one_large_button_and_works_without_scripts()
    {
        await using FamilyHarness harness = await FamilyHarness.StartAsync();

        string page = await harness.Client.GetStringAsync(harness.Link);

        Assert.Contains("山田 花子さんのお宅で、11月22日(日) 7時10分からテレビが使われていません。", page, StringComparison.Ordinal);
        Assert.Single(Regex.Matches(page, "class=\"act\""));
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("<html lang=\"ja\">", page, StringComparison.Ordinal);
        Assert.Contains("<label for=\"days\">", page, StringComparison.Ordinal);
        Assert.DoesNotContain("taro", page, StringComparison.Ordinal);
        harness.Step = 1;
        Assert.Contains("The TV at 山田 花子&#x27;s home has not been used since Sunday 22 November, 07:10.", await harness.Client.GetStringAsync(harness.Link), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_button_acknowledges_once_and_goes_back_to_a_page_that_says_so()
    {
        await using FamilyHarness harness = await FamilyHarness.StartAsync();

        using HttpResponseMessage answer = await harness.Client.PostAsync($"{harness.Link}/check", null);

        Assert.Equal((HttpStatusCode.SeeOther, harness.Link), (answer.StatusCode, answer.Headers.Location!.ToString()));
        Assert.Equal("contact 1", harness.Case!.AcknowledgedBy);
        Assert.Contains("act household/h-0042 POST /f/{token}/check: by the link of contact 1: takes care", harness.Audit);
        string page = await harness.Client.GetStringAsync(harness.Link);
        Assert.Contains("ほかの方へのお知らせを止めました", page, StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"act\"", page, StringComparison.Ordinal);
        harness.Step = 1;
        Assert.Contains("Somebody else has said", await harness.Client.GetStringAsync(harness.Link), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_absence_is_declared_with_its_end_and_the_page_says_until_when()
    {
        await using FamilyHarness harness = await FamilyHarness.StartAsync();

        using HttpResponseMessage answer = await harness.Client.PostAsync($"{harness.Link}/away", new FormUrlEncodedContent([new("days", "3")]));

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Absence absence = Assert.Single(harness.Registration!.Household!.Absences);
        Assert.Equal(new Absence(Homes.Now, new DateTimeOffset(2026, 11, 26, 9, 0, 0, TimeSpan.FromHours(9)), "contact 1"), absence);
        Assert.Contains("11月26日(木) 9時00分まで、留守として登録しました", await harness.Client.GetStringAsync(harness.Link), StringComparison.Ordinal);
        Assert.Contains(harness.Audit, line => line.StartsWith("act household/h-0042 POST /f/{token}/away: by the link of contact 1: absence until", StringComparison.Ordinal));
        foreach (string wrong in new[] { "0", "4", "-1", "9999", "x", "" })
        {
            using HttpResponseMessage refused = await harness.Client.PostAsync($"{harness.Link}/away", new FormUrlEncodedContent([new("days", wrong)]));
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        }

        Assert.Single(harness.Registration.Household!.Absences);
    }

    [Fact]
    public async Task Without_the_right_token_there_is_nothing_to_see_and_nothing_to_do()
    {
        await using FamilyHarness harness = await FamilyHarness.StartAsync();
        char last = harness.Link[^1] == 'A' ? 'B' : 'A';
        foreach (string link in new[] { harness.Link[..^1] + last, harness.Link[..^1], "/f/x", "/f/" + new string('A', 30) })
        {
            using HttpResponseMessage look = await harness.Client.GetAsync(link);
            using HttpResponseMessage act = await harness.Client.PostAsync($"{link}/check", null);
            Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (look.StatusCode, act.StatusCode));
            Assert.DoesNotContain("山田", await look.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        Assert.Empty(harness.Audit);
        Assert.Equal(0, harness.Acknowledgements);
    }

    [Fact]
    public async Task A_link_belongs_to_its_reader_and_dies_with_the_reader_s_place_in_the_registration()
    {
        await using FamilyHarness harness = await FamilyHarness.StartAsync();
        string former = harness.Link;
        harness.Step = 1;
        string kate = harness.Link;
        FamilyContact heir = new("山田 京子", "kyo@family.example", null, null, "ja");
        harness.Name(Homes.People with { Contacts = [heir, Homes.People.Contacts[1]] });

        using HttpResponseMessage look = await harness.Client.GetAsync(former);
        using HttpResponseMessage act = await harness.Client.PostAsync($"{former}/check", null);
        using HttpResponseMessage away = await harness.Client.PostAsync($"{former}/away", new FormUrlEncodedContent([new("days", "3")]));
        Assert.Equal([HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.NotFound], new[] { look.StatusCode, act.StatusCode, away.StatusCode });
        Assert.DoesNotContain("花子", await look.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal((0, null), (harness.Acknowledgements, harness.Registration!.Household is { Absences.Count: > 0 } home ? home.Absences[0] : null));
        Assert.Empty(harness.Audit);

        harness.Name(Homes.People with { Contacts = [Homes.People.Contacts[1] with { Name = "Kate Yamada" }, heir] }); // Moved up, and spelled in full: still she.
        using HttpResponseMessage taken = await harness.Client.PostAsync($"{kate}/check", null);
        Assert.Equal((HttpStatusCode.SeeOther, "contact 1"), (taken.StatusCode, harness.Case!.AcknowledgedBy));
    }

    [Fact]
    public async Task What_cannot_be_recorded_is_not_done()
    {
        await using FamilyHarness harness = await FamilyHarness.StartAsync();
        harness.AuditFull = true;

        using HttpResponseMessage act = await harness.Client.PostAsync($"{harness.Link}/check", null);

        Assert.Equal((HttpStatusCode.InternalServerError, 0, null), (act.StatusCode, harness.Acknowledgements, harness.Case!.AcknowledgedBy));
    }

    [Fact]
    public async Task The_page_says_that_the_office_stopped_or_closed_it()
    {
        await using FamilyHarness harness = await FamilyHarness.StartAsync();
        harness.Case = Homes.Case with { SuppressedBy = "duty" };
        string stopped = await harness.Client.GetStringAsync(harness.Link);
        harness.Case = Homes.Case with { SuppressedBy = "duty", End = FamilyCaseEnd.Closed };
        string closed = await harness.Client.GetStringAsync(harness.Link);

        Assert.Contains("市の担当者が、このお知らせを止めました。", stopped, StringComparison.Ordinal);
        Assert.Contains("市の担当者が対応を終えました", closed, StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"act\"", stopped + closed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_owner_that_does_not_answer_is_no_end_of_the_link()
    {
        await using FamilyHarness harness = await FamilyHarness.StartAsync();
        harness.Silent = true;

        using HttpResponseMessage answer = await harness.Client.GetAsync(harness.Link);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains("少し待って", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_it_is_over_the_page_says_so_and_asks_for_nothing()
    {
        await using FamilyHarness harness = await FamilyHarness.StartAsync();
        harness.Case = Homes.Case with { End = FamilyCaseEnd.Seen, Changed = Homes.Now };
        string seen = await harness.Client.GetStringAsync(harness.Link);
        harness.Case = Homes.Case with { End = FamilyCaseEnd.Unclear, Changed = Homes.Now };
        string unclear = await harness.Client.GetStringAsync(harness.Link);

        Assert.Contains("テレビの利用を確認しました。このお知らせは終わりました。", seen, StringComparison.Ordinal);
        Assert.Contains("様子が分かったわけではありません", unclear, StringComparison.Ordinal);
        Assert.DoesNotContain("<form", seen + unclear, StringComparison.Ordinal);
    }
}
