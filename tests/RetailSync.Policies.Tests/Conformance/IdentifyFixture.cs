using System.Security.Cryptography;
using System.Text;
using RetailSync.Gateway;
using RetailSync.Testing;

namespace RetailSync.Policies.Tests.Conformance;

/// <summary>A caller with a live API key, and one whose key nobody knows.</summary>
public sealed class IdentifyFixture() : PolicyFixture("identify", null)
{
    private const string Key = "rsk_ab12cd34_a-key-that-exists-in-this-test-only";

    private readonly Consumer _consumer = Some.Consumer("till-17") with
    {
        ApiKeys = [new ApiKeyRecord("rsk_ab12cd34", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Key))), DateTimeOffset.UnixEpoch, null)],
    };

    public override Exchange Passing() => WithKey(Key);

    public override Exchange Refused() => WithKey("rsk_ab12cd34_another-key");

    private Exchange WithKey(string key)
    {
        var exchange = Some.Exchange(consumers: _consumer);
        exchange.Context.Request.Headers["X-Api-Key"] = key;
        return exchange;
    }
}
