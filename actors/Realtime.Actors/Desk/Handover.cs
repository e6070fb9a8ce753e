using Realtime.Actors.Ports;
using Realtime.Domain;

namespace Realtime.Actors.Desk;

/// <summary>
/// One notice on its way through the post boxes: which ones it has been given to and what they said. Not stored: after a crash the desk
/// gives it out again and hears at once what is known.
/// </summary>
/// <param name="number">Its number in the book.</param>
/// <param name="change">What happened.</param>
/// <param name="route">Its readers.</param>
/// <param name="since">When it was handed over first, running time.</param>
internal sealed class Handover(long number, AlertChange change, PostRoute route, TimeSpan since)
{
    private readonly Dictionary<string, NotifyOutcome> _outcomes = new(StringComparer.Ordinal);
    private int _contact;

    public long Number { get; } = number;

    /// <summary>When it was handed over first, running time: until its letter is due it is not late.</summary>
    public TimeSpan Since { get; } = since;

    public AlertChange Change { get; } = change;

    public string Key { get; } = AlertNotice.KeyOf(change);

    /// <summary>Family and operators are both told of it.</summary>
    public bool OthersToo { get; } = route.Operators && route.Family.Count > 0;

    /// <summary>Post boxes that have not answered: the operators' and that of the first contact who was not refused.</summary>
    public IEnumerable<(string Box, Contact? To)> Open
    {
        get
        {
            if (route.Operators && !_outcomes.ContainsKey(PostRoute.OperatorsBox))
            {
                yield return (PostRoute.OperatorsBox, null);
            }

            if (_contact < route.Family.Count && !_outcomes.ContainsKey(PostRoute.BoxOf(route.Family[_contact])))
            {
                yield return (PostRoute.BoxOf(route.Family[_contact]), route.Family[_contact]);
            }
        }
    }

    /// <summary>The boxes that answered: they may forget the notice once the desk has stored the end of it.</summary>
    public IEnumerable<string> Answered => _outcomes.Keys;

    /// <summary>What all answers together mean; null while one is wanting.</summary>
    public NotifyOutcome? Outcome => Open.Any() ? null
        : _outcomes.ContainsValue(NotifyOutcome.Accepted) ? NotifyOutcome.Accepted
        : NotifyOutcome.Refused;

    /// <summary>A box answered. A contact who can never be reached is followed by the next one.</summary>
    public void Answer(string box, NotifyOutcome outcome)
    {
        _outcomes[box] = outcome;
        while (_contact < route.Family.Count && _outcomes.TryGetValue(PostRoute.BoxOf(route.Family[_contact]), out NotifyOutcome told) && told == NotifyOutcome.Refused)
        {
            _contact++;
        }
    }
}
