using System.Text.RegularExpressions;

namespace Realtime.Tests.House;

/// <summary>What must not stand in the sources: unfinished work, hidden clocks, waiting by the clock.</summary>
public sealed partial class CleanCodeTests
{
    /// <summary>Files that may read the machine's clock although nobody gives it to them; each with its reason.</summary>
    private static readonly Dictionary<string, string> ClockReaders = [];

    private static readonly (string Type, string Member)[] Clocks =
    [
        ("DateTime", "Now"), ("DateTime", "UtcNow"), ("DateTime", "Today"), ("DateTimeOffset", "Now"), ("DateTimeOffset", "UtcNow"),
    ];

    private static readonly (string Type, string Member)[] Waits = [("Thread", "Sleep"), ("Task", "Delay")];

    [Fact]
    public void Nothing_is_left_for_later() =>
        Findings.None(
            "work is done or written down in docs/status.md, not marked in the sources",
            from path in Repository.Files
            where path.EndsWith(".cs", StringComparison.Ordinal) || path.EndsWith(".sh", StringComparison.Ordinal) || path == ".ci/run"
            from line in Repository.Text(path).Split('\n').Index()
            where UnfinishedWork().IsMatch(line.Item)
            select $"{path}:{line.Index + 1}: {line.Item.Trim()}");

    [Fact]
    public void Nothing_is_unimplemented() =>
        Findings.None(
            "every method does what its name says",
            from file in SourceFile.All
            from line in file.Names(nameof(NotImplementedException))
            where !file.Path.EndsWith(nameof(CleanCodeTests) + ".cs", StringComparison.Ordinal)
            select $"{file.Path}:{line}");

    [Fact]
    public void The_product_takes_its_clock_as_an_argument() =>
        Findings.None(
            "product code takes a TimeProvider; tests own the clock",
            from file in SourceFile.All
            where !file.Path.StartsWith("tests/", StringComparison.Ordinal) && !ClockReaders.ContainsKey(file.Path)
            from finding in UsesOf(file, Clocks)
            select finding);

    [Fact]
    public void Tests_wait_for_conditions_not_for_time() =>
        Findings.None(
            "tests wait with Eventually.TrueAsync, which says what it waits for",
            SourceFile.Under("tests/").SelectMany(file => UsesOf(file, Waits)));

    [Theory]
    [InlineData("// TO" + "DO: later", true)]
    [InlineData("/* FIX" + "ME */", true)]
    [InlineData("string todoList = Todos(hackathon);", false)]
    public void Unfinished_work_is_recognised(string line, bool unfinished) => Assert.Equal(unfinished, UnfinishedWork().IsMatch(line));

    private static IEnumerable<string> UsesOf(SourceFile file, (string Type, string Member)[] members) =>
        from member in members
        from line in file.Uses(member.Type, member.Member)
        select $"{file.Path}:{line}: {member.Type}.{member.Member}";

    [GeneratedRegex(@"\b(TO" + @"DO|FIX" + @"ME|HA" + @"CK)\b")]
    private static partial Regex UnfinishedWork();
}
