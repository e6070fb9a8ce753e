using Microsoft.Extensions.Time.Testing;
using Realtime.Cluster.Replay;
using Realtime.Cluster.Startup;
using Realtime.Replay.Recordings;

namespace Realtime.Tests.Host;

public sealed class ReplayClockFileTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("realtime-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void The_start_of_the_first_run_stays_the_start()
    {
        IReadOnlyList<Recording> recordings = RecordingCatalog.Bundled().Load(Path.Combine(AppContext.BaseDirectory, "recordings"), only: ["srilanka"]);
        FakeTimeProvider time = new(new DateTimeOffset(2026, 4, 1, 12, 34, 0, TimeSpan.Zero));

        DateTimeOffset first = ReplayClockFile.Open(_directory, recordings, time).Start;
        time.Advance(TimeSpan.FromDays(3));
        DateTimeOffset second = ReplayClockFile.Open(_directory, recordings, time).Start;

        Assert.Equal(first, second);
        Assert.True(first + (recordings[0].LastTime - recordings[0].FirstTime) <= new DateTimeOffset(2026, 4, 1, 12, 34, 0, TimeSpan.Zero));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"start":"yesterday"}""")]
    public void A_file_that_holds_no_start_is_one_sentence(string content)
    {
        File.WriteAllText(Path.Combine(_directory, "replay.json"), content);

        Assert.Contains("--fresh", Assert.Throws<StartException>(() => ReplayClockFile.Open(_directory, [], TimeProvider.System)).Message, StringComparison.Ordinal);
    }
}
