using Realtime.Domain;

namespace Realtime.Domain.Tests;

/// <summary>When a letter goes and what stands in it, worked by hand and at random.</summary>
public sealed class PostRuleTests
{
    private static readonly DateTimeOffset Start = new(2026, 9, 12, 18, 0, 0, TimeSpan.FromHours(9));
    private static readonly PostSettings Usual = new(TimeSpan.FromSeconds(3), TimeSpan.FromMinutes(5), 6);

    [Fact]
    public void The_first_notice_gathers_for_a_moment_and_then_goes_with_what_came_meanwhile()
    {
        PostedNotice[] waiting = [Notice("a", 0, "north"), Notice("b", 2, "north")];

        Assert.Null(PostRule.Due(waiting, [], Usual, At(2), out DateTimeOffset? next));
        Assert.Equal(At(3), next);
        LetterPlan letter = PostRule.Due(waiting, [], Usual, At(3), out _)!;
        Assert.Equal(["a-0", "b-0"], letter.Notices.Select(notice => notice.Key));
        Assert.Equal(("east north", false, false, 1), (letter.Area, letter.Drill, letter.Digest, letter.Hourly));
    }

    [Theory]
    [InlineData(2, AlertChangeKind.Raised, 305)] // Not worse than what was told: waits for the window.
    [InlineData(4, AlertChangeKind.Raised, 63)] // Worse: goes out as soon as it is gathered.
    [InlineData(4, AlertChangeKind.SteppedUp, 63)]
    [InlineData(4, AlertChangeKind.Unobservable, 305)] // Says no more about the water than before.
    [InlineData(0, AlertChangeKind.Resolved, 305)]
    public void A_second_letter_about_an_area_waits_for_the_window_unless_it_got_worse(int level, AlertChangeKind kind, int due)
    {
        WrittenLetter[] written = [new(At(5), "east north", false, 6)];
        PostedNotice[] waiting = [Notice("a", 60, "north", level, kind)];

        Assert.Null(PostRule.Due(waiting, written, Usual, At(due - 1), out DateTimeOffset? next));
        Assert.Equal(At(due), next);
        Assert.NotNull(PostRule.Due(waiting, written, Usual, At(due), out _));
    }

    [Fact]
    public void A_confirmation_says_more_than_what_it_confirms_and_goes_at_once()
    {
        PostedNotice unsure = Notice("a", 0, "north", 4) with { Change = Notice("a", 0, "north", 4).Change with { Unconfirmed = true } };
        LetterPlan first = PostRule.Due([unsure], [], Usual, At(3), out _)!;
        WrittenLetter[] written = [new(At(3), first.Area, first.Drill, first.Weight)];

        Assert.Null(PostRule.Due([unsure with { Key = "b-0", At = At(60) }], written, Usual, At(63), out _));
        Assert.NotNull(PostRule.Due([Notice("a", 60, "north", 4, AlertChangeKind.Confirmed)], written, Usual, At(63), out _));
    }

    [Fact]
    public void Another_area_and_a_drill_have_letters_of_their_own()
    {
        WrittenLetter[] written = [new(At(0), "east north", false, 8)];
        PostedNotice[] waiting = [Notice("a", 10, "south", 2), Notice("b", 11, "south", 4, drill: true), Notice("c", 12, "south", 2)];

        LetterPlan real = PostRule.Due(waiting, written, Usual, At(14), out _)!;
        Assert.Equal(["a-0", "c-0"], real.Notices.Select(notice => notice.Key));
        LetterPlan drill = PostRule.Due([waiting[1]], written, Usual, At(14), out _)!;
        Assert.True(drill.Drill);
        Assert.Equal(["b-0"], drill.Notices.Select(notice => notice.Key));
    }

    [Fact]
    public void Beyond_the_budget_all_areas_share_one_letter_per_window()
    {
        WrittenLetter[] written = [.. Enumerable.Range(0, 6).Select(i => new WrittenLetter(At(i * 60), $"east {i}", false, 8))];
        PostedNotice[] waiting = [Notice("a", 310, "north", 2), Notice("b", 320, "south", 4)];

        Assert.Null(PostRule.Due(waiting, written, Usual, At(599), out DateTimeOffset? next));
        Assert.Equal(At(600), next);
        LetterPlan digest = PostRule.Due(waiting, written, Usual, At(600), out _)!;
        Assert.Equal(("", true, 7), (digest.Area, digest.Digest, digest.Hourly));
        Assert.Equal(2, digest.Notices.Count);
        Assert.False(PostRule.Due(waiting, written, Usual, At(3901), out _)!.Digest); // An hour later the budget is free again.
    }

    [Fact]
    public void What_is_due_together_is_what_would_be_due_one_after_the_other()
    {
        PostedNotice[] waiting = [.. Enumerable.Range(0, 9).Select(i => Notice($"n{i}", i, $"area {i % 4}", 2 + (i % 3)))];
        List<LetterPlan> single = [];
        List<PostedNotice> left = [.. waiting];
        List<WrittenLetter> written = [.. Enumerable.Range(0, 4).Select(i => new WrittenLetter(At(-i * 60), $"east other {i}", false, 8))];
        while (PostRule.Due(left, written, Usual, At(700), out _) is { } plan)
        {
            single.Add(plan);
            left.RemoveAll(plan.Notices.Contains);
            written.Add(new WrittenLetter(At(700), plan.Area, plan.Drill, plan.Weight));
        }

        IReadOnlyList<LetterPlan> together = PostRule.AllDue(waiting, written[..4], Usual, At(700), 100, out DateTimeOffset? next);

        Assert.Equal(left.Count == 0, next is null);
        Assert.Equal(single.Select(Shape), together.Select(Shape));
        Assert.Contains(together, plan => plan.Digest || plan.Hourly > 4);
        Assert.Equal(single.Take(2).Select(Shape), PostRule.AllDue(waiting, written[..4], Usual, At(700), 2, out _).Select(Shape));

        static string Shape(LetterPlan plan) => $"{plan.Area}/{plan.Digest}/{plan.Hourly}: {string.Join(' ', plan.Notices.Select(notice => notice.Key))}";
    }

    [Fact]
    public void Without_a_window_every_notice_is_a_letter()
    {
        LetterPlan letter = PostRule.Due([Notice("a", 0, "north"), Notice("b", 0, "north")], [], Usual with { Window = TimeSpan.Zero }, At(0), out _)!;
        Assert.Equal(["a-0"], letter.Notices.Select(notice => notice.Key));
    }

    [Fact]
    public void The_list_is_in_the_order_of_event_time_whatever_came_first()
    {
        PostedNotice late = Notice("a", 1, "north") with { Change = Notice("a", 1, "north").Change with { Time = At(90) } };
        LetterPlan letter = PostRule.Due([late, Notice("b", 2, "north")], [], Usual, At(4), out _)!;
        Assert.Equal(["b-0", "a-0"], letter.Notices.Select(notice => notice.Key));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Nothing_is_swallowed_doubled_or_kept_longer_than_the_window(int seed)
    {
        var random = new Random(seed);
        var open = new Queue<PostedNotice>(Enumerable.Range(0, 600)
            .Select(i => Notice($"n{i:000}", random.Next(14_400), $"area {random.Next(8)}", random.Next(5), random.Next(4) == 0 ? AlertChangeKind.Resolved : AlertChangeKind.Raised, random.Next(10) == 0))
            .OrderBy(notice => notice.At));
        List<PostedNotice> waiting = [];
        List<WrittenLetter> written = [];
        List<(LetterPlan Plan, DateTimeOffset At)> letters = [];
        for (int second = 0; second < 15_000; second++)
        {
            while (open.TryPeek(out PostedNotice? notice) && notice.At <= At(second))
            {
                waiting.Add(open.Dequeue());
            }

            while (PostRule.Due(waiting, written, Usual, At(second), out _) is { } plan)
            {
                letters.Add((plan, At(second)));
                written.Add(new WrittenLetter(At(second), plan.Area, plan.Drill, plan.Weight));
                waiting.RemoveAll(plan.Notices.Contains);
            }
        }

        Assert.Empty(waiting);
        string[] told = [.. letters.SelectMany(letter => letter.Plan.Notices).Select(notice => notice.Key)];
        Assert.Equal(600, told.Length);
        Assert.Equal(600, told.Distinct().Count());
        Assert.All(letters, letter => Assert.All(letter.Plan.Notices, notice => Assert.InRange(letter.At - notice.At, TimeSpan.Zero, Usual.Window + Usual.Gather)));
        Assert.All(letters, letter => Assert.Single(letter.Plan.Notices.Select(notice => notice.Change.Drill).Distinct()));

        // 600 notices in four hours: one letter per window at most once the budget is used, plus what got worse, for each of the two kinds.
        Assert.InRange(letters.Count, 24, 150);
    }

    private static DateTimeOffset At(int seconds) => Start.AddSeconds(seconds);

    private static PostedNotice Notice(string id, int second, string area, int level = 2, AlertChangeKind kind = AlertChangeKind.Raised, bool drill = false) => new(
        $"{id}-0",
        0,
        new AlertChange
        {
            AlertId = id,
            Thing = new ThingKey(ThingKind.Sensor, id),
            Rule = Rules.Stage,
            EpisodeStart = Start,
            Sequence = 0,
            Kind = kind,
            ToLevel = level,
            Time = Start,
            Municipality = "east",
            Area = area,
            Drill = drill,
            Text = id,
        },
        At(second));
}
