using System.Text;
using RetailSync.Contracts.Schemas.Formats;

namespace RetailSync.Contracts.Tests.Schemas.Formats;

public class FormatAllocationTests
{
    [Theory]
    [InlineData("date", "2026-02-28")]
    [InlineData("time", "23:59:60.5+00:00")]
    [InlineData("date-time", "2026-02-28T08:00:00.123Z")]
    [InlineData("date-time-local", "2026-02-28T08:00:00.123")]
    [InlineData("time-local", "08:00:00")]
    [InlineData("duration", "P1Y2M3DT4H5M6S")]
    [InlineData("email", "\"a b\"@[IPv6:2001:db8::1]")]
    [InlineData("idn-email", "\u00E9.a@b\u00FCcher.example")]
    [InlineData("hostname", "www.xn--bcher-kva.example")]
    [InlineData("idn-hostname", "b\u00FCcher.xn--bcher-kva.\u05D0.a")]
    [InlineData("ipv4", "192.0.2.1")]
    [InlineData("ipv6", "2001:db8::192.0.2.1")]
    [InlineData("uri", "https://u@[v1.a]:1/%41?q#f")]
    [InlineData("uri-reference", "//a/b?c#d")]
    [InlineData("iri", "https://b\u00FCcher.example/\u00E9?\uE000#\u00E9")]
    [InlineData("iri-reference", "\u00E9/b")]
    [InlineData("uri-template", "/orders{/id}{?page,size:3,%41*}")]
    [InlineData("uuid", "0198f2a4-7c3b-7e11-9d2f-3a5b6c7d8e9f")]
    [InlineData("json-pointer", "/a~0b~1c")]
    [InlineData("relative-json-pointer", "1+2/a")]
    [InlineData("byte", "QUJDRA==")]
    [InlineData("base64url", "QUJDRA")]
    public void IsValid_ValidText_AllocatesNothing(string format, string text)
    {
        var check = FormatTable.Find(format)!;
        var utf8 = Encoding.UTF8.GetBytes(text);
        Assert.True(check(utf8));

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < 100; round++)
        {
            check(utf8);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
