using System.Text;

namespace Realtime.Chaos.Mail;

/// <summary>One conversation of <see cref="SmtpStub"/>.</summary>
internal sealed class SmtpConversation(SmtpStub stub, Stream stream) : IDisposable
{
    private static readonly TimeSpan SlowAnswer = TimeSpan.FromSeconds(1);

    private readonly StreamReader _in = new(stream, Encoding.UTF8);
    private readonly StreamWriter _out = new(stream, new UTF8Encoding(false)) { NewLine = "\r\n", AutoFlush = true };
    private string _to = "";

    /// <summary>Talks until QUIT, the end of the connection, or a break-off.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        await SayAsync("220 stub ESMTP", stop);
        while (await _in.ReadLineAsync(stop) is { } line && await AnswerAsync(line, stop))
        {
        }
    }

    public void Dispose()
    {
        _in.Dispose();
        _out.Dispose();
    }

    private async Task<bool> AnswerAsync(string line, CancellationToken stop)
    {
        switch (line.Split(' ', ':')[0].ToUpperInvariant())
        {
            case "EHLO":
                await SayAsync("250-stub\r\n250-8BITMIME\r\n250 SMTPUTF8", stop);
                return true;
            case "MAIL" when stub.Mood == SmtpMood.Refusing:
                await SayAsync("451 try again later", stop);
                return true;
            case "RCPT":
                _to = line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..].Split('>')[0];
                await SayAsync(stub.Unknown.Contains(_to) ? "550 5.1.1 no such user" : "250 ok", stop);
                return true;
            case "DATA":
                await SayAsync("354 go on", stop);
                return await TakeAsync(stop);
            case "QUIT":
                await SayAsync("221 bye", stop);
                return false;
            case "HELO" or "MAIL" or "RSET" or "NOOP":
                await SayAsync("250 ok", stop);
                return true;
            default:
                await SayAsync("500 unknown", stop);
                return true;
        }
    }

    private async Task<bool> TakeAsync(CancellationToken stop)
    {
        List<string> header = [];
        StringBuilder raw = new();
        bool inHeader = true;
        for (string? line = await _in.ReadLineAsync(stop); line != "."; line = await _in.ReadLineAsync(stop))
        {
            if (line is null)
            {
                return false; // Broken off by the sender before the end: nothing was delivered.
            }

            raw.Append(line.StartsWith("..", StringComparison.Ordinal) ? line[1..] : line).Append("\r\n"); // RFC 5321 4.5.2
            inHeader &= line.Length > 0;
            if (inHeader)
            {
                Unfold(header, line);
            }
        }

        bool dropped = stub.Mood == SmtpMood.DroppingAfterData;
        stub.Take(new ReceivedMail(Field(header, "Message-Id:").Trim('<', '>'), _to, Field(header, "Subject:"), !dropped, raw.ToString()));
        if (!dropped)
        {
            await SayAsync("250 taken", stop);
        }

        return !dropped;
    }

    private static void Unfold(List<string> header, string line)
    {
        if (line[0] is ' ' or '\t' && header.Count > 0)
        {
            header[^1] += line;
        }
        else
        {
            header.Add(line);
        }
    }

    private static string Field(List<string> header, string name) =>
        header.Find(line => line.StartsWith(name, StringComparison.OrdinalIgnoreCase)) is { } found ? found[name.Length..].Trim() : "";

    private async Task SayAsync(string line, CancellationToken stop)
    {
        if (stub.Mood == SmtpMood.Slow)
        {
            await Task.Delay(SlowAnswer, stop);
        }

        await _out.WriteLineAsync(line);
    }
}
