using System.Text.RegularExpressions;

namespace Realtime.Tests.House;

/// <summary>No key, token or password stands in the repository. What only looks like one is named here with its reason.</summary>
public sealed partial class SecretTests
{
    /// <summary>Bits per character from which a text that is given to a password is no word; "correct-horse" has 3.2, 24 random letters and digits about 4.2.</summary>
    private const double RandomBits = 3.6;
    private const int RandomLengthMin = 16;

    /// <summary>Texts that may stand there, each with its reason.</summary>
    private static readonly Dictionary<string, string> Allowed = [];

    [Fact]
    public void No_secret_is_in_the_repository() =>
        Findings.None(
            "take it out, change it wherever it is used, and give it by the environment",
            from file in Repository.Files
            where !file.EndsWith("packages.lock.json", StringComparison.Ordinal) && !file.StartsWith("tests/data/", StringComparison.Ordinal) && !file.EndsWith(".png", StringComparison.Ordinal)
            from line in Repository.Text(file).Split('\n').Index()
            from secret in SecretsOf(line.Item)
            select $"{file}:{line.Index + 1}: {secret}");

    [Theory]
    [InlineData("-----BEGIN EC PRIV" + "ATE KEY-----", true)]
    [InlineData("-----BEGIN PUBLIC KEY-----", false)]
    [InlineData("key: AKIA" + "IOSFODNN7EXAMPLQ", true)]
    [InlineData("ghp_" + "0123456789abcdefghijABCDEFGHIJ012345", true)]
    [InlineData("Authorization: Bearer rt_" + "0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0", true)]
    [InlineData("eyJhbGciOiJIUzI1NiJ9." + "eyJzdWIiOiJ1LTEifQ.c2lnbmF0dXJlLW9mLXRoaXM", true)]
    [InlineData("Host=db;Username=u;Pass" + "word=q8Zr2LmX0vTn7YbK4sWd", true)]
    [InlineData("\"api_key\": \"" + "q8Zr2LmX0vTn7YbK4sWd\"", true)]
    [InlineData("POSTGRES_PASSWORD: ${REALTIME_POSTGRES_PASSWORD:?see deploy/.env.example}", false)]
    [InlineData("password = settings.PasswordOfTheMailServer", false)]
    [InlineData("Password=hidden;Token=***", false)]
    [InlineData("CancellationToken token = cancellationTokenSource9.Token", false)]
    public void A_secret_is_recognised_and_a_word_is_not(string line, bool secret) => Assert.Equal(secret, SecretsOf(line).Any());

    private static IEnumerable<string> SecretsOf(string line)
    {
        foreach (Match match in Known().Matches(line))
        {
            yield return match.Value[..Math.Min(12, match.Length)] + "...";
        }

        foreach (Match match in Given().Matches(line))
        {
            string value = match.Groups[2].Value;
            if (value.Length >= RandomLengthMin && BitsPerCharacter(value) >= RandomBits && value.Any(char.IsAsciiDigit) && value.Any(char.IsAsciiLetter) && !Allowed.ContainsKey(value))
            {
                yield return $"{match.Groups[1].Value} = {value[..4]}...";
            }
        }
    }

    /// <summary>Shannon's entropy over the characters of the text.</summary>
    private static double BitsPerCharacter(string text) =>
        text.GroupBy(letter => letter).Sum(group => -((double)group.Count() / text.Length) * Math.Log2((double)group.Count() / text.Length));

    /// <summary>Private keys, keys of AWS, GitHub, GitLab, Slack and Google, signed tokens, our own keys.</summary>
    [GeneratedRegex(@"-----BEGIN [A-Z ]*PRIV" + @"ATE KEY-----|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9]{30,}|\bglpat-[\w-]{20,}|\bxox[baprs]-[\w-]{10,}|\bAIza[\w-]{35}|\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{16,}|\brt_[0-9a-f]{64}\b")]
    private static partial Regex Known();

    /// <summary>A value without spaces, variables or calls that is given to something called a password, a secret, a token or a key.</summary>
    [GeneratedRegex(@"(?i)(passw(?:or)?d|pwd|secret|token|api[_-]?key|access[_-]?key)""?\s*[:=]\s*[""']?([A-Za-z0-9+/_~-]{16,}={0,2})(?=[""';,\s]|$)")]
    private static partial Regex Given();
}
