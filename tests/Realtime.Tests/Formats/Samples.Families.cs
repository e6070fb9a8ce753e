using Realtime.Actors.Families;
using Realtime.Actors.Partitions;
using Realtime.Actors.Ports;
using Realtime.Domain;

namespace Realtime.Tests.Formats;

/// <summary>Households whose people are told by steps.</summary>
internal static partial class Samples
{
    private static ThingKey House => new(ThingKind.Household, "h-0042"); // Not a field: fields of a type in several files have no order.

    private static FamilySettings Steps => new()
    {
        ContactWaits = [TimeSpan.FromMinutes(30), TimeSpan.FromHours(2)],
        MunicipalityWait = TimeSpan.FromHours(4),
        AskResident = true,
        QuietFrom = new TimeOnly(22, 0),
        QuietUntil = new TimeOnly(7, 0),
        DailyAt = new TimeOnly(18, 0),
        Language = "en",
        Sealed = "c2VhbGVk",
    };

    private static FamilyCase Told => new()
    {
        Id = Change.AlertId,
        Thing = House,
        Kind = FamilyCaseKind.NoViewing,
        Since = Noon.AddHours(-24),
        Changed = Noon,
        Sequence = 2,
        OpenedAt = Noon,
        AskedAt = Noon,
        AskMessage = "fedcba9876543210fedcba9876543210",
        NextStep = 1,
        LastStepAt = Noon,
        Hurry = true,
        Told = [0],
        Blind = true,
        AcknowledgedBy = "contact 1",
        AcknowledgedAt = Noon,
        End = FamilyCaseEnd.Unclear,
        EndedAt = Noon,
    };

    private static FamilyLetter Alarm => new("letter-9", Change.AlertId, House, FamilyLetterKind.Alarm, 0, -1, Noon, Noon, "abcdef", Noon.AddDays(7));

    private static FamilyFacts Facts => new(House, Steps)
    {
        LastReading = Noon,
        LastViewing = Noon,
        SilentSince = Noon,
        DeviceSilentLimit = TimeSpan.FromMinutes(10),
        ChannelUntil = Noon,
        Recording = true,
        AwayUntil = Noon,
        Answer = new Delivery("fedcba9876543210fedcba9876543210", MessageOutcome.Shown, Noon, "on"),
    };

    private static Dictionary<string, object> StoredOfFamilies() => new Dictionary<string, object>
    {
        ["family-event.case-opened"] = new CaseOpened(Told),
        ["family-event.case-followed"] = new CaseFollowed(Change.AlertId, true, Noon, 3),
        ["family-event.resident-asked"] = new ResidentAsked(Change.AlertId, "message-1", Noon),
        ["family-event.resident-not-reached"] = new ResidentNotReached(Change.AlertId, Noon),
        ["family-event.family-letter-formed"] = new FamilyLetterFormed(Alarm),
        ["family-event.family-letter-done"] = new FamilyLetterDone(Alarm.Id, NotifyOutcome.Refused, "no such address", Noon),
        ["family-event.case-acknowledged"] = new CaseAcknowledged(Change.AlertId, "duty officer", "visiting", Noon),
        ["family-event.case-silenced"] = new CaseSilenced(Change.AlertId, "duty officer", Noon),
        ["family-event.case-held"] = new CaseHeld(Change.AlertId, Noon, Noon),
        ["family-event.case-ended"] = new CaseEnded(Change.AlertId, FamilyCaseEnd.Seen, Noon, Noon, 4),
        ["family"] = new FamilyBookSnapshot(
            [Told], [new KnownLetter(Alarm, NotifyOutcome.Accepted)], [new LostLetter(Alarm, "no such address", Noon)],
            new Dictionary<string, IReadOnlyList<CaseLine>> { [Change.AlertId] = [new CaseLine(Noon, "told", "contact 1")] }, [new DailyWord(House, Noon)]),
    };

    private static IEnumerable<object> SentOfFamilies()
    {
        yield return new GetFamilyLink("!3", "abcdef");
        yield return new AcknowledgeFamilyLink("!3", "abcdef");
        yield return new FamilyLinkAnswer(Told, Facts, 1, Expired: true);
        yield return new GetLostLetters("!3");
        yield return new LostLettersAnswer([new LostLetter(Alarm, "no such address", Noon)]);
        yield return new GetHouseholdRegistration("$3", House);
        yield return new HouseholdRegistration(new Registration { Key = House, Municipality = "37201", Family = Steps, NoViewingLimit = TimeSpan.FromHours(24) });
    }
}
