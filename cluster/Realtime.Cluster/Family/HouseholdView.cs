using Realtime.Domain;

namespace Realtime.Cluster.Family;

/// <summary>A registration as the municipality reads it: the same shape as it was sent, so that it can be changed and sent back.</summary>
public static class HouseholdView
{
    /// <param name="known">The registration.</param>
    /// <param name="people">Its people; null = erased, and then there is nothing to show of them.</param>
    public static HouseholdRequest Of(Registration known, HouseholdPeople? people)
    {
        FamilySettings family = known.Family!;
        return new HouseholdRequest
        {
            Municipality = known.Municipality,
            Area = known.Area,
            Source = known.Source,
            NoViewingHours = known.NoViewingLimit?.TotalHours,
            DayStart = known.Household?.DayStart,
            LearnRhythm = known.Household?.LearnRhythm ?? false,
            DeviceSilentMinutes = known.DeviceSilentLimit.TotalMinutes,
            ViewingPowerW = known.ViewingPowerW,
            Resident = people?.Resident,
            Consent = people is null ? null : new ConsentRequest(people.Consent.By, people.Consent.At, people.Consent.For),
            Contacts = people is null ? null : [.. people.Contacts.Select((contact, step) => new ContactRequest
            {
                Name = contact.Name,
                Mail = contact.Mail,
                Webhook = contact.Webhook,
                Line = contact.Line,
                Language = contact.Language,
                WaitMinutes = step < family.ContactWaits.Count ? family.ContactWaits[step].TotalMinutes : 0,
            })],
            MunicipalityWaitMinutes = family.MunicipalityWait.TotalMinutes,
            AskResident = family.AskResident,
            QuietFrom = family.QuietFrom,
            QuietUntil = family.QuietUntil,
            UnseenHours = family.UnseenAfter.TotalHours,
            DailyAt = family.DailyAt,
            Language = family.Language,
            UtcOffsetMin = (int)family.UtcOffset.TotalMinutes,
        };
    }
}
