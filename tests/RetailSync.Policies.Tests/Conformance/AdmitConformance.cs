using RetailSync.Testing;

namespace RetailSync.Policies.Tests.Conformance;

public sealed class AdmitConformance : PolicyConformance<AdmitFixture>;
