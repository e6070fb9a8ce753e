using System.Buffers.Binary;
using System.Text;
using Realtime.Chaos.Links;

namespace Realtime.Tests.Chaos;

/// <summary>When a PostgreSQL server has committed a write, as its answers tell.</summary>
public sealed class ServerAnswersTests
{
    private static readonly byte[] Insert = Complete("INSERT 0 1");
    private static readonly byte[] ReadyIdle = Message('Z', "I"u8);
    private static readonly byte[] ReadyInBlock = Message('Z', "T"u8);

    [Fact]
    public void A_write_outside_a_block_is_committed_when_the_server_is_ready_again()
    {
        ServerAnswers answers = new();

        Assert.False(answers.Commits(Insert));
        Assert.True(answers.Commits(ReadyIdle));
        Assert.False(answers.Commits(ReadyIdle));
    }

    [Fact]
    public void A_write_in_a_block_is_committed_with_the_block()
    {
        ServerAnswers answers = new();

        Assert.False(answers.Commits([.. Complete("BEGIN"), .. ReadyInBlock, .. Insert, .. ReadyInBlock]));
        Assert.True(answers.Commits([.. Complete("COMMIT"), .. ReadyIdle]));
    }

    [Fact]
    public void Reading_commits_nothing_and_pieces_make_no_difference()
    {
        ServerAnswers answers = new();
        Assert.False(answers.Commits([.. Message('T', "columns"u8), .. Complete("SELECT 5"), .. ReadyIdle]));

        byte[] all = [.. Insert, .. ReadyIdle];
        Assert.Equal(all.Length - 1, Array.FindIndex([.. all.Select(one => answers.Commits([one]))], committed => committed));
    }

    private static byte[] Complete(string tag) => Message('C', Encoding.ASCII.GetBytes(tag + "\0"));

    private static byte[] Message(char type, ReadOnlySpan<byte> body)
    {
        byte[] message = [(byte)type, 0, 0, 0, 0, .. body];
        BinaryPrimitives.WriteInt32BigEndian(message.AsSpan(1), body.Length + 4);
        return message;
    }
}
