using Realtime.Domain;

namespace Realtime.Domain.Tests.Crowds;

/// <summary>The tables of the field, at and beside their edges.</summary>
public class LevelsOfServiceTests
{
    [Theory]
    [InlineData(1.21, "A")]
    [InlineData(1.2, "B")]
    [InlineData(0.91, "B")]
    [InlineData(0.9, "C")]
    [InlineData(0.6, "D")]
    [InlineData(0.31, "D")]
    [InlineData(0.3, "E")]
    [InlineData(0.21, "E")]
    [InlineData(0.2, "F")]
    [InlineData(0.05, "F")]
    public void Standing_by_space_per_person(double m2PerPerson, string level) =>
        Assert.Equal(level, LevelsOfService.Standing.NameOf(1 / m2PerPerson));

    [Theory]
    [InlineData(0, "A")]
    [InlineData(22.9, "A")]
    [InlineData(23, "B")]
    [InlineData(33, "C")]
    [InlineData(49, "D")]
    [InlineData(66, "E")]
    [InlineData(82, "F")]
    public void Walking_by_flow(double personsPerMPerMin, string level) =>
        Assert.Equal(level, LevelsOfService.Walking.NameOf(personsPerMPerMin));

    [Theory]
    [InlineData(0.99, "通常")]
    [InlineData(1, "やや混み")]
    [InlineData(2, "混雑")]
    [InlineData(4, "大混雑")]
    [InlineData(5.55, "危険")]
    public void Congestion_by_density(double personsPerM2, string word) =>
        Assert.Equal(word, LevelsOfService.Congestion.NameOf(personsPerM2));

    [Fact]
    public void Every_table_names_its_source_and_rises_from_zero()
    {
        foreach (ServiceTable table in new[] { LevelsOfService.Standing, LevelsOfService.Walking, LevelsOfService.Congestion })
        {
            Assert.True(table.Source.Length > 20);
            Assert.Equal(0, table.Steps[0].From);
            Assert.Equal(table.Steps.OrderBy(step => step.From), table.Steps);
        }
    }

    [Fact]
    public void Persons_present_over_an_area_are_a_density()
    {
        CrowdMeasures measures = CrowdMeasures.Of(new CrowdSettings { Counts = CrowdCounts.Present, AreaM2 = 50 }, 100, null);
        Assert.Equal(new CrowdMeasures(null, 2, null), measures);
        Assert.Equal("D", measures.Service!.Value.Table.NameOf(measures.Service.Value.Value));
    }

    /// <summary>By hand: 600 persons in 5 min over 4 m are 30 persons/m/min; at 1 m/s that is 0.5 persons/m².</summary>
    [Fact]
    public void Passing_persons_over_a_width_are_a_flow_and_with_speed_a_density()
    {
        CrowdSettings settings = new() { Interval = TimeSpan.FromMinutes(5), WidthM = 4 };
        CrowdMeasures measures = CrowdMeasures.Of(settings, 600, 1);
        Assert.Equal((7200, 30), (measures.PersonsPerH, measures.PersonsPerMPerMin));
        Assert.Equal(0.5, measures.PersonsPerM2!.Value, 9);
        Assert.Equal("B", measures.Service!.Value.Table.NameOf(measures.Service.Value.Value));
        Assert.Null(CrowdMeasures.Of(settings, 600, null).PersonsPerM2);
        Assert.Equal(new CrowdMeasures(7200, null, null), CrowdMeasures.Of(settings with { WidthM = null }, 600, 1));
    }
}
