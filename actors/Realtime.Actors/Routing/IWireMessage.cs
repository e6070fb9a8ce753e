namespace Realtime.Actors.Routing;

/// <summary>A message that may cross from one node to another; bound to <see cref="WireSerializer"/>.</summary>
public interface IWireMessage;
