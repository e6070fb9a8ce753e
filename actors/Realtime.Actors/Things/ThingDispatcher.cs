using Akka.Configuration;
using Akka.Dispatch;

namespace Realtime.Actors.Things;

/// <summary>
/// Runs a thing on the thread that gives it something to do: its partition's, in the middle of the segment. A thing's step takes about a
/// microsecond, less than a hop to another thread; and its partition reads what it wrote while it is still in this core's cache.
/// Partitions run side by side as before. Things tell nobody but their partition, whose mailbox is of another dispatcher, so nothing nests.
/// </summary>
public sealed class ThingDispatcher : MessageDispatcher
{
    public ThingDispatcher(MessageDispatcherConfigurator configurator)
        : base(configurator)
    {
        Id = ThingDispatcherConfigurator.Path;

        // A mailbox that stopped after some messages would continue on top of its own stack.
        Throughput = int.MaxValue;
    }

    protected override void ExecuteTask(IRunnable run) => run.Run();

    protected override void Shutdown()
    {
        // No thread of its own.
    }
}

/// <summary>Makes the one <see cref="ThingDispatcher"/>; named in <c>engine.conf</c>.</summary>
public sealed class ThingDispatcherConfigurator : MessageDispatcherConfigurator
{
    /// <summary>Where <c>engine.conf</c> names it.</summary>
    public const string Path = "realtime.thing-dispatcher";

    private readonly ThingDispatcher _instance;

    public ThingDispatcherConfigurator(Config config, IDispatcherPrerequisites prerequisites)
        : base(config, prerequisites) => _instance = new ThingDispatcher(this);

    public override MessageDispatcher Dispatcher() => _instance;
}
