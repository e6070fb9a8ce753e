using Realtime.Cluster.Access;

namespace Realtime.Cluster.Settings;

/// <summary>A key that a person or a program may show.</summary>
/// <param name="Hash">SHA-256 of the key, lower-case hex.</param>
/// <param name="Caller">Who shows it.</param>
public sealed record AccessKey(string Hash, Caller Caller);

/// <summary>Who may ask, and what they see.</summary>
public sealed record AccessSettings
{
    private const int HashLength = 64;

    /// <summary>
    /// <c>Access:Keys:NAME:Hash</c> (<c>--new-key</c> makes one), <c>:Role</c> (Public, Monitor, Family, Viewer, Operator, Admin, Sender),
    /// <c>:Municipalities</c> (codes; <c>*</c> = all), <c>:Households</c> (ids, for families). Default none.
    /// </summary>
    public required IReadOnlyList<AccessKey> Keys { get; init; }

    /// <summary><c>Access:Authority</c>: address of the OpenID Connect issuer whose tokens are taken. Default empty = no tokens.</summary>
    public required string Authority { get; init; }

    /// <summary><c>Access:Audience</c>: the audience a token has to be for. Required with an authority.</summary>
    public required string Audience { get; init; }

    /// <summary><c>Access:RoleClaim</c>: claim that holds roles. Default <c>roles</c>.</summary>
    public required string RoleClaim { get; init; }

    /// <summary><c>Access:RolePrefix</c>: what stands before our role in that claim, so that another program's admin is not ours. Default <c>realtime-</c>.</summary>
    public required string RolePrefix { get; init; }

    /// <summary><c>Access:MunicipalityClaim</c>: claim that holds municipality codes, <c>*</c> = all. Default <c>municipality</c>.</summary>
    public required string MunicipalityClaim { get; init; }

    /// <summary><c>Access:HouseholdClaim</c>: claim that holds ids of a family's households. Default <c>household</c>.</summary>
    public required string HouseholdClaim { get; init; }

    /// <summary><c>Access:Public</c>: what everybody may see without a login: kinds (<c>shelter</c>) or kinds with a type (<c>vehicle/plough</c>, <c>sensor/people</c>). Default none.</summary>
    public required IReadOnlyList<string> Public { get; init; }

    /// <summary><c>Access:Shared:CODE</c>: municipalities that see what CODE has, households excepted; <c>*</c> = all. Default none.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Shared { get; init; }

    /// <summary><c>Access:OpenMetrics</c>: whether /metrics needs no login. Default false.</summary>
    public required bool OpenMetrics { get; init; }

    /// <summary><c>Access:RequestsPerMinute</c>: of one caller, or of one address where nobody is known. Default 1200; development on loopback is not limited.</summary>
    public required int RequestsPerMinute { get; init; }

    /// <summary><c>Access:StreamsPerCaller</c>: streams of live changes one caller may have open at a node. Default 20.</summary>
    public required int StreamsPerCaller { get; init; }

    /// <summary><c>Access:AcceptInsecure</c>: what may stay unencrypted outside development because the network protects it: http, kafka, journal, timeseries, mail, nodes. Default none.</summary>
    public required IReadOnlyList<string> AcceptInsecure { get; init; }

    /// <summary>Whether anybody has to log in.</summary>
    public bool LoginNeeded => Keys.Count > 0 || Authority.Length > 0;

    public static AccessSettings Read(SettingReader from)
    {
        IReadOnlyDictionary<string, string> keys = from.Group("Access:Keys", name => !name.EndsWith(":Hash", StringComparison.OrdinalIgnoreCase));
        IReadOnlyDictionary<string, string> shared = from.Group("Access:Shared", _ => true);
        AccessSettings settings = new()
        {
            Keys = [.. keys.Keys.Select(Head).Distinct(StringComparer.OrdinalIgnoreCase).Select(name => ReadKey(from, name, keys))],
            Authority = from.Address("Access:Authority"),
            Audience = from.Text("Access:Audience", ""),
            RoleClaim = from.Text("Access:RoleClaim", "roles"),
            RolePrefix = from.Text("Access:RolePrefix", "realtime-"),
            MunicipalityClaim = from.Text("Access:MunicipalityClaim", "municipality"),
            HouseholdClaim = from.Text("Access:HouseholdClaim", "household"),
            Public = from.List("Access:Public"),
            Shared = shared.Keys.Select(Head).Distinct(StringComparer.Ordinal).ToDictionary(code => code, code => (IReadOnlyList<string>)ListOf(shared, code), StringComparer.Ordinal),
            OpenMetrics = from.Flag("Access:OpenMetrics", false),
            RequestsPerMinute = from.Whole("Access:RequestsPerMinute", 1_200, 1, 1_000_000),
            StreamsPerCaller = from.Whole("Access:StreamsPerCaller", 20, 1, 10_000),
            AcceptInsecure = from.List("Access:AcceptInsecure"),
        };
        Check(from, settings);
        return settings;
    }

    private static void Check(SettingReader from, AccessSettings settings)
    {
        if (settings.Public.FirstOrDefault(name => !Domain.ThingKey.TryParseKind(Head(name, '/'), out Domain.ThingKind kind) || kind is Domain.ThingKind.Household or Domain.ThingKind.Channel) is not null)
        {
            throw from.Fault("Access:Public", "a list of sensor, shelter or vehicle, each with or without a type such as vehicle/plough; households are never public,");
        }

        if (settings.AcceptInsecure.Except(Startup.SafeStart.Parts, StringComparer.Ordinal).Any())
        {
            throw from.Fault("Access:AcceptInsecure", "a list of " + string.Join(", ", Startup.SafeStart.Parts));
        }

        if (settings.Authority.Length > 0 && !(Uri.TryCreate(settings.Authority, UriKind.Absolute, out Uri? issuer) && (issuer.Scheme == "https" || (issuer.Scheme == "http" && HttpSettings.IsLoopback(issuer.Host)))))
        {
            throw from.Fault("Access:Authority", "an https address of an OpenID Connect issuer");
        }

        if (settings.Authority.Length > 0 && settings.Audience.Length == 0)
        {
            throw from.Fault("Access:Audience", "the audience that tokens have to be for, because Access:Authority is set,");
        }
    }

    private static AccessKey ReadKey(SettingReader from, string name, IReadOnlyDictionary<string, string> group)
    {
        string hash = group.GetValueOrDefault(name + ":Hash", "").ToLowerInvariant();
        if (hash.Length != HashLength || !hash.All(char.IsAsciiHexDigitLower))
        {
            throw from.Fault("Access:Keys", $"a hash of {HashLength} hexadecimal digits for {name} (--new-key makes a key and its hash)");
        }

        if (!Enum.TryParse(group.GetValueOrDefault(name + ":Role", ""), ignoreCase: true, out Role role) || !Enum.IsDefined(role))
        {
            throw from.Fault("Access:Keys", $"one of {string.Join(", ", Enum.GetNames<Role>())} as the role of {name}");
        }

        string[] municipalities = ListOf(group, name + ":Municipalities");
        string[] households = ListOf(group, name + ":Households");
        if (role is Role.Viewer or Role.Operator or Role.Admin ? municipalities.Length == 0 : role == Role.Family && households.Length == 0)
        {
            throw from.Fault("Access:Keys", $"a list of {(role == Role.Family ? "Households" : "Municipalities")} for {name}");
        }

        return new AccessKey(hash, new Caller(name, role, "key") { Municipalities = municipalities.Contains("*") ? null : municipalities, Households = households });
    }

    /// <summary>A list as one text with commas, or one setting per item.</summary>
    private static string[] ListOf(IReadOnlyDictionary<string, string> group, string name) => group.TryGetValue(name, out string? text)
        ? text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        : [.. group.Where(pair => pair.Key.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase)).Select(pair => pair.Value)];

    private static string Head(string name) => Head(name, ':');

    private static string Head(string name, char separator) => name.Split(separator)[0];
}
