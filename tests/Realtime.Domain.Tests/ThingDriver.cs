using Realtime.Domain;

namespace Realtime.Domain.Tests;

/// <summary>
/// Drives one machine the way a partition does: readings in order, deadlines when the channel's watermark reaches them.
/// After every step it stores and restores the state, so every test is a test of the stored form too.
/// </summary>
internal sealed class ThingDriver(ThingKey key, Registration? registration = null, bool storeEachStep = true)
{
    public static readonly DateTimeOffset T0 = new(2026, 6, 2, 0, 0, 0, TimeSpan.FromHours(9));

    private readonly IThingMachine _machine = ThingMachines.For(key.Kind);

    public IThingState State { get; private set; } = ThingMachines.For(key.Kind).Initial;

    public Registration? Registration { get; private set; } = registration;

    public ChannelView? Channel { get; private set; }

    public List<AlertChange> Alerts { get; } = [];

    public List<ResultPoint> Results { get; } = [];

    public DateTimeOffset? Due => _machine.NextDue(State, Registration);

    public ThingView View => _machine.Describe(State, new StepContext(key, Registration, Channel));

    private StepContext Context => new(key, Registration, Channel);

    public StepOutput Read(Reading reading) => Step(output => _machine.OnReading(State, reading, Context, output));

    public StepOutput Register(Registration registration)
    {
        Registration = registration;
        return Step(output => _machine.OnRegistered(State, Context, output));
    }

    /// <summary>The channel vouches up to the watermark; everything due is expired, and the contract of OnDeadline is checked.</summary>
    public void Beat(DateTimeOffset watermark, DateTimeOffset? observedSince = null)
    {
        Channel = new ChannelView("channel", watermark, observedSince ?? Channel?.ObservedSince ?? T0);
        if (Due <= watermark)
        {
            Step(output => _machine.OnDeadline(State, Context, output));
            Assert.True(Due is null || Due > watermark, $"due {Due:O} is not after the watermark {watermark:O}");
        }
    }

    /// <summary>"Raised 0>3", one line per change.</summary>
    public IEnumerable<string> Changes(string? rule = null) =>
        Alerts.Where(change => rule is null || change.Rule == rule).Select(change => $"{change.Kind} {change.FromLevel}>{change.ToLevel}");

    private StepOutput Step(Func<StepOutput, IThingState> step)
    {
        StepOutput output = new();
        State = step(output);
        Alerts.AddRange(output.Alerts);
        Results.AddRange(output.Results);
        if (storeEachStep)
        {
            IThingState restored = ThingStateJson.Read(key.Kind, ThingStateJson.Write(key.Kind, State));
            Assert.Equal(State, restored);
            restored = ThingStateBytes.Read(key.Kind, ThingStateBytes.Write(key.Kind, State));
            Assert.Equal(State, restored);
            State = restored;
        }

        return output;
    }
}
