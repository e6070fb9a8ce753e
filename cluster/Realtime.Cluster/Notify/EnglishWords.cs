using System.Globalization;
using Realtime.Domain;

namespace Realtime.Cluster.Notify;

/// <summary>English, in plain words: one thought per sentence, no codes, and no claim that anybody is ill.</summary>
public sealed class EnglishWords : INoticeLanguage
{
    private const string CallFirst = "Please call first and ask how they are. If you cannot reach them, ask somebody nearby to visit.";
    private const string CheckDevice = "Please check that the TV's plug and the network box are connected.";
    private const string Nothing = "Nothing needs to be done.";

    private static readonly Dictionary<(string Rule, Moment Moment), Phrase> _operators = new()
    {
        [(Rules.Stage, Moment.Begin)] = new("[Level {level}] {name}: the water reached a threshold", "The water at {name} reached the threshold that corresponds to alert level {level}.", "Check the place and the stations upstream, and decide whether evacuation information is needed."),
        [(Rules.Stage, Moment.Blind)] = new("[Not visible] {name}: no water level arrives", "No water level arrives from {name} any more. The last known one corresponds to alert level {level}. It has not necessarily fallen.", "Look at stations or cameras nearby and check the station's connection."),
        [(Rules.Stage, Moment.End)] = new("[Over] {name}: the water is below the thresholds", "The water at {name} is below all thresholds.", Nothing),
        [(Rules.Stage, Moment.Unsure)] = new("[Unconfirmed, level {level}] {name}: one high reading", "One reading of {name} reaches the threshold that corresponds to alert level {level}. Nothing bears it out yet: it may be the gauge.", "Look at the place, at cameras and at the stations nearby. The next reading confirms it or takes it back."),
        [(Rules.Stage, Moment.Nothing)] = new("[Not confirmed] {name}: the high reading was not seen again", "The reading of {name} that corresponded to alert level {level} was not seen again.", "Nothing needs to be done for the water. Have the gauge checked if this happens again."),
        [(Rules.GaugeFault, Moment.Begin)] = new("[Gauge fault] {name} sends an old level", "{name} still stands in the source's list with an old observation. What the level is now is not known.", "Check the gauge and its connection. Until then watch the place in another way."),
        [(Rules.GaugeFault, Moment.End)] = new("[Back] {name} sends fresh levels", "A fresh level of {name} has come.", Nothing),
        [(Rules.Drift, Moment.Begin)] = new("[Gauge fault] {name} drifts", "The level of {name} slowly leaves that of its neighbours.", "Have the gauge checked and levelled. Until then believe its neighbours, too."),
        [(Rules.Drift, Moment.End)] = new("[Back] {name} agrees with its neighbours", "The level of {name} agrees with its neighbours again.", Nothing),
        [(Rules.HeavyRain, Moment.Begin)] = new("[Heavy rain] {name}", "Very heavy rain falls at {name}.", "Check low-lying places, small rivers and slopes, and the information of the meteorological agency."),
        [(Rules.HeavyRain, Moment.End)] = new("[Over] {name}: the rain is weaker", "The rain at {name} is weaker. Rivers and slopes may still become worse.", "Keep watching rivers and slopes."),
        [(Rules.Silence, Moment.Begin)] = new("[No data] {name} sends nothing", "{name} has sent nothing for longer than its limit.", "Check the device and its connection. Until then watch the place in another way."),
        [(Rules.Silence, Moment.End)] = new("[Back] {name} sends again", "{name} sends data again.", Nothing),
        [(Rules.Anomaly, Moment.Begin)] = new("[Unusual] {name}: values as never before", "The values of {name} differ from everything they have been so far.", "Look at the place and at the device; decide whether something has to be done."),
        [(Rules.Anomaly, Moment.Blind)] = new("[Not visible] {name}: no value arrives", "No value arrives from {name} any more. Its last values were unusual; they have not necessarily become usual again.", "Check the device and its connection, and look at the place."),
        [(Rules.Anomaly, Moment.End)] = new("[Over] {name}: values as usual", "The values of {name} are as usual again.", Nothing),
        [(Rules.LostContact, Moment.Begin)] = new("[Contact lost] {name}", "Contact with {name} is lost.", "Stop the machine if you can, and look where it is."),
        [(Rules.LostContact, Moment.End)] = new("[Back] {name} is in contact again", "{name} is in contact again.", Nothing),
        [(Rules.Corridor, Moment.Begin)] = new("[Off its route] {name} left its corridor", "{name} left the corridor of its route.", "Check where it is and bring it back or stop it."),
        [(Rules.Corridor, Moment.End)] = new("[Over] {name} is on its route again", "{name} is back in its corridor.", Nothing),
        [(Rules.Geofence, Moment.Begin)] = new("[Zone] {name} crossed the edge of a zone", "{name} entered or left a zone that it must not enter or leave.", "Check where it is and bring it back or stop it."),
        [(Rules.Geofence, Moment.End)] = new("[Zone, over] {name} is where it may be", "{name} is on the right side of its zones again.", Nothing),
        [(Rules.BatteryLow, Moment.Begin)] = new("[Battery] {name}: battery low", "The battery of {name} is low.", "Bring it back or have it charged."),
        [(Rules.BatteryLow, Moment.End)] = new("[Battery, over] {name}", "The battery of {name} is charged again.", Nothing),
        [(Rules.Altitude, Moment.Begin)] = new("[Height] {name} flies too high", "{name} flies higher than permitted.", "Have it descend."),
        [(Rules.Altitude, Moment.End)] = new("[Height, over] {name}", "{name} is below its highest permitted height again.", Nothing),
        [(Rules.NoViewing, Moment.Begin)] = new("[Watch-over] {name}: no TV viewing seen", "No TV viewing was seen at {name} for longer than the registered time.", "Check whether the family has been reached."),
        [(Rules.NoViewing, Moment.Blind)] = new("[Watch-over, not visible] {name}", "The TV of {name} cannot be seen any more.", "Check the device and its connection."),
        [(Rules.NoViewing, Moment.End)] = new("[Watch-over] {name}: TV viewing seen", "TV viewing was seen at {name}.", Nothing),
        [(Rules.DeviceSilent, Moment.Begin)] = new("[Watch-over, not visible] {name}", "The TV device of {name} sends nothing. This says nothing about the person.", "Check the device and its connection."),
        [(Rules.DeviceSilent, Moment.End)] = new("[Watch-over, back] {name}", "The TV device of {name} sends data again.", Nothing),
        [(Rules.ShelterNearlyFull, Moment.Begin)] = new("[Shelter] {name} is nearly full", "The people in {name} come close to its capacity.", "Prepare to direct people to other shelters."),
        [(Rules.ShelterNearlyFull, Moment.End)] = new("[Shelter, over] {name} has room again", "{name} has room again.", Nothing),
        [(Rules.ShelterOverCapacity, Moment.Begin)] = new("[Shelter] {name} is over its capacity", "There are more people in {name} than it can take.", "Direct people to other shelters now."),
        [(Rules.ShelterOverCapacity, Moment.End)] = new("[Shelter, over] {name} is no longer over its capacity", "{name} is no longer over its capacity.", Nothing),
        [(Rules.ShelterHazard, Moment.Begin)] = new("[Shelter] {name} is not fit for the hazard", "{name} is open and not fit for the hazard that is active now.", "Decide at once whether the people there have to move, and send nobody there."),
        [(Rules.ShelterHazard, Moment.End)] = new("[Shelter, over] {name}", "{name} is closed, or the hazard it is not fit for is over.", Nothing),
        [(Rules.ShelterSupplies, Moment.Begin)] = new("[Shelter] {name}: supplies are short", "Supplies of {name} will not last.", "Send supplies. The details name what is short."),
        [(Rules.ShelterSupplies, Moment.End)] = new("[Shelter, over] {name}: supplies", "Supplies of {name} last long enough again, or it is closed.", Nothing),
        [(Rules.ShelterPower, Moment.Begin)] = new("[Shelter] {name} has no power", "{name} is open and has no mains power.", "Arrange power and check on people who depend on medical devices."),
        [(Rules.ShelterPower, Moment.End)] = new("[Shelter, back] {name} has power again", "{name} has power again.", Nothing),
        [(Rules.CrowdFlow, Moment.Begin)] = new("[Crowd] {name}: more people than the limit", "More people pass {name} than the place is meant for.", "Slow or redirect the inflow upstream, and keep the ways out free."),
        [(Rules.CrowdFlow, Moment.End)] = new("[Crowd, over] {name}", "Fewer people pass {name} again than the limit.", Nothing),
        [(Rules.CrowdDensity, Moment.Begin)] = new("[Crowd] {name} is too dense", "The people at {name} stand too close together.", "Stop the inflow upstream first, not the head of the queue. Keep the ways out free."),
        [(Rules.CrowdDensity, Moment.End)] = new("[Crowd, over] {name} has room again", "The people at {name} have room again.", Nothing),
        [(Rules.CrowdUnusual, Moment.Begin)] = new("[Crowd] {name}: unusually many people", "There are far more people at {name} than usual for this weekday and hour.", "Find out why, and whether staff or transport is needed."),
        [(Rules.CrowdUnusual, Moment.End)] = new("[Crowd, over] {name}: as usual again", "The number of people at {name} is no longer unusual.", Nothing),
        [(Rules.CounterBlind, Moment.Begin)] = new("[Counter fault] {name} counts nobody", "The counter at {name} counts nobody where people are expected. The place is not known to be empty.", "Check the counter and its connection. Until then watch the place in another way."),
        [(Rules.CounterBlind, Moment.End)] = new("[Back] {name} counts again", "The counter at {name} counts people again.", Nothing),
        [(Rules.ChannelStalled, Moment.Begin)] = new("[Reception stopped] {name}", "Nothing arrives through {name}. What it covers cannot be judged now.", "Check the sender and its connection."),
        [(Rules.ChannelStalled, Moment.End)] = new("[Reception back] {name}", "Data arrives through {name} again.", Nothing),
    };

    private static readonly Dictionary<(string Rule, Moment Moment), Phrase> _families = new()
    {
        [(Rules.NoViewing, Moment.Begin)] = new("[Watch-over] {name}: no TV viewing seen", "No TV viewing was seen at {name} for longer than the time you registered. We see the use of the TV only.", CallFirst),
        [(Rules.NoViewing, Moment.Blind)] = new("[Watch-over] {name}: we cannot see the TV", "We cannot see the TV of {name} any more. The reason is often the device or the network; it says nothing about the person.", CallFirst + " " + CheckDevice),
        [(Rules.Anomaly, Moment.Begin)] = new("[Watch-over] {name}: unusual values", "The values of {name} differ from everything they have been so far. That is no diagnosis.", CallFirst),
        [(Rules.Anomaly, Moment.End)] = new("[Watch-over] {name}: values as usual", "The values of {name} are as usual again.", Nothing),
        [(Rules.DeviceSilent, Moment.Begin)] = new("[Watch-over] {name}: we cannot see the TV", "The TV device of {name} sends nothing. This says nothing about the person.", CheckDevice),
    };

    public string Tag => "en";

    public string SeenHeading => "What was seen";

    public string SinceHeading => "Since when";

    public string ToDoHeading => "What to do now";

    public string ToldHeading => "Who else was told";

    public string DetailHeading => "Details";

    public string PageHeading => "Page";

    public string ListHeading => "The notices";

    public string BudgetHeading => "Mails this hour";

    public string GroupTitle(string area, int count, int level) =>
        $"{(level >= 2 ? $"[Up to level {level}]" : "[Notices]")} {(area.Length > 0 ? area : "Several areas")}: {count} notices";

    public string GroupSeen(string area, int count, int level) =>
        $"{count} notices about {(area.Length > 0 ? area : "several areas")} stand in this mail." + (level >= 2 ? $" The highest corresponds to alert level {level}." : "");

    public string Budget(int hourly, int budget, bool digest) => $"This is mail {hourly} within one hour; {budget} are the measure."
        + (digest ? " Above it all areas share one mail. Nothing is left out." : "");

    public string More(int count, string byRule) => $"{count} more, see the page: {byRule}";

    public string DrillMark => "[訓練] [Drill] ";

    public string DrillSentence => "This is a drill.";

    public string Closing => "This mail was sent automatically.";

    public Phrase Of(string rule, Moment moment, bool family) =>
        family && _families.TryGetValue((rule, moment), out Phrase? own) ? own
        : _operators.TryGetValue((rule, moment), out Phrase? phrase) ? phrase
        : moment switch
        {
            Moment.Begin => new Phrase("[Notice] {name}", "There is a notice about {name}.", "Look at the page."),
            Moment.Unsure => new Phrase("[Unconfirmed] {name}", "One reading of {name} asks for attention. Nothing bears it out yet.", "Look at the page. The next reading confirms it or takes it back."),
            Moment.Nothing => new Phrase("[Not confirmed] {name}", "What one reading of {name} said was not confirmed.", Nothing),
            Moment.Blind => new Phrase("[Not visible] {name}", "{name} cannot be seen any more. The last known state stands.", "Check the device and its connection."),
            _ => new Phrase("[Over] {name}", "The notice about {name} is over.", Nothing),
        };

    public string Greeting(string name) => name.Length == 0 ? "" : $"Dear {name},";

    public string Time(DateTimeOffset local, string zone) => local.ToString("d MMMM yyyy, HH:mm", CultureInfo.InvariantCulture) + $" ({zone})";

    public string Told(int others, bool operators) => (others, operators) switch
    {
        (0, false) => "Nobody else was told.",
        (0, true) => "The city's operators were told too.",
        (_, false) => $"{others} more {(others == 1 ? "person was" : "people were")} told.",
        _ => $"The city's operators and {others} more {(others == 1 ? "person were" : "people were")} told.",
    };
}
