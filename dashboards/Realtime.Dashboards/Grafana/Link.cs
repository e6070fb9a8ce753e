namespace Realtime.Dashboards.Grafana;

/// <summary>
/// A way from one dashboard to the next. The chosen time always goes along; choices that both dashboards have go along by name, and a
/// row or a series chooses one thing there. <c>${...:queryparam}</c>, <c>__data.fields</c> and <c>__field.labels</c> are Grafana's own
/// (grafana.com/docs: configure data links, advanced variable format options).
/// </summary>
/// <param name="Uid">Of the dashboard it leads to.</param>
/// <param name="Title">What people read: where they get to.</param>
public sealed record Link(string Uid, string Title)
{
    private string Choices { get; init; } = "";

    /// <summary>The address as Grafana stores it.</summary>
    public string Url => $"/d/{Uid}?${{__url_time_range}}{Choices}";

    /// <summary>Takes choices along that both dashboards know.</summary>
    public Link Keep(params string[] variables) =>
        this with { Choices = Choices + string.Concat(variables.Select(name => $"&${{{name}:queryparam}}")) };

    /// <summary>Chooses what stands in a column of the clicked row of a table.</summary>
    public Link OfRow(string variable, string field) => this with { Choices = $"{Choices}&var-{variable}=${{__data.fields.{field}}}" };

    /// <summary>Chooses what a tag of the clicked series says.</summary>
    public Link OfSeries(string variable, string tag) => this with { Choices = $"{Choices}&var-{variable}=${{__field.labels.{tag}}}" };
}
