using Yarp.ReverseProxy.Forwarder;

namespace RetailSync.Gateway.Forwarding;

/// <summary>What went wrong, in YARP's terms, where we know better than YARP. Immutable.</summary>
internal sealed record ForwardError(ForwarderError Error, Exception? Exception) : IForwarderErrorFeature;
