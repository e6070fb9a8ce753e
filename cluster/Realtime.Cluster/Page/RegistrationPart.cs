using System.Globalization;
using Realtime.Domain;

namespace Realtime.Cluster.Page;

/// <summary>What the registry says of a thing, as far as operators need it: never its contacts.</summary>
public static class RegistrationPart
{
    public static Markup Render(ThingView thing, Registration? registration) => registration is null
        ? Markup.Of($"<p class=\"empty\">Nobody registered this thing: it is shown because it sends.</p>")
        : Markup.Of($"""
            <dl class="facts">{Markup.Each(Lines(thing, registration).Where(line => line.Text.Length > 0), line => Markup.Of($"<dt>{line.Label}</dt><dd>{line.Text}</dd>"))}</dl>
            {Markup.If(registration.Thresholds is { Stages.Count: > 0 }, () => WhyPart.Table(registration.Thresholds!, WhyPart.ValueOf(thing)))}
            """);

    private static IEnumerable<(string Label, string Text)> Lines(ThingView thing, Registration registration) =>
    [
        ("Channel", registration.Source ?? ""),
        ("District", registration.Area ?? ""),
        ("Place", thing is { Latitude: { } latitude, Longitude: { } longitude } ? string.Create(CultureInfo.InvariantCulture, $"{latitude:0.0000}° N, {longitude:0.0000}° E") : ""),
        ("Silent is an alert after", Span(registration.SilenceLimit)),
        ("Measured from", registration.Water?.Datum ?? ""),
        ("Capacity", registration.CapacityPersons is { } capacity ? $"{capacity.ToString("N0", CultureInfo.InvariantCulture)} persons" : ""),
        ("Fit for", registration.Shelter is { } shelter ? HazardTypes.Words(shelter.Fit) : ""),
        ("Not fit for", registration.Shelter is { } unfit ? HazardTypes.Words(unfit.Unfit) : ""),
        ("Stands for the hazard in", registration.Hazard is null ? "" : "registered shelters"),
        ("Vehicle type", registration.Vehicle?.Type ?? ""),
        ("Contact is lost after", Span(registration.Vehicle?.LostContactLimit)),
        ("No viewing is an alert after", Span(registration.NoViewingLimit)),
        ("Data", registration.Closed ? "closed: states without values" : ""),
        ("Out of service", registration.Retired ? "yes" : ""),
    ];

    private static string Span(TimeSpan? span) => span switch
    {
        null => "",
        { TotalHours: >= 1 } hours => string.Create(CultureInfo.InvariantCulture, $"{hours.TotalHours:0.##} h"),
        { TotalMinutes: >= 1 } minutes => string.Create(CultureInfo.InvariantCulture, $"{minutes.TotalMinutes:0.##} min"),
        { } seconds => string.Create(CultureInfo.InvariantCulture, $"{seconds.TotalSeconds:0.##} s"),
    };
}
