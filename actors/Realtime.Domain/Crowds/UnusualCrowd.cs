using System.Globalization;

namespace Realtime.Domain;

/// <summary>
/// More people than this weekday and hour ever have (<see cref="WeeklyProfile"/>). Raised only when the number is large in three ways: by
/// itself, as a multiple of the usual, and beside the usual scatter of that hour (five robust standard deviations; 1.25 mean absolute
/// distances stand for one, as for a normal distribution). Holidays and events are not known beforehand: they are what they are.
/// Source: the twelve months of 22 counters of the City of Melbourne (2013); the factors were not fitted to one place.
/// </summary>
internal static class UnusualCrowd
{
    /// <summary>Weeks an hour must have been seen before anything in it can be called unusual.</summary>
    public const int WeeksMin = 4;

    /// <summary>Robust standard deviations from which it is unusual.</summary>
    public const double SigmasMin = 5;

    private const double SpreadToSigma = 1.25;

    /// <summary>Least standard deviation, in square roots: one, and a twentieth of the usual root (a tenth of the usual number).</summary>
    private const double SigmaFloor = 1;
    private const double SigmaShare = 0.05;

    /// <summary>The alert ends below this share of the ratio, or of the least number.</summary>
    private const double ClearRatioShare = 0.5;

    /// <summary>Judges a count against the profile as it was before the count.</summary>
    public static Episode? Judge(CrowdState crowd, CrowdSettings settings, ProfileSlot usual, in AlertHeader header, StepOutput output)
    {
        double number = Math.Max(1, usual.Mean * usual.Mean);
        double sigmas = (Math.Sqrt(crowd.Persons) - usual.Mean) / Sigma(usual);
        double ratio = crowd.Persons / number;
        if (crowd.Unusual is { IsOpen: true } open)
        {
            bool over = crowd.Persons < settings.UnusualMinPersons * CrowdLimit.ClearShare || (usual.Weeks > 0 && ratio < settings.UnusualRatio * ClearRatioShare);
            return !over ? open : open.Resolve(
                header, crowd.Time.GetValueOrDefault(), $"{header.ThingName}: no longer unusually many, {Found(crowd, settings, number)}", Evidence(settings, usual, ratio, sigmas), output);
        }

        bool unusual = usual.Weeks >= WeeksMin && crowd.Persons >= settings.UnusualMinPersons && ratio >= settings.UnusualRatio && sigmas >= SigmasMin;
        return !unusual ? crowd.Unusual : Episode.Raise(
            crowd.Unusual,
            header,
            new Finding(
                crowd.Time.GetValueOrDefault(), 1, $"{header.ThingName}: unusually many people, {Found(crowd, settings, number)}", Evidence(settings, usual, ratio, sigmas)),
            output);
    }

    private static string Found(CrowdState crowd, CrowdSettings settings, double usual) =>
        $"{CrowdText.Number(crowd.Persons, CrowdText.Persons)}, {CrowdText.Slot(crowd.Time.GetValueOrDefault(), settings.Interval)}, usual {CrowdText.Number(usual, CrowdText.Persons)}";

    private static string Evidence(CrowdSettings settings, ProfileSlot usual, double ratio, double sigmas) => string.Create(
        CultureInfo.InvariantCulture,
        $"{ratio:0.0} times the usual, {sigmas:0.0} robust standard deviations, learned from {usual.Weeks} weeks; ")
        + string.Create(
            CultureInfo.InvariantCulture,
            $"unusual from {settings.UnusualRatio:0.0} times, {SigmasMin:0} deviations and {CrowdText.Number(settings.UnusualMinPersons, CrowdText.Persons)}; holidays are not known beforehand");

    private static double Sigma(ProfileSlot usual) => Math.Max(SpreadToSigma * usual.Spread, SigmaFloor + SigmaShare * usual.Mean);
}
