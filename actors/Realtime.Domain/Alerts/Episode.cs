using System.Text.Json.Serialization;

namespace Realtime.Domain;

/// <summary>Where an episode of a rule stands.</summary>
public enum EpisodeStatus
{
    Open,

    /// <summary>Open, but the thing cannot be seen: the level stands.</summary>
    Unobservable,

    /// <summary>Open and recorded, but nobody is told: level 0 until it is released.</summary>
    Suppressed,

    /// <summary>Over. Kept so that a later episode can never get the same start, and so the same id.</summary>
    Closed,
}

/// <summary>What every change of one rule of one thing has in common.</summary>
/// <param name="Thing">The thing.</param>
/// <param name="ThingName">Its name for people.</param>
/// <param name="Municipality">Owner; may be empty.</param>
/// <param name="Drill">Raised by a drill.</param>
/// <param name="Rule">One of <see cref="Rules"/>.</param>
/// <param name="Audience">Who it is for.</param>
/// <param name="Area">District of the thing; null = none registered.</param>
/// <param name="EventMode">Name of the event mode in force; null = none.</param>
public readonly record struct AlertHeader(
    ThingKey Thing, string ThingName, string Municipality, bool Drill, string Rule, Audience Audience = Audience.Operators, string? Area = null, string? EventMode = null)
{
    /// <summary>
    /// Header of a rule's alerts of this thing. The event mode's audience wins over the rule's, but never for a household: what concerns
    /// a family is not widened by a schedule.
    /// </summary>
    public static AlertHeader Of(in StepContext context, string municipality, bool drill, string rule, Audience? audience = null) => new(
        context.Key,
        context.DisplayName,
        municipality,
        drill,
        rule,
        context is { Mode.Audience: { } planned, Key.Kind: not ThingKind.Household } ? planned : audience ?? RuleBook.Of(rule).Audience,
        context.Registration?.Area,
        context.Mode?.Name);
}

/// <summary>What a rule found: when (event time), the level it leads to, the sentence and the reason; and whether a second reading has to bear it out.</summary>
public readonly record struct Finding(DateTimeOffset Time, int Level, string Text, string Evidence = "", bool Unconfirmed = false);

/// <summary>
/// The bookkeeping of one rule of one thing: its present or last episode. Every rule uses it, so identity, numbering and
/// levels of alerts are made in one place. The alert id is not stored: it follows from thing, rule and start.
/// </summary>
public sealed record Episode
{
    /// <summary>Two episodes closer than this would be one moment to people; only then is the second start moved by a tick.</summary>
    private static readonly TimeSpan SameMoment = TimeSpan.FromMilliseconds(1);

    /// <summary>Event time of the reading, or due time of the deadline, that began it.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>Level as people see it; 0 when closed.</summary>
    public int Level { get; init; }

    /// <summary>Changes so far = sequence of the next one.</summary>
    public int Changes { get; init; }

    public EpisodeStatus Status { get; init; }

    /// <summary>The present level rests on one reading that nothing bears out yet.</summary>
    public bool Unconfirmed { get; init; }

    [JsonIgnore]
    public bool IsOpen => Status != EpisodeStatus.Closed;

    /// <summary>
    /// Begins an episode. A second episode of a rule at the very time of the last one (a corrected value, thresholds changed
    /// and changed back) starts one tick later: with the same start it would have the same id and be taken for a repeat.
    /// </summary>
    public static Episode Raise(Episode? last, in AlertHeader header, in Finding finding, StepOutput output) =>
        Begin(last, finding).Emit(AlertChangeKind.Raised, header, finding, EpisodeStatus.Open, output);

    /// <summary>Begins an episode that nobody is told of yet.</summary>
    public static Episode RaiseSuppressed(Episode? last, in AlertHeader header, in Finding finding, StepOutput output) =>
        Begin(last, finding).Emit(AlertChangeKind.Suppressed, header, finding, EpisodeStatus.Suppressed, output);

    /// <summary>Holds an open episode back from now on.</summary>
    public Episode Suppress(in AlertHeader header, in Finding finding, StepOutput output) =>
        Emit(AlertChangeKind.Suppressed, header, finding, EpisodeStatus.Suppressed, output);

    /// <summary>Tells of an episode that was held back.</summary>
    public Episode Release(in AlertHeader header, in Finding finding, StepOutput output) =>
        Emit(AlertChangeKind.Released, header, finding, EpisodeStatus.Open, output);

    private static Episode Begin(Episode? last, in Finding finding)
    {
        DateTimeOffset start = last is not null && finding.Time <= last.Start && last.Start - finding.Time < SameMoment
            ? last.Start.AddTicks(1)
            : finding.Time;
        return new Episode { Start = start };
    }

    /// <summary>The level (or the stage within it) changed: up or down as told.</summary>
    public Episode Step(bool up, in AlertHeader header, in Finding finding, StepOutput output) =>
        Emit(up ? AlertChangeKind.SteppedUp : AlertChangeKind.SteppedDown, header, finding, EpisodeStatus.Open, output);

    /// <summary>The thing cannot be seen any more: the level stands. Nothing happens when that was said before.</summary>
    public Episode Lose(in AlertHeader header, DateTimeOffset time, string text, string evidence, StepOutput output) =>
        Status != EpisodeStatus.Open
            ? this
            : Emit(AlertChangeKind.Unobservable, header, new Finding(time, Level, text, evidence, Unconfirmed), EpisodeStatus.Unobservable, output);

    /// <summary>The thing can be seen again; the level is the last known one until the rule has looked.</summary>
    public Episode Regain(in AlertHeader header, DateTimeOffset time, string text, StepOutput output) =>
        Status != EpisodeStatus.Unobservable
            ? this
            : Emit(AlertChangeKind.Observable, header, new Finding(time, Level, text, "", Unconfirmed), EpisodeStatus.Open, output);

    /// <summary>Ends the episode; an episode that is over stays as it is.</summary>
    public Episode Resolve(in AlertHeader header, DateTimeOffset time, string text, string evidence, StepOutput output) =>
        IsOpen ? Emit(AlertChangeKind.Resolved, header, new Finding(time, 0, text, evidence, Unconfirmed), EpisodeStatus.Closed, output) : this;

    /// <summary>A second reading bears the level out, or a lower one that it leads to.</summary>
    public Episode Confirm(in AlertHeader header, in Finding finding, StepOutput output) =>
        Emit(AlertChangeKind.Confirmed, header, finding, EpisodeStatus.Open, output);

    /// <summary>The level was not borne out: back to the one before, which ends the episode when it is 0.</summary>
    public Episode Deny(in AlertHeader header, in Finding finding, StepOutput output) =>
        Emit(AlertChangeKind.NotConfirmed, header, finding, finding.Level == 0 ? EpisodeStatus.Closed : EpisodeStatus.Open, output);

    private Episode Emit(AlertChangeKind kind, in AlertHeader header, in Finding finding, EpisodeStatus status, StepOutput output)
    {
        output.Add(new AlertChange
        {
            AlertId = AlertIds.Of(header.Thing, header.Rule, Start, header.Drill),
            Thing = header.Thing,
            Rule = header.Rule,
            EpisodeStart = Start,
            Sequence = Changes,
            Kind = kind,
            FromLevel = Level,
            ToLevel = finding.Level,
            Time = finding.Time,
            Municipality = header.Municipality,
            Area = header.Area,
            ThingName = header.ThingName,
            Audience = header.Audience,
            Drill = header.Drill,
            Unconfirmed = finding.Unconfirmed,
            Text = finding.Text,
            Evidence = header.EventMode is { } mode ? Under(finding.Evidence, mode) : finding.Evidence,
        });
        return this with { Level = finding.Level, Changes = Changes + 1, Status = status, Unconfirmed = finding.Unconfirmed && status != EpisodeStatus.Closed };
    }

    private static string Under(string evidence, string mode) => $"{evidence}{(evidence.Length > 0 ? "; " : "")}event mode {mode} in force";
}
