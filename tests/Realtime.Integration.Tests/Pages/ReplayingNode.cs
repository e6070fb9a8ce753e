using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Realtime.Domain;
using Realtime.Tests.Support;

namespace Realtime.Integration.Tests.Pages;

/// <summary>One node that replays its recordings, for all tests of the pages.</summary>
public sealed class ReplayingNode : IAsyncLifetime
{
    private readonly string _directory = Directory.CreateTempSubdirectory("realtime-console-").FullName;
    private NodeProcess _node = null!;

    public async Task InitializeAsync()
    {
        _node = NodeProcess.Start(_directory, "--port", "0", "--speed", "20000", "--Node:ProgressSeconds", "1");
        await _node.ServingAsync();
    }

    public async Task DisposeAsync()
    {
        await _node.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    public Uri At(string path) => new(_node.Http.BaseAddress!, path);

    /// <summary>Somebody else takes care of an alert.</summary>
    public async Task AcknowledgeAsync(string alert)
    {
        using HttpResponseMessage answer = await _node.Http.PostAsJsonAsync($"/api/v1/alerts/{alert}/ack", new { by = "somebody else", comment = "" });
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>The page of a station at stage 3 or above; waits until there is one.</summary>
    public async Task<string> StationAsync()
    {
        JsonNode? station = null;
        await Eventually.TrueAsync(
            "a station reaches stage 3",
            async () => (station = JsonNode.Parse(await _node.Http.GetStringAsync("/api/v1/alerts"))!.AsArray().FirstOrDefault(alert => (string?)alert!["rule"] == Rules.Stage && (int?)alert["level"] >= 3)) is not null,
            TimeSpan.FromSeconds(60),
            () => _node.Output);
        return $"/things/{(string)station!["thing"]!}?hours=168";
    }
}
