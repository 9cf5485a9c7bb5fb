using RetailSync.Testing;

namespace RetailSync.Policies.Tests.Conformance;

public sealed class IdempotencyConformance : PolicyConformance<IdempotencyFixture>;
