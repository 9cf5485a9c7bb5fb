using RetailSync.Gateway;
using RetailSync.Testing;

namespace RetailSync.Policies.Tests.Conformance;

/// <summary>A caller with the operation's scope, and one with another.</summary>
public sealed class AuthorizeFixture() : PolicyFixture("authorize", null)
{
    public override Exchange Passing() => Some.Exchange(operation: Some.Operation(scopes: "crm.read"), caller: Some.Caller(scopes: "crm.read"));

    public override Exchange Refused() => Some.Exchange(operation: Some.Operation(scopes: "crm.read"), caller: Some.Caller(scopes: "oms.read"));
}
