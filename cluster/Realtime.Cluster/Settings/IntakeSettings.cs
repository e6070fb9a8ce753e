namespace Realtime.Cluster.Settings;

/// <summary>Foreign formats.</summary>
public sealed record IntakeSettings
{
    /// <summary>Least length of the token; a short one can be guessed.</summary>
    private const int TokenLengthMin = 16;

    /// <summary><c>Intake:Mappings</c>: directory with mapping files of your own. Default empty = only the shipped ones.</summary>
    public required string Mappings { get; init; }

    /// <summary><c>Intake:Token</c>: whoever posts documents to <c>/api/v1/intake</c> has to show it as a bearer token. Default empty = nobody may post; documents come through Kafka only. Secret.</summary>
    public required string Token { get; init; }

    public static IntakeSettings Read(SettingReader from)
    {
        string mappings = from.Text("Intake:Mappings", "");
        if (mappings.Length > 0 && !Directory.Exists(mappings))
        {
            throw from.Fault("Intake:Mappings", "an existing directory with mapping files");
        }

        string token = from.Secret("Intake:Token");
        return token.Length is 0 or >= TokenLengthMin
            ? new IntakeSettings { Mappings = mappings, Token = token }
            : throw from.Fault("Intake:Token", $"a token of at least {TokenLengthMin} characters");
    }
}
