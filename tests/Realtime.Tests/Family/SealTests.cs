using System.Text;
using Realtime.Cluster.Family;
using Realtime.Cluster.Settings;

namespace Realtime.Tests.Family;

/// <summary>Names and addresses exist sealed only, and forgetting the key ends them and the links.</summary>
public sealed class SealTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("realtime-seal-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task A_forgotten_key_is_in_no_byte_of_its_file_and_nothing_sealed_can_be_opened()
    {
        HouseholdKeys keys = Keys();
        byte[] key = await keys.FindOrMakeAsync("h-0042", default);
        Assert.Equal(key, await Keys().FindOrMakeAsync("h-0042", default));
        string sealedPart = PeopleSeal.Seal(Homes.People, "h-0042", key);
        Assert.Equivalent(Homes.People, PeopleSeal.Open(sealedPart, "h-0042", key));
        Assert.True(Stored().AsSpan().IndexOf(key) >= 0);

        Assert.True(await keys.ForgetAsync("h-0042", default));

        Assert.False(await keys.ForgetAsync("h-0042", default));
        Assert.Null(await keys.FindAsync("h-0042", default));
        Assert.True(Stored().AsSpan().IndexOf(key) < 0);
        Assert.Null(PeopleSeal.Open(sealedPart, "h-0042", await keys.FindOrMakeAsync("h-0042", default)));
    }

    [Fact]
    public async Task What_is_sealed_shows_no_name_fits_no_other_household_and_admits_no_change()
    {
        byte[] key = await Keys().FindOrMakeAsync("h-0042", default);
        string sealedPart = PeopleSeal.Seal(Homes.People, "h-0042", key);

        Assert.NotEqual(sealedPart, PeopleSeal.Seal(Homes.People, "h-0042", key));
        Assert.DoesNotContain("taro", Encoding.UTF8.GetString(Convert.FromBase64String(sealedPart)), StringComparison.Ordinal);
        Assert.Null(PeopleSeal.Open(sealedPart, "h-0043", key));
        byte[] changed = Convert.FromBase64String(sealedPart);
        changed[^1] ^= 1;
        Assert.Null(PeopleSeal.Open(Convert.ToBase64String(changed), "h-0042", key));
        Assert.Null(PeopleSeal.Open("", "h-0042", key));
    }

    [Fact]
    public void A_token_is_opaque_the_same_again_and_names_the_desk_only()
    {
        byte[] key = new byte[32];
        IReadOnlyList<FamilyContact> both = Homes.People.Contacts;
        string token = LinkToken.Make(key, "letter-1", 517, both[1]);

        Assert.Equal(token, LinkToken.Make(key, "letter-1", 517, both[1] with { Name = "Kate Yamada", Language = "ja" }));
        Assert.NotEqual(token, LinkToken.Make(key, "letter-2", 517, both[1]));
        Assert.NotEqual(token, LinkToken.Make(key, "letter-1", 517, both[0]));
        Assert.Equal((517, LinkToken.HashOf(key, "letter-1", 517)), LinkToken.Read(token));
        Assert.Equal(LinkToken.Read(token), LinkToken.Read(LinkToken.Make(key, "letter-1", 517, both[0]))); // One letter, whoever it went to.
        Assert.Equal(1, LinkToken.ReaderOf(token, key, "letter-1", 517, 0, both));
        Assert.Null(LinkToken.ReaderOf(token, key, "letter-1", 517, 0, [both[0]]));
        Assert.Matches("^[A-Za-z0-9_-]{40}$", token);
        Assert.Equal(64, LinkToken.Read(token)!.Value.Hash.Length);
        Assert.Null(LinkToken.Read(token[1..]));
        Assert.Null(LinkToken.Read("../../etc/passwd-and-some-more-and-some"));
        key[0] = 1;
        Assert.NotEqual(token, LinkToken.Make(key, "letter-1", 517, both[1]));
    }

    private HouseholdKeys Keys() => HouseholdKeys.Of(WatchOverSettings.Read(
        new SettingReader([new SettingsLayer("test", new Dictionary<string, string>())]), JournalProvider.Sqlite, _directory));

    private byte[] Stored() => File.ReadAllBytes(Path.Combine(_directory, WatchOverSettings.KeyFileName));
}
