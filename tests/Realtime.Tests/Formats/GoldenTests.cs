using Akka.Actor;
using Realtime.Actors.Desk;
using Realtime.Actors.Epochs;
using Realtime.Actors.Routing;
using Realtime.Domain;
using Realtime.Tests.House;

namespace Realtime.Tests.Formats;

/// <summary>
/// Bytes that programs of the past have stored or sent stand in <c>Golden</c>, each beside what was meant by them; today's program has
/// to understand them. A file is never changed: a new format or a new message gets a new file, written by
/// <c>REALTIME_WRITE_GOLDEN=1 dotnet test --filter FullyQualifiedName~GoldenTests</c>, which leaves those alone that are there.
/// </summary>
public sealed class GoldenTests : IDisposable
{
    private const string Folder = "tests/Realtime.Tests/Formats/Golden";
    private readonly ActorSystem _system = ActorSystem.Create("golden", "akka { loglevel = OFF, stdout-loglevel = OFF }");

    public void Dispose() => _system.Dispose();

    private JournalSerializer Journal => new((ExtendedActorSystem)_system);

    private WireSerializer Wire => new((ExtendedActorSystem)_system);

    [Fact]
    public void What_any_program_stored_is_understood()
    {
        foreach ((string name, object sample) in Samples.Stored)
        {
            string file = $"{name}.{Journal.Manifest(sample)}.stored";
            WriteWhenAsked(file, () => $"{Convert.ToBase64String(Journal.ToBinary(sample))}\n{Subset.Describe(sample)}\n");
        }

        string[] files = [.. Repository.Files.Where(file => file.StartsWith(Folder, StringComparison.Ordinal) && file.EndsWith(".stored", StringComparison.Ordinal))];
        Assert.True(files.Length >= Samples.Stored.Count, $"{files.Length} files for {Samples.Stored.Count} stored types");
        Assert.All(files, file =>
        {
            string[] parts = Repository.Text(file).Split('\n', 2);
            object read = Journal.FromBinary(Convert.FromBase64String(parts[0]), file.Split('.')[^2]);
            Assert.Empty(Subset.Missing(parts[1], Subset.Describe(read)));
        });
    }

    [Fact]
    public void What_a_node_of_any_version_sends_is_understood()
    {
        foreach (object sample in Samples.Sent)
        {
            WriteWhenAsked($"{Wire.Manifest(sample)}.sent", () => $"{System.Text.Encoding.UTF8.GetString(Wire.ToBinary(sample))}\n{Subset.Describe(sample)}\n");
        }

        Type[] messages = [.. typeof(IWireMessage).Assembly.GetTypes().Where(type => !type.IsAbstract && typeof(IWireMessage).IsAssignableFrom(type))];
        Assert.All(messages, message =>
        {
            string[] parts = Repository.Text($"{Folder}/{message.Name}.sent").Split('\n', 2);
            object read = Wire.FromBinary(System.Text.Encoding.UTF8.GetBytes(parts[0]), message.Name);
            Assert.Empty(Subset.Missing(parts[1], Subset.Describe(read)));
        });
    }

    [Fact]
    public void A_question_for_the_alerts_of_one_thing_arrives_as_it_was_sent()
    {
        GetDeskView sent = new("!3", true) { Thing = new ThingKey(ThingKind.Sensor, "綾川-1") };

        Assert.Equal(sent, Wire.FromBinary(Wire.ToBinary(sent), Wire.Manifest(sent)));
    }

    [Fact]
    public void Fields_a_later_version_adds_to_a_message_are_passed_over()
    {
        byte[] later = """{"count":5,"oldestSince":"2027-01-01T00:00:00Z"}"""u8.ToArray();

        Assert.Equal(Samples.Sent.Single(sample => Wire.Manifest(sample) == "PendingWork"), Wire.FromBinary(later, "PendingWork"));
    }

    [Fact]
    public void A_format_of_a_later_version_is_refused_by_its_name()
    {
        string later = $"epoch-{StoredFormat.Newest + 1}";

        ArgumentException refused = Assert.Throws<ArgumentException>(() => Journal.FromBinary([1, 2, 3], later));

        Assert.Contains($"\"{later}\"", refused.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Journal.FromBinary([], "epoch-"));
        Assert.Throws<ArgumentException>(() => Journal.FromBinary([], "invention-1"));
    }

    private static void WriteWhenAsked(string file, Func<string> content)
    {
        string path = Repository.FullPath($"{Folder}/{file}");
        if (Environment.GetEnvironmentVariable("REALTIME_WRITE_GOLDEN") == "1" && !File.Exists(path))
        {
            File.WriteAllText(path, content());
        }
    }
}
