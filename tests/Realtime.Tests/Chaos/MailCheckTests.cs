using Realtime.Chaos.Mail;
using Realtime.Cluster.Notify;
using Realtime.Domain;
using Realtime.LoadGen.Chaos;
using Realtime.Tests.Host;

namespace Realtime.Tests.Chaos;

/// <summary>Mails are judged by their ids: none missing, none invented, repeats only with a reason.</summary>
public sealed class MailCheckTests
{
    private static readonly AlertChange Raised = Change(0, AlertChangeKind.Raised);
    private static readonly AlertChange Lower = Change(1, AlertChangeKind.SteppedDown);

    /// <summary>What the product's own composer writes.</summary>
    private static readonly string Id = new MailComposer(Notices.Mail(), TimeZoneInfo.Utc, "", TimeProvider.System).MessageId(Raised.AlertId, 0, "ops@city.example");

    private static readonly ReceivedMail Mail = new(Id, "ops@city.example", "", true);

    [Fact]
    public void One_mail_per_told_step_is_right() => Assert.Empty(Judge([Mail]).Cases);

    [Fact]
    public void A_missing_and_an_unforeseen_mail_are_found()
    {
        Assert.Single(Judge([]).Cases);
        Assert.Single(Judge([Mail, Mail with { MessageId = "other@city.example" }]).Cases);
    }

    [Fact]
    public void A_repeat_needs_a_reason()
    {
        Assert.Single(Judge([Mail, Mail]).Cases);
        Assert.Empty(Judge([Mail with { Acknowledged = false }, Mail]).Cases);
        Assert.Empty(MailCheck.Judge([Raised, Lower], [Mail, Mail], [], nodes: 3, starts: 4).Cases);
    }

    private static Verdict Judge(ReceivedMail[] mails) => MailCheck.Judge([Raised, Lower], mails, [], nodes: 3, starts: 3);

    private static AlertChange Change(int sequence, AlertChangeKind kind) => new()
    {
        AlertId = "a1",
        Thing = new ThingKey(ThingKind.Sensor, "a"),
        Rule = Rules.Stage,
        EpisodeStart = DateTimeOffset.UnixEpoch,
        Sequence = sequence,
        Kind = kind,
        ToLevel = 2,
        Time = DateTimeOffset.UnixEpoch,
        Text = "",
    };
}
