using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;

namespace RetailSync.Bench.Upstream;

/// <summary>
/// Answers a GET with about 500 bytes of JSON (the catalogue: 200 KB), an order with itself, and anything else with an empty 204 (POST: 200), as cheaply as Kestrel allows.
/// </summary>
/// <param name="slots">How many requests it works on at a time, the others waiting their turn; 0: as many as come.</param>
/// <param name="service">How long each takes; counts only with slots.</param>
internal sealed class UpstreamApplication(int slots, TimeSpan service) : IHttpApplication<IFeatureCollection>, IDisposable
{
    private static readonly byte[] Item = Encoding.UTF8.GetBytes("""
        {"id":"c-100234","number":"100234","name":{"given":"Ada","family":"Lovelace"},"email":"ada@example.com","phone":"+44 20 7946 0000","address":{"lines":["12 St James's Square"],"city":"London","postalCode":"SW1Y 4JH","country":"GB"},"loyalty":{"tier":"gold","points":18250,"since":"2019-04-02"},"consents":[{"purpose":"newsletter","given":true,"at":"2024-05-06T07:08:09Z"},{"purpose":"profiling","given":false,"at":"2024-05-06T07:08:09Z"}],"updated":"2025-11-20T09:14:27Z","revision":42}
        """);

    private static readonly byte[] Catalogue = Encoding.UTF8.GetBytes(
        $"[{string.Join(',', Enumerable.Range(0, 700).Select(number => $$"""{"sku":"SKU-{{number:000000}}","name":"Trousers, straight, number {{number}}","brand":"Northfield","price":{"amount":{{1_999 + number}},"currency":"EUR"},"stock":[{"store":"DE-0001","available":{{number % 9}}},{"store":"DE-0002","available":{{number % 7}}}],"tags":["men","cotton"],"updated":"2025-11-20T09:14:27Z"}"""))}]");

    private readonly SemaphoreSlim _slots = new(Math.Max(1, slots));
    private long _writes;

    public IFeatureCollection CreateContext(IFeatureCollection contextFeatures) => contextFeatures;

    public void Dispose() => _slots.Dispose();

    public void DisposeContext(IFeatureCollection context, Exception? exception)
    {
    }

    public Task ProcessRequestAsync(IFeatureCollection context) => slots > 0 ? TakeTurnAsync(context) : WorkAsync(context);

    private async Task TakeTurnAsync(IFeatureCollection context)
    {
        await _slots.WaitAsync();
        try
        {
            await Task.Delay(service, TimeProvider.System);
            await WorkAsync(context);
        }
        finally
        {
            _slots.Release();
        }
    }

    private Task WorkAsync(IFeatureCollection context)
    {
        var request = context.GetRequiredFeature<IHttpRequestFeature>();
        return request.Method switch
        {
            "GET" when request.Path == "/count" => AnswerAsync(context, Encoding.ASCII.GetBytes($"{Interlocked.Read(ref _writes)}")),
            "GET" when request.Path.EndsWith("/catalogue", StringComparison.Ordinal) => AnswerAsync(context, Catalogue),
            "GET" => AnswerAsync(context, Item),
            "POST" when request.Path.EndsWith("/orders", StringComparison.Ordinal) => EchoAsync(context),
            _ => AcceptAsync(context, request),
        };
    }

    private static async Task AnswerAsync(IFeatureCollection context, byte[] body)
    {
        var headers = context.GetRequiredFeature<IHttpResponseFeature>().Headers;
        headers.ContentType = "application/json";
        headers.ContentLength = body.Length;

        await context.GetRequiredFeature<IHttpResponseBodyFeature>().Writer.WriteAsync(body);
    }

    private static async Task EchoAsync(IFeatureCollection context)
    {
        var reader = context.GetRequiredFeature<IRequestBodyPipeFeature>().Reader;
        var read = await reader.ReadAsync();
        while (!read.IsCompleted)
        {
            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            read = await reader.ReadAsync();
        }

        context.GetRequiredFeature<IHttpResponseFeature>().StatusCode = StatusCodes.Status201Created;
        await AnswerAsync(context, read.Buffer.ToArray());
        reader.AdvanceTo(read.Buffer.End);
    }

    private async Task AcceptAsync(IFeatureCollection context, IHttpRequestFeature request)
    {
        var reader = context.GetRequiredFeature<IRequestBodyPipeFeature>().Reader;
        while (true)
        {
            var read = await reader.ReadAsync();
            reader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
            {
                break;
            }
        }

        Interlocked.Increment(ref _writes);
        var response = context.GetRequiredFeature<IHttpResponseFeature>();
        response.StatusCode = request.Method == "POST" ? StatusCodes.Status200OK : StatusCodes.Status204NoContent;
        if (request.Method == "POST")
        {
            response.Headers.ContentLength = 0;
        }
    }
}
