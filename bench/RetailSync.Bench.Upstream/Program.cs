using System.Net;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using RetailSync.Bench.Upstream;

// No host, no middleware, no HttpContext: what the upstream spends is taken away from the gateway under test.
var options = new KestrelServerOptions { AddServerHeader = false };
options.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1);

var transport = new SocketTransportFactory(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance);
using var server = new KestrelServer(Options.Create(options), transport, NullLoggerFactory.Instance);
await server.StartAsync(new UpstreamApplication(), CancellationToken.None);
Console.WriteLine($"listening http {server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single()}");

// Whoever started this process holds the other end of its input, and so ends it by going away.
while (await Console.In.ReadLineAsync() is not null)
{
}
