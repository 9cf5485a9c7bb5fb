using System.Text;
using RetailSync.Events.Delivery.Dispatch;
using RetailSync.Events.Delivery.Targets;
using RetailSync.Events.Log;
using RetailSync.Gateway;

namespace RetailSync.Events.Tests.Delivery.Targets;

public class SystemTargetTests
{
    private static readonly StoredEvent Stored = new()
    {
        Seq = 7,
        Id = "e-7",
        OperationId = "op",
        Type = "retail.customer.updated.v1",
        System = "crm",
        Key = "customer:C-1001",
        KeySeq = 3,
        ContentType = "application/json",
        Data = """{"customerId":"C-1001","points":3}"""u8.ToArray(),
        RecordedAt = new DateTimeOffset(2030, 5, 1, 12, 0, 0, TimeSpan.Zero),
    };

    private static readonly SystemTargetSettings Settings = new()
    {
        Consumer = "crm-sync",
        Method = "PUT",
        Target = "/loyalty/v2/accounts/{$event.data#/customerId}",
        Headers = new Dictionary<string, string> { ["X-Source"] = "{$event.system}" },
        Body = """{"points":"$event.data#/points"}""",
    };

    [Theory]
    [InlineData("", "\"loyalty:e-7\"")]
    [InlineData(":2", "\"loyalty:e-7:2\"")]
    public async Task Send_Event_BecomesACall(string round, string key)
    {
        var pipeline = new FakePipeline(204);

        var result = await new SystemTarget("loyalty", Settings, pipeline).SendAsync(new Outgoing(Stored, default, round), TestContext.Current.CancellationToken);

        var sent = Assert.Single(pipeline.Sent);
        Assert.Equal(SendVerdict.Delivered, result.Verdict);
        Assert.Equal(("PUT", "/loyalty/v2/accounts/C-1001", "crm-sync", "e-7"), (sent.Method, sent.Target, sent.ConsumerId, sent.CausationId));
        Assert.Equal("""{"points":3}""", Encoding.UTF8.GetString(sent.Body.Span));
        Assert.Equal(key, sent.Headers.Single(header => header.Key == "Idempotency-Key").Value);
        Assert.Equal("crm", sent.Headers.Single(header => header.Key == "X-Source").Value);
        Assert.Null(sent.Operation);
    }

    [Fact]
    public async Task Send_ValueMissing_IsADeadLetterAndNothingIsSent()
    {
        var pipeline = new FakePipeline(204);

        var result = await new SystemTarget("loyalty", Settings, pipeline).SendAsync(new Outgoing(Stored with { Data = "{}"u8.ToArray() }, default), TestContext.Current.CancellationToken);

        Assert.Equal(new SendResult(SendVerdict.DeadLetter, "$event.data#/points has no value in this event."), result);
        Assert.Empty(pipeline.Sent);
    }

    [Theory]
    [InlineData(200, null, false, "Delivered")]
    [InlineData(304, null, false, "Delivered")]
    [InlineData(400, null, false, "DeadLetter")]
    [InlineData(404, null, true, "Retry")]
    [InlineData(409, null, false, "DeadLetter")]
    [InlineData(409, "idempotency-in-flight", false, "Retry")]
    [InlineData(409, "key-blocked", false, "Retry")]
    [InlineData(504, "outcome-unknown", false, "Retry")]
    [InlineData(409, "outcome-pending", false, "Retry")]
    [InlineData(422, null, false, "DeadLetter")]
    [InlineData(401, null, false, "Retry")]
    [InlineData(403, "insufficient-scope", false, "Retry")]
    [InlineData(429, "quota-exceeded", false, "Throttled")]
    [InlineData(503, "upstream-unavailable", false, "Retry")]
    [InlineData(500, null, false, "Retry")]
    public void Judge_Answer_SaysWhatFollows(int status, string? problem, bool retriesRejected, string verdict)
    {
        var target = new SystemTarget("loyalty", Settings with { RetriesRejected = retriesRejected }, new FakePipeline(status));

        var result = target.Judge(new PipelineAnswer { Status = status, Headers = [], IsUpstream = problem is null, MayHaveBeenSent = problem is null, ProblemType = problem, RequestId = "r" });

        Assert.Equal(Enum.Parse<SendVerdict>(verdict), result.Verdict);
    }

    private sealed class FakePipeline(int status) : IPipelineClient
    {
        public List<PipelineRequest> Sent { get; } = [];

        public Task<PipelineAnswer> SendAsync(PipelineRequest request, CancellationToken cancellationToken)
        {
            Sent.Add(request);
            return Task.FromResult(new PipelineAnswer { Status = status, Headers = [], IsUpstream = true, MayHaveBeenSent = true, RequestId = "r" });
        }
    }
}
