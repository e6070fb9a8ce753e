namespace Realtime.Streams.Broker;

/// <summary>Requests of the Kafka protocol that can be made to fail; the values are its API keys.</summary>
public enum BrokerRequest : short
{
    Produce = 0,
    Fetch = 1,
}
