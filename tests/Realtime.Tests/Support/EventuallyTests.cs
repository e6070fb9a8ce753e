namespace Realtime.Tests.Support;

public sealed class EventuallyTests
{
    [Fact]
    public async Task Returns_as_soon_as_the_condition_holds()
    {
        int asked = 0;
        await Eventually.TrueAsync("asked three times", () => ++asked == 3);
        Assert.Equal(3, asked);
    }

    [Fact]
    public async Task Says_what_was_waited_for_and_what_was_found()
    {
        EventuallyTimeoutException error = await Assert.ThrowsAsync<EventuallyTimeoutException>(
            () => Eventually.TrueAsync("the gate opens", () => false, TimeSpan.FromMilliseconds(50), () => "a closed gate"));
        Assert.Contains("the gate opens", error.Message, StringComparison.Ordinal);
        Assert.Contains("a closed gate", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_that_hangs_does_not_outlive_the_timeout()
    {
        TaskCompletionSource<bool> never = new();
        EventuallyTimeoutException error = await Assert.ThrowsAsync<EventuallyTimeoutException>(
            () => Eventually.TrueAsync("an answer", () => never.Task, TimeSpan.FromMilliseconds(50)));
        Assert.IsType<TimeoutException>(error.InnerException);
    }

    [Fact]
    public async Task An_error_counts_as_not_yet_and_is_shown_when_it_was_the_last_word()
    {
        int asked = 0;
        await Eventually.TrueAsync("the second try", () => ++asked > 1 ? true : throw new InvalidOperationException("too early"));

        EventuallyTimeoutException error = await Assert.ThrowsAsync<EventuallyTimeoutException>(
            () => Eventually.TrueAsync("never", Fail, TimeSpan.FromMilliseconds(50)));
        Assert.Contains("refused", error.Message, StringComparison.Ordinal);

        static bool Fail() => throw new InvalidOperationException("refused");
    }

    [Fact]
    public async Task Hands_out_the_first_value_there_is()
    {
        int asked = 0;
        string value = await Eventually.ValueAsync("a value", () => Task.FromResult(++asked > 1 ? "here" : null));
        Assert.Equal("here", value);
    }
}
