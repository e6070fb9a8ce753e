using Akka.Actor;
using Akka.Streams;
using Akka.Streams.Stage;
using Realtime.Actors.Ports;

namespace Realtime.Streams.Kafka;

/// <summary>
/// The end of a partition's stream: one batch under way to the target, one decoded ahead. Unlike <c>Sink.ActorRefWithAck</c> it
/// sends nothing more once it is stopped, not even what it holds, and its materialized task says when that is true.
/// </summary>
internal sealed class IngestSink(IActorRef target) : GraphStageWithMaterializedValue<SinkShape<IngestBatch>, Task>
{
    private readonly Inlet<IngestBatch> _in = new("IngestSink.in");

    public override SinkShape<IngestBatch> Shape => new(_in);

    public override ILogicAndMaterializedValue<Task> CreateLogicAndMaterializedValue(Attributes inheritedAttributes)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return new LogicAndMaterializedValue<Task>(new Logic(Shape, target, done), done.Task);
    }

    private sealed class Logic : InGraphStageLogic
    {
        private readonly Inlet<IngestBatch> _in;
        private readonly IActorRef _target;
        private readonly TaskCompletionSource _done;
        private IngestBatch? _held;
        private bool _asked;

        public Logic(SinkShape<IngestBatch> shape, IActorRef target, TaskCompletionSource done)
            : base(shape)
        {
            _in = shape.Inlet;
            _target = target;
            _done = done;
            SetHandler(_in, this);
        }

        public override void PreStart()
        {
            GetStageActor(OnMessage).Watch(_target);
            _target.Tell(IngestInit.Instance, StageActor.Ref);
            Pull(_in);
        }

        public override void OnPush()
        {
            _held = Grab(_in);
            SendIfAsked();
        }

        public override void OnUpstreamFinish() => End(IngestStopped.Instance);

        // The channel source wraps the cause; whoever reads the message wants the cause itself.
        public override void OnUpstreamFailure(Exception e) => End(new IngestFailed(e is AggregateException { InnerException: { } cause } ? cause : e));

        public override void PostStop() => _done.TrySetResult();

        private void OnMessage((IActorRef Sender, object Message) args)
        {
            switch (args.Message)
            {
                case IngestAck:
                    _asked = true;
                    SendIfAsked();
                    break;
                case Terminated:
                    CompleteStage();
                    break;
            }
        }

        private void SendIfAsked()
        {
            if (_asked && _held is { } batch)
            {
                _asked = false;
                _held = null;
                _target.Tell(batch, StageActor.Ref);
                Pull(_in);
            }
        }

        private void End(object last)
        {
            _held = null;
            _target.Tell(last, StageActor.Ref);
            CompleteStage();
        }
    }
}
