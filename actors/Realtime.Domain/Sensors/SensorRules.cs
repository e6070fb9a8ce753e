namespace Realtime.Domain;

/// <summary>The rules of a sensor in the order in which they look at a reading; alerts of one step come out in this order too.</summary>
internal static class SensorRules
{
    public static readonly SensorRule[] All =
    [
        new SilentSensor(),
        new FrozenGauge(),
        new RateOfRise(),
        new RainSums(),
        new SensorStage(),
        new StageLines(),
        new CrowdSensor(),
        new RainClassAlert(),
        new SensorAnomaly(),
        new HazardTelling(),
        new SensorDrift(),
    ];
}
