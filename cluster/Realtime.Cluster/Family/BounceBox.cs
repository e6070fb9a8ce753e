using MimeKit;
using Realtime.Actors.City;
using Realtime.Cluster.Http;
using Realtime.Domain;

namespace Realtime.Cluster.Family;

/// <summary>
/// Looks through the Maildir of the sender's address for letters that came back. A mail is moved from <c>new</c> to <c>cur</c> when what
/// follows from it is stored, so one that was read when the node died is read again, which changes nothing.
/// </summary>
/// <param name="maildir">The Maildir, as mail servers write it.</param>
/// <param name="domain">Right side of our Message-IDs.</param>
/// <param name="city">Whoever knows the letters.</param>
/// <param name="clock">For the time between two looks.</param>
/// <param name="log">What could not be read.</param>
public sealed class BounceBox(string maildir, string domain, IFamilyCity city, TimeProvider clock, ILogger<BounceBox> log) : BackgroundService
{
    private static readonly TimeSpan _every = TimeSpan.FromSeconds(5);
    private readonly string _new = Path.Combine(maildir, "new");
    private readonly string _seen = Path.Combine(maildir, "cur");
    private bool _troubled;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using PeriodicTimer timer = new(_every, clock);
        do
        {
            try
            {
                await LookAsync(stoppingToken);
                _troubled = false;
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException || Owners.IsSilence(fault))
            {
                if (!_troubled)
                {
                    log.LogWarning("Mails that came back cannot be looked through now, and are later: {Fault}", fault.Message);
                }

                _troubled = true;
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Reads what is there, oldest first.</summary>
    public async Task LookAsync(CancellationToken cancellation)
    {
        string[] files = Directory.Exists(_new) ? [.. Directory.GetFiles(_new).Order(StringComparer.Ordinal).Take(Limits.BouncesPerLook)] : [];
        foreach (string file in files)
        {
            if (await ReadAsync(file, cancellation) is { } bounce && !await city.ReportBounceAsync(bounce.LetterId, bounce.Reason, cancellation))
            {
                log.LogWarning("A mail came back whose letter nobody knows any more");
            }

            Directory.CreateDirectory(_seen);
            File.Move(file, Path.Combine(_seen, $"{Path.GetFileName(file)}:2,S"), overwrite: true);
        }
    }

    private async Task<Bounce?> ReadAsync(string file, CancellationToken cancellation)
    {
        if (new FileInfo(file).Length > Limits.BounceBytesMax)
        {
            log.LogWarning("A mail to the sender's address is larger than any bounce and was passed over");
            return null;
        }

        try
        {
            using MimeMessage mail = await MimeMessage.LoadAsync(file, cancellation);
            return BounceReader.Read(mail, domain);
        }
        catch (FormatException)
        {
            log.LogWarning("A mail to the sender's address cannot be read and was passed over");
            return null;
        }
    }
}
