using Realtime.Actors.Ports;
using Realtime.Cluster.Family;
using Realtime.Domain;

namespace Realtime.Tests.Family;

/// <summary>A household as the tests of letters and pages know it.</summary>
internal static class Homes
{
    public static readonly ThingKey Key = new(ThingKind.Household, "h-0042");
    public static readonly DateTimeOffset Now = new(2026, 11, 23, 8, 10, 0, TimeSpan.FromHours(9));
    public static readonly TimeZoneInfo Tokyo = TimeZoneInfo.FindSystemTimeZoneById("Asia/Tokyo");

    public static readonly HouseholdPeople People = new(
        "山田 花子",
        new Consent("山田 花子", new DateOnly(2026, 10, 1), "テレビの利用の見守り"),
        [new FamilyContact("山田 太郎", "taro@family.example", null, null, "ja"), new FamilyContact("Kate", null, "https://hooks.example/in", null, "en")]);

    public static readonly FamilySettings Settings = new()
    {
        ContactWaits = [TimeSpan.FromMinutes(30), TimeSpan.FromHours(2)],
        AskResident = true,
    };

    public static FamilyCase Case => new()
    {
        Id = "0123456789abcdef0123456789abcdef",
        Thing = Key,
        Since = Now.AddHours(-25),
        Changed = Now.AddHours(-1),
        OpenedAt = Now,
        AskedAt = Now,
        AskMessage = "fedcba9876543210fedcba9876543210",
    };

    public static FamilyFacts Facts => new(Key, Settings)
    {
        LastReading = Now,
        ChannelUntil = Now,
        SilentSince = Now.AddHours(-25),
        DeviceSilentLimit = TimeSpan.FromMinutes(10),
        Answer = new Delivery("fedcba9876543210fedcba9876543210", MessageOutcome.Shown, Now),
    };

    public static FamilyMail Mail(FamilyLetterKind kind, int step, FamilyCase? of = null, FamilyFacts? facts = null)
    {
        FamilyCase known = of ?? Case;
        FamilyLetter letter = new(FamilyLetter.IdOf(known.Id, kind, step, known.OpenedAt), known.Id, Key, kind, step, 0, Now, Now, step == FamilyLetter.Municipality ? "" : "hash", Now.AddDays(7));
        return new FamilyMail(letter, known, facts ?? Facts, 3);
    }
}
