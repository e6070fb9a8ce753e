namespace Realtime.Cluster.Page;

/// <summary>Which scripts a page has beside the common one.</summary>
public enum PageScript
{
    Common,
    Map,
}
