using System.Text;
using MimeKit;
using Realtime.Cluster.Family;

namespace Realtime.Tests.Family;

/// <summary>What of the mails to the sender's address is a letter that came back, and what is not. A real server's is read in the integration tests.</summary>
public sealed class BounceReaderTests
{
    private const string Letter = "0123456789abcdef0123456789abcdef";

    [Theory]
    [InlineData("failed", "5.1.1", Letter + "@city.example", "the mail came back, status 5.1.1")]
    [InlineData("Failed", "5.2.2 (mailbox of kate@family.example is full)", Letter + "@CITY.example", "the mail came back, status 5.2.2")]
    [InlineData("failed", "unknown", Letter + "@city.example", "the mail came back")]
    public void A_report_of_failure_names_the_letter_and_no_address(string action, string status, string id, string reason) =>
        Assert.Equal(new Bounce(Letter, reason), BounceReader.Read(Report("delivery-status", action, status, id), "city.example"));

    [Theory]
    [InlineData("delivery-status", "delayed", Letter + "@city.example")] // Only late.
    [InlineData("delivery-status", "relayed", Letter + "@city.example")]
    [InlineData("disposition-notification", "failed", Letter + "@city.example")] // Somebody has read it.
    [InlineData("delivery-status", "failed", Letter + "@elsewhere.example")] // Not ours.
    [InlineData("delivery-status", "failed", "hello@city.example")]
    public void Nothing_else_moves_a_ladder(string kind, string action, string id) => Assert.Null(BounceReader.Read(Report(kind, action, "5.1.1", id), "city.example"));

    [Fact]
    public void An_answer_of_a_person_is_no_bounce()
    {
        MimeMessage answer = new() { Body = new TextPart("plain") { Text = "We are on our way." }, InReplyTo = Letter + "@city.example" };
        Assert.Null(BounceReader.Read(answer, "city.example"));
    }

    /// <summary>As RFC 3464 lays it out.</summary>
    private static MimeMessage Report(string kind, string action, string status, string id)
    {
        string text = $"""
            From: MAILER-DAEMON@mail.example
            To: mimamori@city.example
            Subject: returned
            MIME-Version: 1.0
            Content-Type: multipart/report; report-type={kind}; boundary="b"

            --b
            Content-Type: text/plain

            It did not work.
            --b
            Content-Type: message/delivery-status

            Reporting-MTA: dns; mail.example

            Final-Recipient: rfc822; kate@family.example
            Action: {action}
            Status: {status}

            --b
            Content-Type: message/rfc822

            Message-ID: <{id}>
            Subject: no activity

            text
            --b--

            """.ReplaceLineEndings("\r\n");
        using MemoryStream bytes = new(Encoding.UTF8.GetBytes(text));
        return MimeMessage.Load(bytes);
    }
}
