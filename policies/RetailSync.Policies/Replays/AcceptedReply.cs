using System.Buffers;
using System.Text;
using Microsoft.Extensions.Primitives;
using RetailSync.Gateway;

namespace RetailSync.Policies.Replays;

/// <summary>The 202 of a change that is sent later (RFC 9110, section 15.3.3). Safe to call from many threads.</summary>
internal static class AcceptedReply
{
    /// <summary>The answer, with the address at which its caller can ask what became of it.</summary>
    /// <param name="operation">The operation's id.</param>
    /// <param name="isAgain">Whether the caller was told so before.</param>
    public static Reply Of(Guid operation, bool isAgain)
    {
        var location = ReplayProblems.LocationOf(operation);
        List<KeyValuePair<string, StringValues>> headers =
        [
            new("Content-Type", "application/json"), new("Cache-Control", "no-store"), new("Location", location), new("Operation-Id", operation.ToString("D")),
        ];
        if (isAgain)
        {
            headers.Add(new("Idempotency-Replayed", "true"));
        }

        return new Reply
        {
            Status = 202,
            Headers = headers,
            Body = new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes($$"""{"id":"{{operation:D}}","state":"queued","links":{"self":"{{location}}"} }""")),
        };
    }
}
