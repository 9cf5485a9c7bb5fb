using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using RetailSync.Bench.Upstream;

// Either no arguments, or how many requests it works on at a time and for how many milliseconds each.
var slots = args.Length == 2 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 0;
var service = TimeSpan.FromMilliseconds(args.Length == 2 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 0);

// No host, no middleware, no HttpContext: what the upstream spends is taken away from the gateway under test.
var options = new KestrelServerOptions { AddServerHeader = false };
options.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1);

var transport = new SocketTransportFactory(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance);
using var server = new KestrelServer(Options.Create(options), transport, NullLoggerFactory.Instance);
using var application = new UpstreamApplication(slots, service);
await server.StartAsync(application, CancellationToken.None);
Console.WriteLine($"listening http {server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single()}");

// Whoever started this process holds the other end of its input, and so ends it by going away.
while (await Console.In.ReadLineAsync() is not null)
{
}
