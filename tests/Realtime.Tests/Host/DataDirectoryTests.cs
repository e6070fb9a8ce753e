using Realtime.Cluster.Startup;

namespace Realtime.Tests.Host;

public sealed class DataDirectoryTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("realtime-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void One_node_holds_the_directory_and_the_next_may_have_it_afterwards()
    {
        string path = Path.Combine(_root, "a", "b");
        using (DataDirectory first = DataDirectory.Open(path))
        {
            Assert.False(first.HasStores);
            Assert.Contains("in use by another node", Assert.Throws<StartException>(() => DataDirectory.Open(path)).Message, StringComparison.Ordinal);
        }

        using DataDirectory second = DataDirectory.Open(path);
        Assert.Equal(path, second.Path);
    }

    [Fact]
    public void Fresh_deletes_the_stores_and_nothing_else()
    {
        using DataDirectory data = DataDirectory.Open(_root);
        string[] stores = ["journal.db", "journal.db-wal", "snapshots.db", "timeseries.db-shm"];
        foreach (string name in stores.Append("notes.txt").Append("other.db"))
        {
            File.WriteAllText(Path.Combine(_root, name), "x");
        }

        Assert.True(data.HasStores);
        Assert.Equal(stores.Length, data.DeleteStores());

        Assert.False(data.HasStores);
        Assert.True(File.Exists(Path.Combine(_root, "notes.txt")));
        Assert.True(File.Exists(Path.Combine(_root, "other.db")));
    }

    [Fact]
    public void Another_partition_count_over_the_same_stores_is_one_sentence_until_they_are_deleted()
    {
        using DataDirectory data = DataDirectory.Open(_root);
        PartitionCount.Check(data.Path, 8);
        PartitionCount.Check(data.Path, 8);

        string message = Assert.Throws<StartException>(() => PartitionCount.Check(data.Path, 16)).Message;
        data.DeleteStores();
        PartitionCount.Check(data.Path, 16);

        Assert.Contains("Kafka:Partitions is 16", message, StringComparison.Ordinal);
        Assert.Contains("written with 8", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_new_directory_is_its_owners_only_and_an_old_one_is_left_alone()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        const UnixFileMode owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        string path = Path.Combine(_root, "new");
        DataDirectory.Open(path).Dispose();
        UnixFileMode created = File.GetUnixFileMode(path);
        File.SetUnixFileMode(path, owner | UnixFileMode.GroupRead);
        DataDirectory.Open(path).Dispose();

        Assert.Equal(owner, created);
        Assert.Equal(owner | UnixFileMode.GroupRead, File.GetUnixFileMode(path));
    }

    [Fact]
    public void A_file_in_the_way_is_one_sentence()
    {
        string file = Path.Combine(_root, "file");
        File.WriteAllText(file, "");

        string message = Assert.Throws<StartException>(() => DataDirectory.Open(Path.Combine(file, "data"))).Message;

        Assert.Contains("cannot be created", message, StringComparison.Ordinal);
        Assert.Contains("--data DIR", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_taken_port_is_one_sentence_and_a_free_one_is_silent()
    {
        using System.Net.Sockets.TcpListener taken = new(System.Net.IPAddress.Loopback, 0);
        taken.Start();
        int port = ((System.Net.IPEndPoint)taken.LocalEndpoint).Port;

        Assert.Contains($"Port {port} is already in use", Assert.Throws<StartException>(() => PortProbe.Check("localhost", port)).Message, StringComparison.Ordinal);
        Assert.Contains("check Node:Host", Assert.Throws<StartException>(() => PortProbe.CheckNode("192.0.2.1", 0)).Message, StringComparison.Ordinal);
        taken.Stop();
        PortProbe.CheckNode("127.0.0.1", port);
        PortProbe.Check("localhost", port);
    }
}
