using System.Text.Json.Nodes;
using Realtime.Integration.Tests.Servers;
using Realtime.Tests.Support;

namespace Realtime.Integration.Tests.Dashboards;

/// <summary>Every committed dashboard shows, after the replay, a figure that was known before it.</summary>
[Collection(nameof(ReplayedCity))]
public sealed class KnownFigureTests(ReplayedCity city)
{
    public static TheoryData<string> Boards => [.. BoardFile.All.Select(board => board.Uid)];

    [SkippableTheory]
    [MemberData(nameof(Boards))]
    public async Task A_panel_of_the_dashboard_shows_a_known_figure(string uid)
    {
        KnownFigure figure = Assert.Single(KnownFigure.All, known => known.Board == uid);
        await city.ReadyAsync();
        BoardFile board = BoardFile.Of(uid);
        PanelQuery query = board.Queries.First(each => each.Title == figure.Panel);
        double expected = figure.Expected(city);
        double shown = double.NaN;
        await Eventually.TrueAsync(
            $"{query.Address} shows {expected}", async () => Math.Abs((shown = board.IsInflux ? await InfluxAsync(query, figure.Column) : await PrometheusAsync(query, figure.Column)) - expected) < 1e-6, found: () => $"{shown}");
    }

    private async Task<double> InfluxAsync(PanelQuery query, string column) => Assert.Single(await new InfluxPanels(city).AskAsync(query))[column].GetDouble();

    private async Task<double> PrometheusAsync(PanelQuery query, string label) =>
        PrometheusServer.Newest(Assert.Single(await new PrometheusPanels(city).AskAsync(query), series => label.Length == 0 || IsOf(series, label.Split('='))));

    private static bool IsOf(JsonObject series, string[] label) => (string?)series["metric"]?[label[0]] == label[1];
}
