using Akka.Actor;
using Akka.Configuration;
using Akka.Persistence;
using Realtime.Actors.Post;
using Realtime.Cluster.Engine;

namespace Realtime.Tests.Engine;

/// <summary>An owner that moves to another node and back finds all that was stored, although the journal names writers by process.</summary>
public sealed class ReturningOwnerTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly string _directory = Directory.CreateTempSubdirectory("realtime-return-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task Events_written_before_and_after_another_node_had_the_actor_are_all_read()
    {
        Config journal = JournalConfig.Sqlite(Path.Combine(_directory, "journal.db"), Path.Combine(_directory, "snapshots.db"));
        using ActorSystem first = ActorSystem.Create("realtime", ActorSystemConfig.For(journal, "127.0.0.1", 0));
        using ActorSystem second = ActorSystem.Create("realtime", ActorSystemConfig.For(journal, "127.0.0.1", 0));

        Assert.Equal(["1", "2"], await OwnAsync(first, "1", "2"));
        Assert.Equal(["1", "2", "3", "4"], await OwnAsync(second, "3", "4"));
        Assert.Equal(["1", "2", "3", "4", "5", "6"], await OwnAsync(first, "5", "6"));
        Assert.Equal(["1", "2", "3", "4", "5", "6", "7"], await OwnAsync(second, "7"));
        Assert.Equal(["1", "2", "3", "4", "5", "6", "7"], await OwnAsync(first));
    }

    /// <summary>Starts the actor there, stores, and ends it.</summary>
    /// <returns>All it knows then.</returns>
    private static async Task<IReadOnlyList<string>> OwnAsync(ActorSystem node, params string[] words)
    {
        IActorRef actor = node.ActorOf(Props.Create(() => new Diary()));
        foreach (string word in words)
        {
            await actor.Ask<IReadOnlyList<string>>(word, Patience);
        }

        IReadOnlyList<string> known = await actor.Ask<IReadOnlyList<string>>(Read.Instance, Patience);
        await actor.GracefulStop(Patience);
        return known;
    }

    private sealed record Read
    {
        public static readonly Read Instance = new();
    }

    private sealed class Diary : UntypedPersistentActor
    {
        private readonly List<string> _words = [];

        public override string PersistenceId => "diary";

        protected override void OnRecover(object message)
        {
            if (message is NoticesSettled settled)
            {
                _words.AddRange(settled.Keys);
            }
        }

        protected override void OnCommand(object message)
        {
            if (message is Read)
            {
                Sender.Tell((IReadOnlyList<string>)[.. _words]);
                return;
            }

            IActorRef sender = Sender;
            Persist<PostEvent>(new NoticesSettled([(string)message]), stored =>
            {
                _words.AddRange(((NoticesSettled)stored).Keys);
                sender.Tell((IReadOnlyList<string>)[.. _words]);
            });
        }
    }
}
