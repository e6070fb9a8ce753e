using Akka.Actor;
using Realtime.Domain;

namespace Realtime.Actors.Families;

/// <summary>
/// What operators say of an alert stands at the alert desk. Here it is followed before the operator hears that it is taken, with every change
/// that is handed over, and again whenever this desk starts: so it holds whichever of the two was away when it was said.
/// </summary>
public sealed partial class FamilyDesk
{
    /// <summary>Cases the office has closed whose household is not known yet: their last letters keep its quiet hours.</summary>
    private readonly HashSet<string> _closing = new(StringComparer.Ordinal);

    private bool _caughtUp;

    private void Stop(StopLadder stop) => StoreAll(Follow(_book.Find(stop.Word.AlertId), stop.Word), () =>
    {
        Context.Parent.Tell(new LadderStopped(stop.Result, stop.ReplyTo));
        Work();
    });

    private void CatchUp(OperatorWords words) => StoreAll([.. words.Words.SelectMany(word => Follow(_book.Find(word.AlertId), word))], () =>
    {
        _caughtUp = true;
        Work();
    });

    /// <summary>Suppressed: no further step, and who was told hears of the end. Closed: that is the end, and who was told hears it.</summary>
    private List<FamilyEvent> Follow(FamilyCase? known, OperatorWord word)
    {
        if (known is not { IsOpen: true, Kind: FamilyCaseKind.NoViewing })
        {
            return [];
        }

        List<FamilyEvent> events = [];
        if (word.AcknowledgedBy is { } carer && known.AcknowledgedBy is null)
        {
            events.Add(new CaseAcknowledged(known.Id, carer, "", Now));
        }

        if ((word.SuppressedBy ?? word.ClosedBy) is { } silencer && known.SuppressedBy is null)
        {
            events.Add(new CaseSilenced(known.Id, silencer, Now));
        }

        if (word.ClosedBy is not null)
        {
            _closing.Add(known.Id);
            events.AddRange(Closed(known));
        }

        return events;
    }

    /// <summary>The end of a case that the office has closed, as soon as its household is known.</summary>
    private List<FamilyEvent> Closed(FamilyCase known) =>
        _settings.TryGetValue(known.Thing, out FamilySettings? settings) && _closing.Remove(known.Id)
            ? End(known, FamilyCaseEnd.Closed, known.Changed, settings)
            : [];

    private void EndClosed()
    {
        List<FamilyEvent> events = [.. _closing.ToArray().Select(_book.Find).OfType<FamilyCase>().Where(known => known.IsOpen).SelectMany(Closed)];
        if (events.Count > 0)
        {
            StoreAll(events, SendDue);
        }
    }
}
