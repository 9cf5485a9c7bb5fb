using RetailSync.Gateway.Forwarding;

namespace RetailSync.Gateway.Configuration;

/// <summary>A cluster's upstream settings and a hash of them, secrets included, by which a change is noticed.</summary>
internal sealed record ClusterUpstream(UpstreamSettings Settings, string Fingerprint);
