using System.Net;
using System.Text;
using RetailSync.Events.Delivery.Dispatch;
using RetailSync.Events.Webhooks;

namespace RetailSync.Events.Tests.Webhooks;

    [Trait("Attack", "G39")]
public class WebhookTests
{
    [Theory]
    [InlineData("93.184.215.14", true)]
    [InlineData("2606:2800:220:1:248:1893:25c8:1946", true)]
    [InlineData("127.0.0.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("172.16.0.1", false)]
    [InlineData("172.32.0.1", true)]
    [InlineData("192.168.1.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::1", false)]
    [InlineData("::", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("ff02::1", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("::ffff:93.184.215.14", true)]
    [InlineData("64:ff9b::a00:1", false)]
    [InlineData("2002:7f00:1::", false)]
    [InlineData("10.20.0.7", true)]
    [InlineData("::ffff:10.20.0.7", true)]
    public void Allows_Address_OnlyPublicAndListedOnes(string address, bool isAllowed) =>
        Assert.Equal(isAllowed, new AddressGuard([IPNetwork.Parse("10.20.0.0/16")]).Allows(IPAddress.Parse(address)));

    [Trait("Attack", "G39")]
    [Fact]
    public async Task Connect_NameMixesGoodAndBadAddresses_IsRefused()
    {
        var connector = new WebhookConnector(new AddressGuard([]), (_, _) => Task.FromResult(new[] { IPAddress.Parse("93.184.215.14"), IPAddress.Loopback }));

        var refused = await Assert.ThrowsAsync<RefusedAddressException>(async () => await connector.ConnectAsync(new DnsEndPoint("rebind.example", 443), TestContext.Current.CancellationToken));

        Assert.DoesNotContain("127.0.0.1", refused.Message, StringComparison.Ordinal);
    }

    [Trait("Attack", "G40")]
    [Fact]
    public void Sign_ExampleOfTheStandard_IsTheSame()
    {
        var secret = WebhookSecret.Of(Convert.FromBase64String("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));

        var signature = WebhookSignature.Sign([secret, secret], "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, Encoding.UTF8.GetBytes("""{"test": 2432232314}"""));

        Assert.Equal("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE= v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", signature);
    }

    [Theory]
    [InlineData(200, null, "Delivered", false, null)]
    [InlineData(202, null, "Delivered", false, null)]
    [InlineData(301, null, "Retry", false, null)]
    [InlineData(400, null, "Retry", false, null)]
    [InlineData(401, null, "Retry", false, null)]
    [InlineData(408, null, "Retry", true, null)]
    [InlineData(410, null, "Gone", false, null)]
    [InlineData(415, null, "DeadLetter", false, null)]
    [InlineData(429, "17", "Throttled", false, 17)]
    [InlineData(429, null, "Throttled", false, null)]
    [InlineData(500, null, "Retry", true, null)]
    [InlineData(503, null, "Retry", true, null)]
    [InlineData(503, "5", "Throttled", false, 5)]
    public void Judge_Status_SaysWhatFollows(int status, string? retryAfter, string verdict, bool isIll, int? seconds)
    {
        using var response = new HttpResponseMessage((HttpStatusCode)status);
        if (retryAfter is not null)
        {
            response.Headers.Add("Retry-After", retryAfter);
        }

        var settings = new WebhookSettings { Url = new Uri("https://x.example/"), Origin = "x", Timeout = TimeSpan.FromSeconds(1), Secrets = () => [] };
        using var http = new HttpMessageInvoker(new SocketsHttpHandler());
        var result = new WebhookTarget(http, settings, TimeProvider.System).Judge(response);

        Assert.Equal(Enum.Parse<SendVerdict>(verdict), result.Verdict);
        Assert.Equal(isIll, result.EndpointIsIll);
        Assert.Equal(seconds is { } wait ? TimeSpan.FromSeconds(wait) : null, result.RetryAfter);
    }
}
